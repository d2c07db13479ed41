import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLink } from './link.ts'
import type { FeedMessage } from './messages.ts'
import type { Surroundings } from './surroundings.ts'

const snapshot = {
  graph: 'shop',
  revision: 1,
  sequence: 41,
  at: '2026-11-22T12:00:00.000Z',
  nodes: {},
  edges: {},
  summary: { critical: 0, warning: 0, muted: 0, unknown: 0, ok: 0, stale: 0 },
  upstreams: {},
}
const snapshotEvent = `event: snapshot\nid: 41\ndata: ${JSON.stringify(snapshot)}\n\n`

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A server of the test's own making behind `fetch`, and everything the link said. */
function openWorld(readFirst?: Parameters<typeof openLink>[3]) {
  const asked: { readonly lastEventId: string | undefined; readonly signal: AbortSignal }[] = []
  const streams: ReadableStreamDefaultController<Uint8Array>[] = []
  const answer = { status: 200, type: 'text/event-stream; charset=utf-8', headers: {} as Record<string, string> }
  const surroundings: Surroundings = {
    monoMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: () => 1,
    isHidden: () => false,
    isOffline: () => false,
    after: (delayMs, call) => {
      const timer = setTimeout(call, delayMs)
      return () => clearTimeout(timer)
    },
    fetch: async (_url, init) => {
      const headers = new Headers(init.headers)
      const signal = init.signal ?? new AbortController().signal
      asked.push({ lastEventId: headers.get('last-event-id') ?? undefined, signal })
      if (answer.status === 0) throw new TypeError('fetch failed')
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          streams.push(controller)
          signal.addEventListener('abort', () => {
            try {
              controller.error(new DOMException('aborted', 'AbortError'))
            } catch {
              // It had ended before.
            }
          })
        },
      })
      return new Response(answer.status === 200 ? body : null, {
        status: answer.status,
        headers: { 'content-type': answer.type, ...answer.headers },
      })
    },
  }
  const told: FeedMessage[] = []
  const link = openLink('/events', surroundings, (message) => told.push(message), readFirst)
  const send = async (text: string) => {
    streams.at(-1)?.enqueue(new TextEncoder().encode(text))
    await vi.advanceTimersByTimeAsync(0)
  }
  const kinds = () => told.map((message) => (message.kind === 'link' ? message.link.kind : message.kind))
  return { link, asked, streams, answer, told, send, kinds }
}

test('it opens, tells the snapshot, and hears heartbeats', async () => {
  const { link, kinds, send } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send(snapshotEvent)
  await send(':\n\n')
  expect(kinds()).toEqual(['connecting', 'open', 'beat', 'snapshot', 'beat'])
  link.stop()
})

test('after a closed connection it comes back and resumes from the last event', async () => {
  const { link, asked, streams, kinds, send } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send(snapshotEvent)
  streams[0]?.close()
  await vi.advanceTimersByTimeAsync(0)
  expect(kinds().at(-1)).toBe('lost')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([undefined, '41'])
  expect(kinds().at(-1)).toBe('open')
  link.stop()
})

test('a server that falls silent for 40 seconds is left and asked again', async () => {
  const { link, asked, send, told } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send(snapshotEvent)
  await vi.advanceTimersByTimeAsync(39_000)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(asked).toHaveLength(2)
  expect(told).toContainEqual({
    kind: 'link',
    link: { kind: 'lost', reason: 'the server fell silent', isOffline: false },
  })
  link.stop()
})

test('a server that takes the request for the first picture and never answers is left and asked again', async () => {
  const signals: AbortSignal[] = []
  const { link, asked, told } = openWorld((signal) => {
    signals.push(signal)
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
  })
  await vi.advanceTimersByTimeAsync(42_000)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  expect(asked).toEqual([])
  expect(told.at(-1)).toMatchObject({ link: { kind: 'lost', reason: 'the server fell silent' } })
  link.stop()
})

test('an event that cannot be read is not resumed from: the next answer is a whole snapshot', async () => {
  const { link, asked, send } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send(snapshotEvent)
  await send('event: delta\nid: 42\ndata: {"nonsense": true}\n\n')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([undefined, undefined])
  link.stop()
})

test('a server that moves says when to come back, and is left alone until then', async () => {
  const { link, asked, streams, send } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send('event: moving\ndata: {"afterMs": 9000}\n\n')
  streams[0]?.close()
  await vi.advanceTimersByTimeAsync(8_900)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toHaveLength(2)
  link.stop()
})

test('a graph that is not there is told as gone, and asked for ever more rarely', async () => {
  const { link, answer, asked, streams, kinds } = openWorld()
  answer.status = 404
  streams.at(-1)?.close()
  await vi.advanceTimersByTimeAsync(40_000)
  expect(kinds()).toContain('gone')
  expect(asked.length).toBeLessThan(6)
  link.stop()
})

test('a sign-in page in place of the stream is no stream', async () => {
  const { link, answer, told, streams } = openWorld()
  answer.type = 'text/html'
  await vi.advanceTimersByTimeAsync(0)
  streams.at(-1)?.close()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(told.filter(({ kind }) => kind === 'snapshot')).toEqual([])
  expect(JSON.stringify(told)).toContain('answered in its place')
  link.stop()
})

test('whose session has ended reads that, and what to do', async () => {
  const { link, answer, told, streams } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  answer.status = 401
  streams[0]?.close()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(JSON.stringify(told)).toContain('you are no longer signed in (401): reload the page')
  link.stop()
})

test('retrying now cuts the wait short, and a stopped link asks no more', async () => {
  const { link, answer, asked, streams } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  answer.status = 0
  streams[0]?.close()
  await vi.advanceTimersByTimeAsync(20_000)
  const before = asked.length
  link.retryNow()
  expect(asked).toHaveLength(before + 1)
  link.stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(asked).toHaveLength(before + 1)
})

test('a renewed link resumes at once and the old one is closed', async () => {
  const { link, asked, send } = openWorld()
  await vi.advanceTimersByTimeAsync(0)
  await send(snapshotEvent)
  link.renew()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(asked[1]?.lastEventId).toBe('41')
  link.stop()
})
