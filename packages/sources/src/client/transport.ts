import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { lookupGuarded, refuseForbiddenHost } from './address-guard.ts'
import type { TlsOptions } from './options.ts'
import { readBody } from './body.ts'
import { UpstreamError, upstreamErrorOf } from './failure.ts'

/** How long a connection may take to come up; the whole request has its own, longer limit. */
const connectTimeoutMs = 3_000

export interface TransportOptions {
  readonly tls?: TlsOptions
  readonly proxyUrl?: string
  readonly noProxy?: string
  readonly proxyFromEnvironment?: boolean
  readonly enableHttp2?: boolean
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body?: string
  /** For everything together: connecting, waiting, reading, decompressing. */
  readonly timeoutMs: number
  /** Most bytes the body may have, compressed or not. */
  readonly limitBytes: number
  readonly signal: AbortSignal
}

export interface IncomingAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Decompressed. */
  readonly bytes: Buffer
}

/** Sends single requests: no redirects, no retries, no memory. */
export interface Transport {
  /** @throws {UpstreamError} when no complete answer came, whatever its status */
  send(request: OutgoingRequest): Promise<IncomingAnswer>
  close(): Promise<void>
}

export function openTransport(options: TransportOptions): Transport {
  let pem = readPem(options.tls)
  let dispatcher = openDispatcher(options, pem)
  const orProxy = options.proxyUrl !== undefined || options.proxyFromEnvironment === true ? ' (or its proxy)' : ''
  /** How large the last answer was, by path: the next one is probably alike. */
  const lastBytes = new Map<string, number>()

  /** A rotated certificate or key makes the next request connect anew with it. */
  function currentDispatcher(): Dispatcher {
    const now = readPem(options.tls)
    if (now.ca !== pem.ca || now.cert !== pem.cert || now.key !== pem.key) {
      const old = dispatcher
      dispatcher = openDispatcher(options, now)
      pem = now
      void old.close()
    }
    return dispatcher
  }

  async function exchange(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingAnswer> {
    const answer = await currentDispatcher().request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: { accept: 'application/json', 'accept-encoding': 'gzip, br, deflate', ...request.headers },
      body: request.body ?? null,
      signal,
    })
    const encoding = answer.headers['content-encoding']
    const expectedBytes = lastBytes.get(request.url.pathname) ?? 0
    const { bytes, receivedBytes } = await readBody(answer.body, encoding, request.limitBytes, expectedBytes)
    lastBytes.set(request.url.pathname, receivedBytes)
    return { status: answer.statusCode, headers: answer.headers, bytes }
  }

  return {
    async send(request) {
      const { url } = request
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new UpstreamError('failed', 'Only http and https are spoken to upstreams.')
      }
      refuseForbiddenHost(url.hostname)
      // A total limit of our own: undici's body timeout only watches the gap between two chunks, so an answer that
      // drips a byte a second would never end.
      const ending = new AbortController()
      const timer = setTimeout(
        () => ending.abort(new UpstreamError('timeout', `No complete answer within ${request.timeoutMs / 1000} s.`)),
        request.timeoutMs,
      )
      const stop = () => ending.abort(new UpstreamError('stopped', 'The request was given up.'))
      request.signal.addEventListener('abort', stop, { once: true })
      if (request.signal.aborted) stop()
      try {
        return await exchange(request, ending.signal)
      } catch (thrown) {
        throw upstreamErrorOf(ending.signal.aborted ? ending.signal.reason : thrown, `${url.host}${orProxy}`)
      } finally {
        clearTimeout(timer)
        request.signal.removeEventListener('abort', stop)
      }
    },
    close: () => dispatcher.destroy(),
  }
}

interface Pem {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

function readPem(tls: TlsOptions | undefined): Pem {
  return { ca: tls?.ca?.reveal(), cert: tls?.cert?.reveal(), key: tls?.key?.reveal() }
}

function openDispatcher(options: TransportOptions, pem: Pem): Dispatcher {
  const { tls } = options
  const secure = {
    ...(pem.ca === undefined ? {} : { ca: pem.ca }),
    ...(pem.cert === undefined ? {} : { cert: pem.cert }),
    ...(pem.key === undefined ? {} : { key: pem.key }),
    ...(tls?.serverName === undefined ? {} : { servername: tls.serverName }),
    ...(tls?.insecureSkipVerify === true ? { rejectUnauthorized: false } : {}),
    ...(tls?.minVersion === undefined ? {} : { minVersion: tls.minVersion }),
    ...(tls?.maxVersion === undefined ? {} : { maxVersion: tls.maxVersion }),
  }
  const common: Agent.Options = {
    connectTimeout: connectTimeoutMs,
    connect: { ...secure, timeout: connectTimeoutMs, lookup: lookupGuarded },
    // The total limit of each request stands above these two.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Short, so that a poll does not try its luck on a connection that the other side has forgotten.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
    allowH2: options.enableHttp2 === true,
  }
  if (options.proxyUrl !== undefined) {
    const { proxyUrl, noProxy } = options
    return new EnvHttpProxyAgent({
      ...common,
      httpProxy: proxyUrl,
      httpsProxy: proxyUrl,
      noProxy: noProxy ?? '',
      requestTls: secure,
    })
  }
  if (options.proxyFromEnvironment === true) return new EnvHttpProxyAgent({ ...common, requestTls: secure })
  return new Agent(common)
}
