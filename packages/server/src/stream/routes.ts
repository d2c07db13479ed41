import { routes } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findGraph } from '../graphs/routes.ts'
import { DomainError } from '../http/domain-error.ts'
import { readParam } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import { refuseCrossSite, securityHeaders } from '../http/security.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Hub } from './hub.ts'

interface StreamRoutes {
  readonly pipeline: Pipeline
  readonly hub: Hub
  readonly streamsPerAddress: number
  readonly onRefused: () => void
}

/** The end of the connection ends the body, so the bytes need no framing of their own and are the same for everybody. */
const head = [
  'HTTP/1.1 200 OK',
  'content-type: text/event-stream; charset=utf-8',
  'cache-control: no-cache, no-transform',
  'x-accel-buffering: no',
  'connection: close',
  ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
  '',
  '',
].join('\r\n')

/** The live stream of each graph. */
export function serveStreams(app: FastifyInstance, options: StreamRoutes): void {
  const { pipeline, hub, streamsPerAddress, onRefused } = options
  serve(app, routes.streamEvents, (request, reply) => {
    // Streams are not held by cookies or CORS alone: a foreign page must not even open one.
    refuseCrossSite(request)
    const live = findGraph(pipeline, readParam(request, 'id'))
    if (!hub.isOpen) {
      throw new DomainError('server/stopping', 'Come back in a moment.', { headers: { 'retry-after': '2' } })
    }
    if (hub.countOf(request.ip) >= streamsPerAddress) {
      onRefused()
      throw new DomainError(
        'stream/too-many',
        `This address has ${streamsPerAddress} streams open already (server.limits.streams_per_address).`,
        { headers: { 'retry-after': '30' } },
      )
    }
    reply.hijack()
    const { socket } = request.raw
    socket.setNoDelay(true)
    hub.join(live.info.id, { socket, address: request.ip, lastSequence: readLastEventId(request) }, head, () =>
      pipeline.graphs.firstMessage(live),
    )
    return reply
  })
}

function readLastEventId(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id']
  return typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : undefined
}
