import { graphDocumentSchema } from '@statusgraph/model'
import { routes, type About } from '@statusgraph/protocol'
import type { GraphStore } from '@statusgraph/store'
import type { FastifyInstance } from 'fastify'
import { describeApi, schemaOf } from '../http/openapi.ts'
import { serve } from '../http/routing.ts'

interface AboutRoutes {
  readonly store: GraphStore
  readonly version: string
  readonly basePath: string
  readonly describe: () => Omit<About, 'damaged'>
}

/** The server about itself: its version, its API, and the schema of the documents that it takes. */
export function serveAbout(app: FastifyInstance, { store, version, basePath, describe }: AboutRoutes): void {
  const api = JSON.stringify(describeApi(version, basePath))
  const graphSchema = JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Statusgraph graph document',
    ...schemaOf(graphDocumentSchema, 'input'),
  })
  serve(app, routes.readAbout, async (): Promise<About> => ({ ...describe(), damaged: [...(await store.damaged())] }))
  serve(app, routes.readOpenApi, (_request, reply) => reply.type('application/json; charset=utf-8').send(api))
  serve(app, routes.readGraphSchema, (_request, reply) => reply.type('application/schema+json').send(graphSchema))
}
