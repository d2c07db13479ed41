import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { lookupGuarded, refuseForbiddenHost } from './address-guard.ts'
import { reveal } from './credentials.ts'
import type { HeaderOption, ProxyOptions, TlsOptions } from './options.ts'
import { readBody } from './body.ts'
import { UpstreamError, upstreamErrorOf } from './failure.ts'
import type { Secret } from './secret.ts'

/** How long a connection may take to come up; the whole request has its own, longer limit. */
const connectTimeoutMs = 3_000

export interface TransportOptions extends ProxyOptions {
  readonly tls?: TlsOptions
  readonly enableHttp2?: boolean
  /** A socket in the file system that is dialled, whatever host the URL names. */
  readonly socketPath?: string
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

/** An answer that goes on for as long as the upstream has something to tell. */
export interface OngoingAnswer {
  readonly status: number
  readonly headers: IncomingAnswer['headers']
  /** As it was sent: no compression is asked for. Throws an UpstreamError when it breaks off. */
  readonly body: AsyncIterable<Buffer>
}

/** Sends single requests: no redirects, no retries, no memory. */
export interface Transport {
  /** @throws {UpstreamError} when no complete answer came, whatever its status */
  send(request: OutgoingRequest): Promise<IncomingAnswer>
  /**
   * Sends a request whose answer goes on; `timeoutMs` is for its beginning alone, and the signal ends it. Whoever does
   * not read the body to its end aborts the signal.
   * @throws {UpstreamError} when no answer began, whatever its status
   */
  follow(request: Omit<OutgoingRequest, 'limitBytes'>): Promise<OngoingAnswer>
  close(): Promise<void>
}

export function openTransport(options: TransportOptions): Transport {
  let pem: Pem | undefined
  /** By protocol. */
  const dispatchers = new Map<string, Dispatcher>()
  const orProxy = options.proxyUrl !== undefined || options.proxyFromEnvironment === true ? ' (or its proxy)' : ''
  const nameHost = (url: URL) => (options.socketPath ?? url.host) + orProxy
  /** How large the last answer was, by path: the next one is probably alike. */
  const lastBytes = new Map<string, number>()

  /** A rotated certificate or key makes the next request connect anew with it. */
  function currentDispatcher({ protocol }: URL): Dispatcher {
    const now = readPem(options.tls)
    if (now.ca !== pem?.ca || now.cert !== pem?.cert || now.key !== pem?.key) {
      for (const old of dispatchers.values()) void old.close()
      dispatchers.clear()
      pem = now
    }
    const dispatcher = dispatchers.get(protocol) ?? openDispatcher(options, now, protocol)
    dispatchers.set(protocol, dispatcher)
    return dispatcher
  }

  async function ask(request: Omit<OutgoingRequest, 'limitBytes'>, encodings: string, signal: AbortSignal) {
    const { url } = request
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new UpstreamError('failed', 'Only http and https are spoken to upstreams.')
    }
    refuseForbiddenHost(url.hostname)
    return await currentDispatcher(url).request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { accept: 'application/json', 'accept-encoding': encodings, ...request.headers },
      body: request.body ?? null,
      signal,
    })
  }

  async function exchange(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingAnswer> {
    const answer = await ask(request, 'gzip, br, deflate', signal)
    const encoding = answer.headers['content-encoding']
    const expectedBytes = lastBytes.get(request.url.pathname) ?? 0
    const { bytes, receivedBytes } = await readBody(answer.body, encoding, request.limitBytes, expectedBytes)
    lastBytes.set(request.url.pathname, receivedBytes)
    return { status: answer.statusCode, headers: answer.headers, bytes }
  }

  return {
    async send(request) {
      // A total limit of our own: undici's body timeout only watches the gap between two chunks, so an answer that
      // drips a byte a second would never end.
      const end = endOf(request)
      try {
        return await exchange(request, end.signal)
      } catch (thrown) {
        throw upstreamErrorOf(end.signal.aborted ? end.signal.reason : thrown, nameHost(request.url))
      } finally {
        end.forget()
      }
    },
    async follow(request) {
      const end = endOf(request)
      const named = (thrown: unknown) =>
        upstreamErrorOf(end.signal.aborted ? end.signal.reason : thrown, nameHost(request.url))
      try {
        const { statusCode, headers, body } = await ask(request, 'identity', end.signal)
        end.forgetTime()
        return { status: statusCode, headers, body: wrapped(body, named, () => end.forget()) }
      } catch (thrown) {
        end.forget()
        throw named(thrown)
      }
    },
    async close() {
      await Promise.all(dispatchers.values().map((dispatcher) => dispatcher.destroy()))
    },
  }
}

/** The end of a request: when its time is up, or nobody wants it any more. */
function endOf(request: Pick<OutgoingRequest, 'timeoutMs' | 'signal'>) {
  const ending = new AbortController()
  const timer = setTimeout(
    () => ending.abort(new UpstreamError('timeout', `No complete answer within ${request.timeoutMs / 1000} s.`)),
    request.timeoutMs,
  )
  const stop = () => ending.abort(new UpstreamError('stopped', 'The request was given up.'))
  request.signal.addEventListener('abort', stop, { once: true })
  if (request.signal.aborted) stop()
  return {
    signal: ending.signal,
    forgetTime: () => clearTimeout(timer),
    forget() {
      clearTimeout(timer)
      request.signal.removeEventListener('abort', stop)
    },
  }
}

async function* wrapped(
  body: AsyncIterable<Buffer>,
  named: (thrown: unknown) => UpstreamError,
  forget: () => void,
): AsyncGenerator<Buffer> {
  try {
    yield* body
  } catch (thrown) {
    throw named(thrown)
  } finally {
    forget()
  }
}

interface Pem {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

function readPem(tls: TlsOptions | undefined): Pem {
  const read = (secret: Secret | undefined) => secret && reveal(() => secret.reveal())
  return { ca: read(tls?.ca), cert: read(tls?.cert), key: read(tls?.key) }
}

function openDispatcher(options: TransportOptions, pem: Pem, protocol: string): Dispatcher {
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
    connect: {
      ...secure,
      timeout: connectTimeoutMs,
      lookup: lookupGuarded,
      ...(options.socketPath === undefined ? {} : { socketPath: options.socketPath }),
    },
    // The total limit of each request stands above these two.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Short, so that a poll does not try its luck on a connection that the other side has forgotten.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
    allowH2: options.enableHttp2 === true,
  }
  const { proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeaders = [] } = options
  if (proxyUrl === undefined && proxyFromEnvironment !== true) return new Agent(common)
  return new EnvHttpProxyAgent({
    ...common,
    requestTls: secure,
    // Without a tunnel the proxy would pass them on to the upstream, and they are not for its eyes.
    ...(protocol === 'https:' ? { headers: readHeaders(proxyConnectHeaders) } : {}),
    ...(proxyUrl === undefined ? {} : { httpProxy: proxyUrl, httpsProxy: proxyUrl, noProxy: noProxy ?? '' }),
  })
}

function readHeaders(headers: readonly HeaderOption[]): Record<string, string[]> {
  return Object.fromEntries(
    headers.map(({ name, values }) => [name.toLowerCase(), values.map((value) => reveal(() => value.reveal()))]),
  )
}
