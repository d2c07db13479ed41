import { once } from 'node:events'
import type { Socket } from 'node:net'
import { problemKinds, type ProblemCode } from '@statusgraph/protocol'
import fastify, { LogController, type ConnectionError, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { ServerConfig } from '../config/config.ts'
import { readBodies } from './bodies.ts'
import { compressText } from './compression.ts'
import { DomainError } from './domain-error.ts'
import { problemOf, problemType, sendProblem } from './problems.ts'
import { isLoopback, isUnsafe, refuseCrossSite, refuseUnknownHost, securityHeaders } from './security.ts'

export interface AppOptions {
  readonly config: ServerConfig
  readonly logger: NonNullable<FastifyServerOptions['logger']>
  readonly isOverloaded: () => boolean
  readonly isStopping: () => boolean
  readonly onAnswered: (request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }) => void
}

const headersTimeoutMs = 10_000
const requestTimeoutMs = 30_000
/** Longer than proxies keep idle connections, so that none is closed under a request on its way. */
const keepAliveTimeoutMs = 65_000
const drainMs = 10_000
/** An answer may be kept only where its route says so. */
const usualHeaders = { ...securityHeaders, 'cache-control': 'no-store' }

/** The HTTP server with everything that holds for every route: limits, headers, refusals. */
export function createApp({ config, logger, isOverloaded, isStopping, onAnswered }: AppOptions): FastifyInstance {
  const { basePath, limits, listen, trustedProxies } = config
  const app = fastify({
    logger,
    // A status page is asked all the time; only what goes wrong is worth a line.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    forceCloseConnections: 'idle',
    // What is asked on open connections while the server goes away is still answered, in the usual form.
    return503OnClosing: false,
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: 2_000, maxHeaderSize: 16 * 1024 },
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true },
    rewriteUrl: ({ url = '/' }) => withoutBase(url, basePath),
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply.headers(usualHeaders), error),
  })
  app.server.maxConnections = limits.connections

  const answersToAnyName = trustedProxies.length > 0 || !isLoopback(listen.host)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(usualHeaders)
    if (!answersToAnyName) refuseUnknownHost(request, listen.host)
    if (!isUnsafe(request.method)) return
    refuseCrossSite(request)
    if (isOverloaded() && !request.url.startsWith('/-/')) {
      throw new DomainError('server/overloaded', 'Pictures go out first; try again in a moment.', {
        headers: { 'retry-after': '5' },
      })
    }
  })
  // When the answer leaves, because the server may have begun to stop while it was made: a connection that stays open
  // then would hold the server up.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (isStopping()) reply.header('connection', 'close')
    return payload
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.routeOptions.url ?? 'page'
    onAnswered({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 })
  })
  compressText(app)
  readBodies(app, limits.bodyBytes)
  return app
}

/** Resolves with the address that the server got. */
export async function listenOn(app: FastifyInstance, { listen, basePath }: ServerConfig): Promise<string> {
  await app.ready()
  app.server.listen({ host: listen.host, port: listen.port })
  await once(app.server, 'listening')
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : listen.port
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host
  return `http://${host}:${port}${basePath}`
}

/** Stops to listen and lets running requests end, saves above all; those that take too long are cut. */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
  await app.close()
  clearTimeout(cut)
}

/** Proxies may or may not take our path off before they pass a request on; both are right. */
function withoutBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url
  const rest = url.slice(basePath.length)
  if (rest === '') return '/'
  if (rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : url
}

/** What is no HTTP gets one plain answer, and nothing when a response is under way on the same connection. */
function refuseConnection(error: ConnectionError, socket: Socket): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const code = codeOf(error.code)
  const { status, title } = problemKinds[code]
  const body = JSON.stringify(problemOf(code))
  const headers = { ...usualHeaders, 'content-type': problemType, 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`)
}

function codeOf(code: string): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'request/headers-too-large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request/timeout' : 'request/malformed'
}
