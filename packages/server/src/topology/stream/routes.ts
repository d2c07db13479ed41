import type { Instant } from '@statusgraph/model'
import { routes, topologyQuerySchema } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { etagOf, isKnown, readQuery } from '../../http/requests.ts'
import { serve } from '../../http/routing.ts'
import { admitStream, readLastEventId, type StreamLimits } from '../../stream/admission.ts'
import { streamFormats, type StreamFormat } from './stream-format.ts'
import type { TopologyFeed } from './topology-feed.ts'
import type { TopologyStreams } from './topology-streams.ts'
import { wireFrom } from './wire-topology.ts'

interface TopologyRoutes extends StreamLimits {
  readonly feed: TopologyFeed
  readonly streams: TopologyStreams
  /** @throws DomainError when there is no such graph */
  readonly findMap: (id: string) => void
  readonly now: () => Instant
}

/** What discovery knows: asked for, or watched. */
export function serveTopology(app: FastifyInstance, options: TopologyRoutes): void {
  const { feed, streams, findMap, now } = options
  serve(app, routes.readTopology, async (request, reply) => {
    const { map, since } = readQuery(request, topologyQuerySchema)
    if (map !== undefined) findMap(map)
    await feed.refresh(map)
    const { revision } = feed.current(map)
    reply.header('etag', etagOf(revision))
    if (isKnown(request, revision)) return reply.code(304).send()
    return wireFrom(feed, map, since === undefined ? undefined : Number(since), now())
  })
  serve(app, routes.streamTopology, async (request, reply) => {
    const { map, since } = readQuery(request, topologyQuerySchema)
    if (map !== undefined) findMap(map)
    await feed.refresh(map)
    admitStream(request, options)
    reply.hijack()
    const { socket } = request.raw
    // Somebody may have left while we looked, and would never be heard to leave again.
    if (socket.destroyed) return reply
    socket.setNoDelay(true)
    const lastRevision = readLastEventId(request) ?? (since === undefined ? undefined : Number(since))
    streams.join(map, formatFor(request), { socket, address: request.ip, lastRevision })
    return reply
  })
}

function formatFor(request: FastifyRequest): StreamFormat {
  const accepted = (request.headers.accept ?? '').toLowerCase()
  return /application\/(?:x-)?(?:ndjson|jsonl)/.test(accepted) ? streamFormats.ndjson : streamFormats.sse
}
