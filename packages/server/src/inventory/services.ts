import { isStale, knownServices } from '@statusgraph/model'
import { routes, type ServiceListItem, type VersionListItem } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { DrawnServices } from './drawn-services.ts'

/** The services that upstreams name, whether or not a graph shows them, and their versions. */
export function serveServices(app: FastifyInstance, pipeline: Pipeline, drawn: DrawnServices): void {
  serve(app, routes.listServices, (): readonly ServiceListItem[] => {
    const graphs = pipeline.graphs.all
    return knownServices(pipeline.world).map(({ service, seen, version }) => {
      const status = drawn.statusOf(graphs, service)
      return {
        service,
        seen: [...seen],
        ...(version === undefined ? {} : { version }),
        nodes: [...drawn.find(graphs, [service])],
        ...(status === undefined ? {} : { lamp: status.lamp, stale: isStale(status) }),
      }
    })
  })
  serve(app, routes.listVersions, (): readonly VersionListItem[] =>
    knownServices(pipeline.world).flatMap(({ service, seen, version }) => {
      const upstream = seen.find((place) => place.in === 'version')?.upstream
      return version === undefined || upstream === undefined ? [] : [{ service, version, upstream }]
    }),
  )
}
