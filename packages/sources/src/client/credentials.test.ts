import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { failureOf, listen, openClient, plainOptions, question, serve } from '../testing/open-client.ts'
import type { ClientOptions } from './options.ts'
import { Secret } from './secret.ts'

test('user and password are sent as basic authorization', async () => {
  const server = await serve()
  const basicAuth = { username: Secret.of('ann'), password: Secret.of('päss:word') }
  await openClient(server.url, { ...plainOptions, basicAuth }).ask(question)
  const expected = Buffer.from('ann:päss:word').toString('base64')
  expect(server.received[0]?.headers.authorization).toBe(`Basic ${expected}`)
})

test('a token that is rotated is used from the next request on', async () => {
  const server = await serve()
  let token = 'first\n'
  const authorization = { type: 'Bearer', credentials: new Secret(() => token) }
  const client = openClient(server.url, { ...plainOptions, authorization })
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
  await openClient(server.url, { headers }).ask(question)
  expect(server.received[0]?.headers).toMatchObject({ 'x-scope-orgid': 'tenant', 'x-many': 'a, b' })
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
  const client = openClient(upstream.url, { ...plainOptions, oauth2 }, { now: () => ({ monoMs, wallMs: 0 }) })
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
  await openClient(upstream.url, { ...plainOptions, oauth2 }).ask(question)
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
  const client = openClient(upstream.url, { ...plainOptions, oauth2 })
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
    [echo.url, { ...plainOptions, basicAuth: { username: Secret.of('ann'), password: Secret.of(canary) } }],
    [echo.url, { ...plainOptions, authorization: { type: 'Bearer', credentials: Secret.of(canary) } }],
    [echo.url, { headers: [{ name: 'x-key', values: [Secret.of(canary)] }] }],
    [echo.url, { ...plainOptions, oauth2 }],
    [dead, { ...plainOptions, basicAuth: { username: Secret.of('ann'), password: Secret.of(canary) } }],
    [echo.url, { ...plainOptions, proxyUrl: `http://ann:${canary}@127.0.0.1:1` }],
    [echo.url.replace('//', `//ann:${canary}@`), plainOptions],
    [echo.url, { ...plainOptions, tls: { ca: Secret.of(canary) }, headers: [] }],
  ]
  for (const [url, options] of everyWay) {
    const error = await failureOf(openClient(url, options).ask(question))
    const shown = JSON.stringify(error.failure)
    expect(shown).not.toContain(canary)
    expect(shown).not.toContain(Buffer.from(`ann:${canary}`).toString('base64'))
  }
})

test('not even a part of a secret is left where a long text is cut', async () => {
  const token = 'canary"'.repeat(40)
  const echo = await serve(({ headers }) => ({ status: 500, body: `${'x'.repeat(150)}${headers.authorization}` }))
  const authorization = { type: 'Bearer', credentials: Secret.of(token) }
  const { message } = await failureOf(openClient(echo.url, { ...plainOptions, authorization }).ask(question))
  expect(message).not.toContain('can')
})

const missing = new Secret(() => readFileSync('/nonexistent/canary', 'utf8'))

test.each([
  ['a secret', { authorization: { type: 'Bearer', credentials: missing } }],
  ['the file of a certificate', { tls: { ca: missing } }],
])('%s that cannot be read is named as the cause of a failed request, and ends nothing else', async (_, options) => {
  const server = await serve()
  const client = openClient(server.url, { ...plainOptions, ...options })
  expect((await failureOf(client.ask(question))).failure).toEqual({
    code: 'secret',
    message: 'A secret of this upstream cannot be read (ENOENT).',
  })
  expect(server.received).toEqual([])
})

test('a secret with a line break in it is named as the cause, and is not sent', async () => {
  const server = await serve()
  const two = Secret.of('canary\r\nX-Other: canary')
  const ways = [
    { ...plainOptions, authorization: { type: 'Bearer', credentials: two } },
    { ...plainOptions, headers: [{ name: 'X-Token', values: [two] }] },
  ]
  for (const options of ways) {
    const { failure } = await failureOf(openClient(server.url, options).ask(question))
    expect(failure.code).toBe('secret')
    expect(failure.message).toContain('line break')
    expect(failure.message).not.toContain('canary')
  }
  expect(server.received).toEqual([])
})

test('a certificate that nobody vouches for is refused, and trusted once its authority is configured', async () => {
  const read = (name: string) => readFileSync(new URL(`../testing/fixtures/tls/${name}`, import.meta.url), 'utf8')
  const cert = read('localhost.cert.pem')
  const server = createTlsServer({ cert, key: read('localhost.key.pem') }, (_, response) => response.end('[]'))
  const url = `https://127.0.0.1:${await listen(server)}`
  expect((await failureOf(openClient(url).ask(question))).code).toBe('tls')
  let ca = ''
  const client = openClient(url, { ...plainOptions, tls: { ca: new Secret(() => ca) } })
  expect((await failureOf(client.ask(question))).code).toBe('tls')
  ca = cert
  expect((await client.ask(question)).bytes.toString()).toBe('[]')
  const careless = openClient(url, { ...plainOptions, tls: { insecureSkipVerify: true } })
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
  const viaProxy = openClient(upstream.url, { ...plainOptions, proxyUrl })
  expect((await viaProxy.ask(question)).bytes.toString()).toBe('["by proxy"]')
  expect(asked).toEqual([`${upstream.url}/api Basic ${Buffer.from('ann:pw').toString('base64')}`])
  const exempt = openClient(upstream.url, { ...plainOptions, proxyUrl, noProxy: 'example.org,127.0.0.1' })
  expect((await exempt.ask(question)).bytes.toString()).toBe('[]')

  vi.stubEnv('http_proxy', proxyUrl)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  expect((await openClient(upstream.url).ask(question)).bytes.toString()).toBe('[]')
  const asEnvironment = openClient(upstream.url, { ...plainOptions, proxyFromEnvironment: true })
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
    ...plainOptions,
    proxyUrl: `http://127.0.0.1:${await listen(proxy)}`,
    tls: { ca: Secret.of(read('localhost.cert.pem')), serverName: 'localhost' },
  }
  expect((await openClient(`https://localhost:${port}`, options).ask(question)).bytes.toString()).toBe('["inside"]')
})

test('a proxy that refuses is named as the cause', async () => {
  const proxy = createHttpServer((_, response) => response.writeHead(407).end())
  proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
  const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`
  for (const url of ['http://upstream.invalid', 'https://upstream.invalid']) {
    expect((await failureOf(openClient(url, { ...plainOptions, proxyUrl }).ask(question))).code).toBe('proxy')
  }
  const dead = openClient('http://upstream.invalid', { ...plainOptions, proxyUrl: 'http://127.0.0.1:1' })
  expect((await failureOf(dead.ask(question))).message).toBe(
    'The connection to upstream.invalid (or its proxy) was refused.',
  )
})
