import { writeGraphText } from '@statusgraph/document-text'
import { exportGraph } from '@statusgraph/importers/export'
import { isoOf, type GraphDocument, type Instant } from '@statusgraph/model'
import {
  editorHeader,
  exportQuerySchema,
  graphOrderSchema,
  readEditorHeader,
  routes,
  type GraphListItem,
} from '@statusgraph/protocol'
import type { GraphStore, SaveNote, StoredGraph } from '@statusgraph/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../http/domain-error.ts'
import { etagOf, isKnown, readBody, readIfMatch, readParam, readQuery } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { LiveGraph } from '../pipeline/live-graphs.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Pictures } from '../pictures/pictures.ts'
import { GraphOrder } from './graph-order.ts'
import { createGraph, readDocument, removeGraph, restoreRevision, saveGraph } from './documents.ts'
import { sendExport, sendPicture } from './send-export.ts'

interface GraphRoutes {
  readonly store: GraphStore
  readonly pipeline: Pipeline
  readonly pictures: Pictures
  readonly basePath: string
  readonly now: () => Instant
}

/** The drawn graphs: their documents, history and live state. Reading asks the memory, so it works with a broken disk. */
export function serveGraphs(app: FastifyInstance, { store, pipeline, pictures, basePath, now }: GraphRoutes): void {
  const order = new GraphOrder(store)
  const find = (request: FastifyRequest): LiveGraph => findGraph(pipeline, readParam(request, 'id'))

  serve(app, routes.listGraphs, async () => {
    pipeline.graphs.catchUp()
    return order.arrange(pipeline.graphs.all.map((live) => describeGraph(live)))
  })
  serve(app, routes.saveGraphOrder, (request) => order.save(readBody(request, graphOrderSchema)))
  serve(app, routes.createGraph, async (request, reply) => {
    const stored = await createGraph(store, request.body, readAuthor(request))
    await pipeline.refresh()
    reply.header('location', `${basePath}/api/v1/graphs/${stored.info.id}`)
    return answerStored(reply, stored)
  })
  serve(app, routes.readGraph, (request, reply) => {
    const { info, graph } = find(request)
    reply.header('etag', etagOf(info.revision)).header('cache-control', 'no-cache').header('vary', 'accept')
    if (isKnown(request, info.revision)) return reply.code(304).send()
    return wantsYaml(request) ? sendText(reply, graph, 'yaml') : graph
  })
  serve(app, routes.exportGraph, async (request, reply) => {
    const live = find(request)
    const { info, snapshot, graph } = live
    const { format = 'statusgraph', lamps, theme = 'light' } = readQuery(request, exportQuerySchema)
    const hasLamps = lamps === 'true'
    // The revision says nothing about lamps.
    if (!hasLamps) reply.header('etag', etagOf(info.revision))
    if (format === 'svg') return sendPicture(reply, info.id, await pictures.draw(live, { theme, hasLamps }))
    const statuses = hasLamps ? { at: isoOf(now()), nodes: snapshot.nodes } : undefined
    return sendExport(reply, info.id, exportGraph(graph, format, { statuses }))
  })
  serve(app, routes.saveGraph, async (request, reply) => {
    const id = readParam(request, 'id')
    const expected = readIfMatch(request)
    if (pipeline.graphs.get(id)?.info.provisioned !== true && expected === 'nothing') {
      throw new DomainError(
        'graph/revision-required',
        'Send the ETag that you got with the document as If-Match, so that nobody else’s work is lost.',
      )
    }
    const graph = readDocument(request.body, id)
    refuseOtherId(graph, id)
    const stored = await saveGraph(store, graph, expected === 'nothing' ? 'any' : expected, readAuthor(request))
    await pipeline.refresh()
    return answerStored(reply, stored)
  })
  serve(app, routes.deleteGraph, async (request) => {
    await removeGraph(store, readParam(request, 'id'), readIfMatch(request), readAuthor(request))
    await pipeline.refresh()
  })
  serve(app, routes.listRevisions, async (request) => {
    const id = readParam(request, 'id')
    const revisions = await store.revisions(id)
    if (revisions === undefined) throw new DomainError('graph/not-found', `There is no graph "${id}".`)
    return revisions
  })
  serve(app, routes.readRevision, async (request, reply) => {
    const id = readParam(request, 'id')
    const revision = readRevision(request)
    const graph = await store.readRevision(id, revision)
    if (graph === undefined) throw new DomainError('revision/not-found', `There is no revision ${revision} of "${id}".`)
    reply.header('etag', etagOf(revision))
    return graph
  })
  serve(app, routes.restoreRevision, async (request, reply) => {
    const [id, revision] = [readParam(request, 'id'), readRevision(request)]
    const stored = await restoreRevision(store, id, revision, readIfMatch(request), readAuthor(request))
    await pipeline.refresh()
    return answerStored(reply, stored)
  })
  serve(app, routes.readStatus, (request) => pipeline.graphs.read(find(request).info.id))
}

/**
 * A graph that is served now, in the colours of this moment.
 *
 * @throws DomainError when there is none
 */
export function findGraph(pipeline: Pipeline, id: string): LiveGraph {
  pipeline.graphs.catchUp([id])
  const live = pipeline.graphs.get(id)
  if (live === undefined) throw new DomainError('graph/not-found', `There is no graph "${id}".`)
  return live
}

/** The counts are those of the map: a graph that draws itself has what is discovered, too. */
function describeGraph({ info, shown, snapshot }: LiveGraph): GraphListItem {
  const { tags, ...rest } = info
  return {
    ...rest,
    ...(tags === undefined ? {} : { tags: [...tags] }),
    nodes: shown.nodes.length,
    edges: shown.edges.length,
    summary: snapshot.summary,
  }
}

function wantsYaml(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers
  return /\b(?:application|text)\/(?:x-)?yaml\b/i.test(accept) && !accept.includes('application/json')
}

function sendText(reply: FastifyReply, graph: GraphDocument, format: 'yaml' | 'json'): FastifyReply {
  return reply.type(`application/${format}; charset=utf-8`).send(writeGraphText(graph, format))
}

function answerStored(reply: FastifyReply, { info, graph }: StoredGraph): GraphDocument {
  reply.header('etag', etagOf(info.revision))
  return graph
}

/** Who makes a change, if they say so. Nobody proves it yet, so it is shown and never decided by. */
function readAuthor(request: FastifyRequest): SaveNote {
  const header = request.headers[editorHeader.toLowerCase()]
  const by = readEditorHeader(typeof header === 'string' ? header : undefined)
  return by === undefined ? {} : { by }
}

function readRevision(request: FastifyRequest): number {
  const text = readParam(request, 'n')
  if (!/^\d{1,15}$/.test(text)) throw new DomainError('revision/not-found', 'A revision is a number.')
  return Number(text)
}

function refuseOtherId(graph: GraphDocument, id: string): void {
  if (graph.id === id) return
  throw new DomainError(
    'graph/invalid',
    `The document says that its id is "${graph.id}", and the address says "${id}".`,
    {
      faults: [{ path: ['id'], message: `this is "${graph.id}", and the address says "${id}"` }],
    },
  )
}
