import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { failureOf, listen, openClient, plainOptions, question, serve } from '../testing/open-client.ts'
import type { ProxyOptions } from './options.ts'
import { Secret } from './secret.ts'

const read = (name: string) => readFileSync(new URL(`../testing/fixtures/tls/${name}`, import.meta.url), 'utf8')
const tls = { ca: Secret.of(read('localhost.cert.pem')), serverName: 'localhost' }

/** A server of https that remembers what it was sent. */
async function serveTls(body: unknown) {
  const received: IncomingHttpHeaders[] = []
  const cert = { cert: read('localhost.cert.pem'), key: read('localhost.key.pem') }
  const server = createTlsServer(cert, ({ headers }, response) => {
    received.push(headers)
    response.setHeader('connection', 'close').end(JSON.stringify(body))
  })
  return { received, url: `https://localhost:${await listen(server)}` }
}

/** A proxy that remembers what it was asked, and lets in whoever says the word. */
async function serveProxy(word: string) {
  const tunnels: { readonly to: string; readonly headers: IncomingHttpHeaders }[] = []
  const forwarded: IncomingHttpHeaders[] = []
  const proxy = createHttpServer(({ headers }, response) => {
    forwarded.push(headers)
    response.end('["by proxy"]')
  })
  proxy.on('connect', ({ url = '', headers }, socket) => {
    tunnels.push({ to: url, headers })
    if (headers['x-word'] !== word) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const inner = connect(Number(url.split(':')[1]), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    inner.on('error', () => socket.destroy()).pipe(socket)
    socket.on('error', () => inner.destroy()).pipe(inner)
  })
  return { tunnels, forwarded, url: `http://127.0.0.1:${await listen(proxy)}` }
}

const saying = (proxyUrl: string, ...values: readonly string[]): ProxyOptions => ({
  proxyUrl,
  proxyConnectHeaders: [{ name: 'X-Word', values: values.map((value) => Secret.of(value)) }],
})

test('headers for the proxy are sent when it is asked for a tunnel, and the upstream does not see them', async () => {
  const upstream = await serveTls(['inside'])
  const proxy = await serveProxy('open sesame')
  const options = { ...plainOptions, ...saying(proxy.url, 'open sesame'), tls }
  expect((await openClient(upstream.url, options).ask(question)).bytes.toString()).toBe('["inside"]')
  expect(proxy.tunnels).toMatchObject([{ to: new URL(upstream.url).host, headers: { 'x-word': 'open sesame' } }])
  expect(upstream.received[0]).not.toHaveProperty('x-word')
})

test('a header for the proxy is sent with all its values', async () => {
  const upstream = await serveTls([])
  const proxy = await serveProxy('a, b')
  const client = openClient(upstream.url, { ...plainOptions, ...saying(proxy.url, 'a', 'b'), tls })
  await client.ask(question).catch(() => undefined)
  expect(proxy.tunnels[0]?.headers['x-word']).toBe('a, b')
})

test('a proxy that hears the wrong word is named as the cause, without the word', async () => {
  const proxy = await serveProxy('open sesame')
  const client = openClient('https://localhost:1', { ...plainOptions, ...saying(proxy.url, 'canary-71b'), tls })
  const { failure } = await failureOf(client.ask(question))
  expect(failure.code).toBe('proxy')
  expect(JSON.stringify(failure)).not.toContain('canary')
})

test('where the proxy would pass them on, and where there is no proxy on the way, headers for it are not sent', async () => {
  const proxy = await serveProxy('open sesame')
  const options = { ...plainOptions, ...saying(proxy.url, 'open sesame') }
  expect((await openClient('http://upstream.invalid', options).ask(question)).bytes.toString()).toBe('["by proxy"]')
  expect(proxy.forwarded[0]).not.toHaveProperty('x-word')

  const upstream = await serveTls(['direct'])
  const exempt = openClient(upstream.url, { ...options, tls, noProxy: 'localhost' })
  expect((await exempt.ask(question)).bytes.toString()).toBe('["direct"]')
  expect(proxy.tunnels).toEqual([])
  expect(upstream.received[0]).not.toHaveProperty('x-word')
})

test('the token endpoint has a proxy of its own, with exceptions and headers of its own', async () => {
  const upstream = await serve()
  const tokens = await serveTls({ access_token: 'yes' })
  const proxy = await serveProxy('token please')
  const oauth2 = {
    clientId: 'g',
    clientSecret: Secret.of('hush'),
    tokenUrl: `${tokens.url}/token`,
    scopes: [],
    endpointParams: {},
    tls,
    ...saying(proxy.url, 'token please'),
  }
  await openClient(upstream.url, { ...plainOptions, oauth2 }).ask(question)
  expect(proxy.tunnels).toHaveLength(1)
  await openClient(upstream.url, { ...plainOptions, oauth2: { ...oauth2, noProxy: 'localhost' } }).ask(question)
  expect(proxy.tunnels).toHaveLength(1)
  expect(upstream.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer yes', 'Bearer yes'])
})
