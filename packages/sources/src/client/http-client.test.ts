import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, createServer, type Server } from 'node:net'
import { inspect } from 'node:util'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startFaultServer, type Answering } from '../testing/fault-server.ts'
import { UpstreamError } from './failure.ts'
import { openHttpClient, type HttpClientSettings } from './http-client.ts'
import type { ClientOptions } from './options.ts'
import { Secret } from './secret.ts'

const { signal } = new AbortController()
const plain: ClientOptions = { headers: [] }

async function serve(answering: Answering = () => ({ body: [] })) {
  const server = await startFaultServer(answering)
  onTestFinished(() => server.close())
  return server
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function open(url: string, options: ClientOptions = plain, more: Partial<HttpClientSettings> = {}) {
  const client = openHttpClient({
    url,
    options,
    timeoutMs: 15_000,
    now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
    onRequest: () => {},
    ...more,
  })
  onTestFinished(() => client.close())
  return client
}

const question = { facet: 'alerts', path: '/api', signal } as const

async function failureOf(asking: Promise<unknown>): Promise<UpstreamError> {
  const thrown: unknown = await asking.then(
    () => 'no failure',
    (error: unknown) => error,
  )
  if (!(thrown instanceof UpstreamError)) throw new Error(`expected an UpstreamError, got ${inspect(thrown)}`)
  return thrown
}

test('user and password are sent as basic authorization', async () => {
  const server = await serve()
  const basicAuth = { username: Secret.of('ann'), password: Secret.of('päss:word') }
  await open(server.url, { ...plain, basicAuth }).ask(question)
  const expected = Buffer.from('ann:päss:word').toString('base64')
  expect(server.received[0]?.headers.authorization).toBe(`Basic ${expected}`)
})

test('a token that is rotated is used from the next request on', async () => {
  const server = await serve()
  let token = 'first\n'
  const authorization = { type: 'Bearer', credentials: new Secret(() => token) }
  const client = open(server.url, { ...plain, authorization })
  await client.ask(question)
  token = 'second\n'
  await client.ask(question)
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second'])
})

test('configured headers are sent with all their values', async () => {
  const server = await serve()
  const headers = [
    { name: 'X-Scope-OrgID', values: [Secret.of('tenant')] },
    { name: 'X-Many', values: [Secret.of('a'), Secret.of('b')] },
  ]
  await open(server.url, { headers }).ask(question)
  expect(server.received[0]?.headers).toMatchObject({ 'x-scope-orgid': 'tenant', 'x-many': 'a, b' })
})

test('a path and a query in the configured URL are kept', async () => {
  const server = await serve()
  const query = new URLSearchParams({ type: 'alert' })
  await open(`${server.url}/prometheus/?tenant=a`).ask({ ...question, query })
  expect(server.received[0]?.path).toBe('/prometheus/api')
  expect(server.received[0]?.parameters.toString()).toBe('tenant=a&type=alert')
})

test('an OAuth 2 token is fetched once for requests that come together, kept, and fetched anew when it has expired', async () => {
  const upstream = await serve()
  let issued = 0
  const tokens = await serve(() => ({ body: { access_token: `token-${(issued += 1)}`, expires_in: 60 } }))
  const oauth2 = {
    clientId: 'graph',
    clientSecret: Secret.of('hush hush'),
    tokenUrl: `${tokens.url}/token`,
    scopes: ['read', 'more'],
    endpointParams: { audience: 'prometheus' },
  }
  let monoMs = 0
  const client = open(upstream.url, { ...plain, oauth2 }, { now: () => ({ monoMs, wallMs: 0 }) })
  await Promise.all([client.ask(question), client.ask(question)])
  await client.ask(question)
  monoMs = 51_000
  await client.ask(question)
  const sent = upstream.received.map(({ headers }) => headers.authorization)
  expect(sent).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1', 'Bearer token-2'])
  const [first] = tokens.received
  expect(first?.headers.authorization).toBe(`Basic ${Buffer.from('graph:hush%20hush').toString('base64')}`)
  expect(Object.fromEntries(first?.parameters ?? [])).toEqual({
    grant_type: 'client_credentials',
    audience: 'prometheus',
    scope: 'read more',
  })
})

test('a token endpoint that wants the client in the form gets it there', async () => {
  const upstream = await serve()
  const tokens = await serve(({ parameters }) =>
    parameters.get('client_secret') === 'hush' ? { body: { access_token: 'yes' } } : { status: 401, body: {} },
  )
  const oauth2 = {
    clientId: 'g',
    clientSecret: Secret.of('hush'),
    tokenUrl: tokens.url,
    scopes: [],
    endpointParams: {},
  }
  await open(upstream.url, { ...plain, oauth2 }).ask(question)
  expect(upstream.received[0]?.headers.authorization).toBe('Bearer yes')
})

test('a token that the upstream refuses is not used again', async () => {
  let issued = 0
  const tokens = await serve(() => ({ body: { access_token: `token-${(issued += 1)}`, expires_in: 3600 } }))
  const upstream = await serve(({ headers }) => ({
    body: [],
    status: headers.authorization === 'Bearer token-1' ? 401 : 200,
  }))
  const oauth2 = {
    clientId: 'g',
    clientSecret: Secret.of('hush'),
    tokenUrl: tokens.url,
    scopes: [],
    endpointParams: {},
  }
  const client = open(upstream.url, { ...plain, oauth2 })
  expect((await failureOf(client.ask(question))).code).toBe('unauthorized')
  await client.ask(question)
  expect(issued).toBe(2)
})

test('no secret stands in a failure, even when the upstream echoes what it was sent', async () => {
  const echo = await serve(({ headers }) => ({ status: 500, body: `You sent ${JSON.stringify(headers)}` }))
  const canary = 'canary-5f2a'
  const tokens = await serve(({ headers, parameters }) => ({
    status: 500,
    body: JSON.stringify(headers) + parameters.toString(),
  }))
  const clientSecret = Secret.of(canary)
  const oauth2 = { clientId: 'g', clientSecret, tokenUrl: `${tokens.url}/${canary}`, scopes: [], endpointParams: {} }
  const dead = 'http://127.0.0.1:1'
  const everyWay: readonly [string, ClientOptions][] = [
    [echo.url, { ...plain, basicAuth: { username: Secret.of('ann'), password: Secret.of(canary) } }],
    [echo.url, { ...plain, authorization: { type: 'Bearer', credentials: Secret.of(canary) } }],
    [echo.url, { headers: [{ name: 'x-key', values: [Secret.of(canary)] }] }],
    [echo.url, { ...plain, oauth2 }],
    [dead, { ...plain, basicAuth: { username: Secret.of('ann'), password: Secret.of(canary) } }],
    [echo.url, { ...plain, proxyUrl: `http://ann:${canary}@127.0.0.1:1` }],
    [echo.url.replace('//', `//ann:${canary}@`), plain],
    [echo.url, { ...plain, tls: { ca: Secret.of(canary) }, headers: [] }],
  ]
  for (const [url, options] of everyWay) {
    const error = await failureOf(open(url, options).ask(question))
    const shown = JSON.stringify(error.failure)
    expect(shown).not.toContain(canary)
    expect(shown).not.toContain(Buffer.from(`ann:${canary}`).toString('base64'))
  }
})

test('a secret that cannot be read is named as the cause', async () => {
  const server = await serve()
  const missing = new Secret(() => readFileSync('/nonexistent/canary', 'utf8'))
  const client = open(server.url, { ...plain, authorization: { type: 'Bearer', credentials: missing } })
  expect((await failureOf(client.ask(question))).failure).toEqual({
    code: 'secret',
    message: 'A secret of this upstream cannot be read (ENOENT).',
  })
  expect(server.received).toEqual([])
})

test('a certificate that nobody vouches for is refused, and trusted once its authority is configured', async () => {
  const read = (name: string) => readFileSync(new URL(`../testing/fixtures/tls/${name}`, import.meta.url), 'utf8')
  const cert = read('localhost.cert.pem')
  const server = createTlsServer({ cert, key: read('localhost.key.pem') }, (_, response) => response.end('[]'))
  const url = `https://127.0.0.1:${await listen(server)}`
  expect((await failureOf(open(url).ask(question))).code).toBe('tls')
  let ca = ''
  const client = open(url, { ...plain, tls: { ca: new Secret(() => ca) } })
  expect((await failureOf(client.ask(question))).code).toBe('tls')
  ca = cert
  expect((await client.ask(question)).bytes.toString()).toBe('[]')
  const careless = open(url, { ...plain, tls: { insecureSkipVerify: true } })
  expect((await careless.ask(question)).bytes.toString()).toBe('[]')
})

test('requests go through the proxy, except to the hosts that are exempt', async () => {
  const upstream = await serve()
  const asked: string[] = []
  const proxy = createHttpServer((request, response) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
    response.end('["by proxy"]')
  })
  const proxyUrl = `http://ann:pw@127.0.0.1:${await listen(proxy)}`
  const viaProxy = open(upstream.url, { ...plain, proxyUrl })
  expect((await viaProxy.ask(question)).bytes.toString()).toBe('["by proxy"]')
  expect(asked).toEqual([`${upstream.url}/api Basic ${Buffer.from('ann:pw').toString('base64')}`])
  const exempt = open(upstream.url, { ...plain, proxyUrl, noProxy: 'example.org,127.0.0.1' })
  expect((await exempt.ask(question)).bytes.toString()).toBe('[]')

  vi.stubEnv('http_proxy', proxyUrl)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  expect((await open(upstream.url).ask(question)).bytes.toString()).toBe('[]')
  const asEnvironment = open(upstream.url, { ...plain, proxyFromEnvironment: true })
  expect((await asEnvironment.ask(question)).bytes.toString()).toBe('["by proxy"]')
})

test('TLS goes through a tunnel of the proxy', async () => {
  const read = (name: string) => readFileSync(new URL(`../testing/fixtures/tls/${name}`, import.meta.url), 'utf8')
  const upstream = createTlsServer(
    { cert: read('localhost.cert.pem'), key: read('localhost.key.pem') },
    (_, response) => response.setHeader('connection', 'close').end('["inside"]'),
  )
  const port = await listen(upstream)
  const proxy = createHttpServer().on('connect', (_, socket) => {
    const inner = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    inner.on('error', () => socket.destroy()).pipe(socket)
    socket.on('error', () => inner.destroy()).pipe(inner)
  })
  const options = {
    ...plain,
    proxyUrl: `http://127.0.0.1:${await listen(proxy)}`,
    tls: { ca: Secret.of(read('localhost.cert.pem')), serverName: 'localhost' },
  }
  expect((await open(`https://localhost:${port}`, options).ask(question)).bytes.toString()).toBe('["inside"]')
})

test.each([
  ['gzip', gzipSync('[1]')],
  ['deflate', deflateSync('[1]')],
  ['deflate', deflateRawSync('[1]')],
  ['br', brotliCompressSync('[1]')],
])('an answer compressed with %s is read', async (encoding, bytes) => {
  const server = createHttpServer((_, response) => response.setHeader('content-encoding', encoding).end(bytes))
  const { bytes: read } = await open(`http://127.0.0.1:${await listen(server)}`).ask(question)
  expect(read.toString()).toBe('[1]')
})

test('an answer compressed in a way nobody asked for is a failure', async () => {
  const server = createHttpServer((_, response) => response.setHeader('content-encoding', 'zstd').end('[1]'))
  const client = open(`http://127.0.0.1:${await listen(server)}`)
  expect((await failureOf(client.ask(question))).code).toBe('not-json')
})

test('never more than four requests are on their way to one upstream', async () => {
  let now = 0
  let most = 0
  const waiting: (() => void)[] = []
  const server = createHttpServer((_, response) => {
    now += 1
    most = Math.max(most, now)
    waiting.push(() => {
      now -= 1
      response.end('[]')
    })
    // The fourth lets all of them go; a fifth would have been counted by then.
    if (waiting.length % 4 === 0) setImmediate(() => waiting.splice(0).forEach((answer) => answer()))
  })
  const client = open(`http://127.0.0.1:${await listen(server)}`)
  await Promise.all(Array.from({ length: 12 }, () => client.ask(question)))
  expect(most).toBe(4)
})

test.each([
  ['http://127.0.0.1:1', 'refused'],
  ['http://nowhere.invalid', 'dns'],
  ['ftp://127.0.0.1/', 'failed'],
  ['http://169.254.169.254/latest/meta-data', 'forbidden-address'],
])('%s is reported as %s', async (url, code) => {
  expect((await failureOf(open(url).ask(question))).code).toBe(code)
})

test('an upstream is found by its name', async () => {
  const server = await serve()
  expect((await open(server.url.replace('127.0.0.1', 'localhost')).ask(question)).bytes.toString()).toBe('[]')
})

test('something that does not speak HTTP is named so', async () => {
  const server = createServer((socket) =>
    socket
      .on('error', () => {})
      .resume()
      .end('SSH-2.0-OpenSSH_9.2\r\n'),
  )
  const client = open(`http://127.0.0.1:${await listen(server)}`)
  expect((await failureOf(client.ask(question))).code).toBe('not-http')
})

test('Retry-After is read as seconds and as a date, and never longer than five minutes', async () => {
  let retryAfter = '7'
  const server = createHttpServer((_, response) =>
    response.writeHead(429, { 'retry-after': retryAfter, date: 'Sun, 22 Nov 2026 12:00:00 GMT' }).end(),
  )
  const client = open(`http://127.0.0.1:${await listen(server)}`)
  expect((await failureOf(client.ask(question))).retryAfterMs).toBe(7_000)
  retryAfter = 'Sun, 22 Nov 2026 12:00:20 GMT'
  expect((await failureOf(client.ask(question))).retryAfterMs).toBe(20_000)
  retryAfter = '99999999'
  expect((await failureOf(client.ask(question))).retryAfterMs).toBe(300_000)
  retryAfter = 'tomorrow'
  expect((await failureOf(client.ask(question))).retryAfterMs).toBeUndefined()
})

test('a request that is given up ends at once', async () => {
  const server = await serve()
  server.fail('hang-before-headers')
  const leaving = new AbortController()
  const asking = failureOf(open(server.url).ask({ ...question, signal: leaving.signal }))
  await vi.waitFor(() => expect(server.received).toHaveLength(1))
  leaving.abort()
  expect((await asking).code).toBe('stopped')
})

test('each request is reported with what came of it', async () => {
  const server = await serve()
  const reports: string[] = []
  const client = open(server.url, plain, { onRequest: (facet, _, outcome) => reports.push(`${facet} ${outcome}`) })
  await client.ask(question)
  server.fail('internal-error')
  await failureOf(client.ask(question))
  expect(reports).toEqual(['alerts ok', 'alerts http-status'])
})
