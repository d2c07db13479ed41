import type { FastifyRequest } from 'fastify'
import { DomainError } from '../http/domain-error.ts'
import { refuseCrossSite, securityHeaders } from '../http/security.ts'
import type { Hub } from './hub.ts'

export interface StreamLimits {
  readonly hub: Hub
  readonly streamsPerAddress: number
  readonly onRefused: () => void
}

/**
 * Refuses a stream that may not be opened: streams of all kinds share one limit for each address.
 *
 * @throws DomainError
 */
export function admitStream(request: FastifyRequest, { hub, streamsPerAddress, onRefused }: StreamLimits): void {
  // Streams are not held by cookies or CORS alone: a foreign page must not even open one.
  refuseCrossSite(request)
  if (!hub.isOpen) {
    throw new DomainError('server/stopping', 'Come back in a moment.', { headers: { 'retry-after': '2' } })
  }
  if (hub.countOf(request.ip) < streamsPerAddress) return
  onRefused()
  throw new DomainError(
    'stream/too-many',
    `This address has ${streamsPerAddress} streams open already (server.limits.streams_per_address).`,
    { headers: { 'retry-after': '30' } },
  )
}

/** The end of the connection ends the body, so the bytes need no framing of their own and are the same for everybody. */
export function writeStreamHead(contentType: string): string {
  return [
    'HTTP/1.1 200 OK',
    `content-type: ${contentType}; charset=utf-8`,
    'cache-control: no-cache, no-transform',
    'x-accel-buffering: no',
    'connection: close',
    ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
}

/** What the client says it has, in `Last-Event-ID`. */
export function readLastEventId(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id']
  return typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : undefined
}
