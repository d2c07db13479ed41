import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { failureOf, listen, openClient, plainOptions, question, serve } from '../testing/open-client.ts'

test('a path and a query in the configured URL are kept', async () => {
  const server = await serve()
  const query = new URLSearchParams({ type: 'alert' })
  await openClient(`${server.url}/prometheus/?tenant=a`).ask({ ...question, query })
  expect(server.received[0]?.path).toBe('/prometheus/api')
  expect(server.received[0]?.parameters.toString()).toBe('tenant=a&type=alert')
})

test.each([
  ['gzip', gzipSync('[1]')],
  ['deflate', deflateSync('[1]')],
  ['deflate', deflateRawSync('[1]')],
  ['br', brotliCompressSync('[1]')],
])('an answer compressed with %s is read', async (encoding, bytes) => {
  const server = createHttpServer((_, response) => response.setHeader('content-encoding', encoding).end(bytes))
  const { bytes: read } = await openClient(`http://127.0.0.1:${await listen(server)}`).ask(question)
  expect(read.toString()).toBe('[1]')
})

test('an answer compressed in a way nobody asked for is a failure', async () => {
  const server = createHttpServer((_, response) => response.setHeader('content-encoding', 'zstd').end('[1]'))
  const client = openClient(`http://127.0.0.1:${await listen(server)}`)
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
  const client = openClient(`http://127.0.0.1:${await listen(server)}`)
  await Promise.all(Array.from({ length: 12 }, () => client.ask(question)))
  expect(most).toBe(4)
})

test.each([
  ['http://127.0.0.1:1', 'refused'],
  ['http://nowhere.invalid', 'dns'],
  ['ftp://127.0.0.1/', 'failed'],
  ['http://169.254.169.254/latest/meta-data', 'forbidden-address'],
])('%s is reported as %s', async (url, code) => {
  expect((await failureOf(openClient(url).ask(question))).code).toBe(code)
})

test('an upstream is found by its name', async () => {
  const server = await serve()
  expect((await openClient(server.url.replace('127.0.0.1', 'localhost')).ask(question)).bytes.toString()).toBe('[]')
})

test('something that does not speak HTTP is named so', async () => {
  const server = createServer((socket) =>
    socket
      .on('error', () => {})
      .resume()
      .end('SSH-2.0-OpenSSH_9.2\r\n'),
  )
  const client = openClient(`http://127.0.0.1:${await listen(server)}`)
  expect((await failureOf(client.ask(question))).code).toBe('not-http')
})

test('Retry-After is read as seconds and as a date, and never longer than five minutes', async () => {
  let retryAfter = '7'
  const server = createHttpServer((_, response) =>
    response.writeHead(429, { 'retry-after': retryAfter, date: 'Sun, 22 Nov 2026 12:00:00 GMT' }).end(),
  )
  const client = openClient(`http://127.0.0.1:${await listen(server)}`)
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
  const asking = failureOf(openClient(server.url).ask({ ...question, signal: leaving.signal }))
  await vi.waitFor(() => expect(server.received).toHaveLength(1))
  leaving.abort()
  expect((await asking).code).toBe('stopped')
})

test('each request is reported with what came of it', async () => {
  const server = await serve()
  const reports: string[] = []
  const client = openClient(server.url, plainOptions, {
    onRequest: (facet, _, outcome) => reports.push(`${facet} ${outcome}`),
  })
  await client.ask(question)
  server.fail('internal-error')
  await failureOf(client.ask(question))
  expect(reports).toEqual(['alerts ok', 'alerts http-status'])
})
