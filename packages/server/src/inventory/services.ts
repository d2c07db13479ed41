import { fold, isStale, knownServices } from '@statusgraph/model'
import type { GraphDocument, GraphNode, KnownService, NodeStatus, World } from '@statusgraph/model'
import { routes, type ServiceListItem, type VersionListItem } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { DrawnServices } from './drawn-services.ts'

/** How long the judged services of one world are shared by everybody who asks. */
const sharedMs = 1_000

interface JudgedService {
  readonly known: KnownService
  readonly status: NodeStatus | undefined
}

/** The services that upstreams name, whether or not a graph shows them, how each is, and their versions. */
export function serveServices(app: FastifyInstance, pipeline: Pipeline, drawn: DrawnServices): void {
  let shared: { readonly world: World; readonly atMs: number; readonly services: readonly JudgedService[] } | undefined
  const listServices = (): readonly JudgedService[] => {
    const { world } = pipeline
    const now = pipeline.now()
    if (shared?.world !== world || now.monoMs - shared.atMs > sharedMs) {
      const known = knownServices(world)
      const { nodes } = fold(world, drawEach(known), 1, now).snapshot
      const services = known.map((one) => ({ known: one, status: nodes[one.key] }))
      shared = { world, atMs: now.monoMs, services }
    }
    return shared.services
  }

  serve(app, routes.listServices, (): readonly ServiceListItem[] => {
    const graphs = pipeline.graphs.all
    return listServices().map(({ known: { service, seen, version }, status }) => ({
      service,
      seen: [...seen],
      ...(version === undefined ? {} : { version }),
      nodes: [...drawn.find(graphs, [service])],
      ...(status === undefined ? {} : describeStatus(status)),
    }))
  })
  serve(app, routes.listVersions, (): readonly VersionListItem[] =>
    knownServices(pipeline.world).flatMap(({ service, seen, version }) => {
      const upstream = seen.find((place) => place.in === 'version')?.upstream
      return version === undefined || upstream === undefined ? [] : [{ service, version, upstream }]
    }),
  )
}

/** A node for each service, so that a service is judged by the same rules whether or not somebody drew it. */
function drawEach(known: readonly KnownService[]): GraphDocument {
  const nodes = known.map(({ key, service }): GraphNode => {
    return { id: key, name: service, kind: 'service', services: [service] }
  })
  return { version: 1, id: 'services', name: 'services', nodes, edges: [] }
}

function describeStatus(status: NodeStatus): Pick<ServiceListItem, 'lamp' | 'stale' | 'because'> {
  const reason = status.reasons.find(({ lamp }) => lamp === status.lamp)
  return {
    lamp: status.lamp,
    stale: isStale(status),
    ...(reason === undefined ? {} : { because: { kind: reason.kind, title: reason.title, text: reason.text } }),
  }
}
