import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { problemSchema } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await startServing({ server: { limits: { bodyBytes: 100_000, connections: 100, streamsPerAddress: 10 } } })
})
afterAll(async () => {
  await serving.stop()
})

async function post(body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  return serving.ask('/api/v1/graphs', { method: 'POST', headers: { 'content-type': type }, body })
}

/** Sends bytes as they are, and gives back what comes until the server closes. */
async function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(serving.server.url)
  const socket = connect({ host: hostname, port: Number(port) })
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk) => (answer += String(chunk)))
  socket.on('error', () => socket.destroy())
  socket.write(text)
  await once(socket, 'close')
  return answer
}

test.each([
  ['cut JSON', '{"version": 1, "nodes": [', 'application/json', 'body/syntax'],
  ['no body', '', 'application/json', 'graph/invalid'],
  ['a number', '42', 'application/json', 'graph/invalid'],
  ['a list', '[]', 'application/json', 'graph/invalid'],
  ['null', 'null', 'application/json', 'graph/invalid'],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x7b]), 'application/json', 'body/syntax'],
  ['33 levels', `${'['.repeat(40)}${']'.repeat(40)}`, 'application/json', 'body/too-deep'],
  ['__proto__', '{"version":1,"__proto__":{"polluted":true}}', 'application/json', 'body/forbidden-key'],
  ['__proto__ far below', '{"version":1,"nodes":[{"__proto__":{}}]}', 'application/json', 'body/forbidden-key'],
  ['__proto__ in YAML', 'version: 1\n__proto__: {polluted: true}', 'application/yaml', 'body/forbidden-key'],
  ['constructor', '{"version":1,"constructor":{"prototype":{}}}', 'application/json', 'graph/invalid'],
  ['broken YAML', 'version: 1\n  nodes: [', 'application/yaml', 'body/syntax'],
  ['a YAML alias', 'a: &a [1, 2]\nb: *a', 'application/yaml', 'body/syntax'],
  ['deep YAML', '['.repeat(50_000), 'application/yaml', 'body/syntax'],
  ['a form', 'version=1', 'application/x-www-form-urlencoded', 'body/unsupported-type'],
  ['plain text', '{"version":1}', 'text/plain', 'body/unsupported-type'],
  ['too much', `{"version":1,"name":"${'x'.repeat(200_000)}"}`, 'application/json', 'body/too-large'],
])('%s is refused with a reason', async (_name, body, type, code) => {
  const response = await post(body, type)
  const problem = problemSchema.parse(await response.json())
  expect(problem.code).toBe(code)
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|at \w+ \(|\.ts:/)
})

test.each([
  ['/api/v1/graphs', 'application/json', '100000 bytes'],
  ['/api/v1/graphs', 'application/yaml', '100000 bytes'],
  ['/api/v1/import', 'text/plain', '100000 bytes'],
  ['/api/v1/webhooks/alertmanager', 'application/json', '4 MiB'],
  ['/v1/traces', 'application/json', '5 MiB'],
])('whoever sends too much to %s as %s is told how much is taken', async (path, type, limit) => {
  const response = await serving.ask(path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: 'x'.repeat(6 * 1024 * 1024),
  })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ detail: `The body may have up to ${limit} here.` })
})

test('a body that is too large is heard to its end, so that its sender hears the answer', async () => {
  const { hostname, port } = new URL(serving.server.url)
  const socket = connect({ host: hostname, port: Number(port) }).setEncoding('utf8')
  let answer = ''
  socket.on('data', (chunk) => (answer += String(chunk)))
  const body = 'x'.repeat(200_000)
  socket.write(
    `POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  // Whoever answers too early has answered by now.
  expect((await serving.ask('/-/healthy')).status).toBe(200)
  expect(answer).toBe('')
  socket.write(body)
  await once(socket, 'close')
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
})

test('whoever sends broken JSON or YAML is told where it breaks', async () => {
  expect(await (await post('{"version": 1,\n "nodes": [,]}', 'application/json')).json()).toMatchObject({
    detail: "The body is not JSON, line 2, column 12: Unexpected token ','.",
  })
  const { detail } = problemSchema.parse(await (await post('version: 1\nnodes: [a\n', 'application/yaml')).json())
  expect(detail).toMatch(/^The body is not YAML: [^\n]*line 3, column 1\.$/)
})

test('a compressed document is read, and one that is packed otherwise is refused as such', async () => {
  const send = async (encoding: string) =>
    serving.ask('/api/v1/graphs', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(gzipSync('{"version":1,"id":"packed"}')),
    })
  expect((await send('gzip')).status).toBe(201)
  expect((await send('zstd')).status).toBe(415)
})

test('no cache keeps an answer that does not allow it', async () => {
  for (const path of ['/metrics', '/nothing', '/assets/nothing.js', '/api/v1/graphs', '/-/healthy', '/%zz']) {
    expect((await serving.ask(path)).headers.get('cache-control')).toBe('no-store')
  }
})

test('a pile of JSON 50,000 levels deep is refused and breaks nothing', async () => {
  const response = await post(`${'['.repeat(49_000)}${']'.repeat(49_000)}`, 'application/json')
  expect(await response.json()).toMatchObject({ code: 'body/too-deep' })
  expect((await serving.ask('/-/healthy')).status).toBe(200)
})

test('changes that a page of another site asks for are refused', async () => {
  const body = '{"version":1,"id":"csrf"}'
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]) {
    const response = await serving.ask('/api/v1/graphs', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'request/cross-site' })
  }
  const own = await serving.ask('/api/v1/graphs', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: serving.server.url },
  })
  expect(own.status).toBe(201)
})

test('a name that is not ours is refused, so that no rebound name reads us', async () => {
  for (const host of ['evil.example', 'evil.example:8000', '127.0.0.1.evil.example', 'localhost.evil.example']) {
    const answer = await sendRaw(`GET /api/v1/graphs HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 403 /)
  }
  for (const host of ['localhost', 'LOCALHOST:8000', '127.0.0.1:1', '[::1]:8000', 'shop.localhost']) {
    const answer = await sendRaw(`GET /api/v1/graphs HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  }
})

test('what is no HTTP gets a plain refusal with every security header', async () => {
  const garbage = await sendRaw('GARBAGE\r\n\r\n')
  expect(garbage).toMatch(/^HTTP\/1.1 400 /)
  expect(garbage).toContain("default-src 'none'")
  expect(garbage).toContain('"code":"request/malformed"')
  const long = await sendRaw(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)
  expect(long).toMatch(/^HTTP\/1.1 431 /)
  const badUrl = await sendRaw('GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  expect(badUrl).toMatch(/^HTTP\/1.1 40[04] /)
  expect(badUrl).toContain("default-src 'none'")
})

test('addresses with dots and codes read nothing from the disk', async () => {
  const names = ['etc/passwd', 'package.json', 'src/index.ts']
  const ups = ['/..', '/%2e%2e', '/..%2f', '/%252e%252e', '/..%5c', '/assets/..', '/graphs/..', '/....//']
  for (const up of ups) {
    for (const name of names) {
      const path = `${up.repeat(3)}/${name}`
      const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 40[04] /)
      expect(answer).not.toMatch(/root:|"dependencies"|export /)
    }
  }
})
