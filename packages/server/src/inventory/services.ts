import { knownServices } from '@statusgraph/model'
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
      const lamp = drawn.lampOf(graphs, service)
      return {
        service,
        seen: [...seen],
        ...(version === undefined ? {} : { version }),
        nodes: [...drawn.find(graphs, [service])],
        ...(lamp === undefined ? {} : { lamp }),
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
