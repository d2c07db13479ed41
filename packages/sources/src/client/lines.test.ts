import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf, listen, openClient } from '../testing/open-client.ts'
import { Secret } from './secret.ts'
import { readLines } from './lines.ts'

async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}
async function collect(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

test('lines are whole however they were cut, and letters of several bytes stay letters', async () => {
  const bytes = Buffer.from('{"a":"ä→🦀"}\n\n{"b":2}\r\nrest')
  const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
  const expected = ['{"a":"ä→🦀"}', '{"b":2}\r', 'rest']
  expect(await collect(readLines(chunksOf(...single), 100))).toEqual(expected)
  expect(await collect(readLines(chunksOf(bytes), 100))).toEqual(expected)
})

test('a line without an end is given up when it is too long', async () => {
  const failure = await failureOf(collect(readLines(chunksOf('ok\n', 'x'.repeat(60), 'x'.repeat(60)), 100)))
  expect(failure.code).toBe('too-large')
})

/** A server whose one answer a test writes as it likes. */
async function startStream() {
  const answered = Promise.withResolvers<ServerResponse>()
  const server = createServer((_, response) => answered.resolve(response))
  const port = await listen(server)
  onTestFinished(() => server.closeAllConnections())
  return { url: `http://127.0.0.1:${port}`, answer: () => answered.promise }
}

const question = { facet: 'topology', path: '/events' } as const

test('an answer that goes on is told line by line, from its beginning on, with the credentials of the upstream', async () => {
  const stream = await startStream()
  const authorization = { type: 'Bearer', credentials: Secret.of('hush hush') }
  const client = openClient(stream.url, { headers: [], authorization })
  const begun = Promise.withResolvers<void>()
  const { signal } = new AbortController()
  const lines = client.follow({ ...question, signal, onBegin: begun.resolve })
  const first = lines.next()
  const response = await stream.answer()
  expect(response.req.headers.authorization).toBe('Bearer hush hush')
  response.writeHead(200).flushHeaders()
  await begun.promise
  response.write('one\ntw')
  expect((await first).value).toBe('one')
  response.end('o\n')
  expect((await lines.next()).value).toBe('two')
  expect((await lines.next()).done).toBe(true)
})

test('whoever stops listening hangs up', async () => {
  const stream = await startStream()
  const stopping = new AbortController()
  const lines = openClient(stream.url).follow({ ...question, signal: stopping.signal })
  const first = lines.next()
  const response = await stream.answer()
  const closed = once(response, 'close')
  response.write('one\n')
  await first
  const next = failureOf(lines.next())
  stopping.abort()
  expect((await next).code).toBe('stopped')
  await closed
})

test('an answer that breaks off is a failure, not an end', async () => {
  const stream = await startStream()
  const lines = openClient(stream.url).follow({ ...question, signal: new AbortController().signal })
  const first = lines.next()
  const response = await stream.answer()
  response.write('one\nhal')
  await first
  const next = failureOf(lines.next())
  response.destroy()
  expect((await next).code).toBe('reset')
})

test('an answer that never begins is given up after its time, however long it may go on later', async () => {
  const stream = await startStream()
  const signal = new AbortController().signal
  const failure = await failureOf(
    openClient(stream.url)
      .follow({ ...question, signal, timeoutMs: 200 })
      .next(),
  )
  expect(failure.code).toBe('timeout')
})

test('a refusal is told in the words of the upstream, without what it was sent', async () => {
  const stream = await startStream()
  const headers = [{ name: 'x-key', values: [Secret.of('canary-5f2a')] }]
  const { signal } = new AbortController()
  const lines = openClient(stream.url, { headers }).follow({ ...question, signal })
  const failure = failureOf(lines.next())
  const response = await stream.answer()
  response.writeHead(403).end('{"message":"canary-5f2a may not listen","code":403}')
  expect((await failure).message).toBe('It forbids this request (403): may not listen')
})
