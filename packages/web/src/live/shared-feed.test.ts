import { expect, test, vi } from 'vitest'
import type { FeedMessage } from './messages.ts'
import { openFeed } from './shared-feed.ts'
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

/** A server that counts who asks for what; locks and channels are the machine's own. */
function openServer() {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = []
  const asked = { events: 0, status: 0 }
  const answering = { status: async () => Response.json(snapshot) }
  const surroundings: Surroundings = {
    monoMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: () => 0,
    isHidden: () => false,
    isOffline: () => false,
    after: (delayMs, call) => {
      const timer = setTimeout(call, delayMs)
      return () => clearTimeout(timer)
    },
    fetch: async (url, init) => {
      if (!url.endsWith('/events')) {
        asked.status++
        return answering.status()
      }
      asked.events++
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          streams.push(controller)
          init.signal?.addEventListener('abort', () => {
            streams.splice(streams.indexOf(controller), 1)
            try {
              controller.close()
            } catch {
              // It had ended before.
            }
          })
        },
      })
      const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
      // Who has the newest snapshot already gets only what comes after it.
      if (!new Headers(init.headers).has('last-event-id')) queueMicrotask(() => say('snapshot', snapshot))
      return response
    },
  }
  const say = (name: string, data: Readonly<Record<string, unknown>>) => {
    const bytes = new TextEncoder().encode(
      `event: ${name}\nid: ${String(data['sequence'])}\ndata: ${JSON.stringify(data)}\n\n`,
    )
    for (const stream of streams) stream.enqueue(bytes)
  }
  const address = { events: `/${crypto.randomUUID()}/events`, status: '/status' }
  const openTab = () => {
    const told: FeedMessage[] = []
    const feed = openFeed(address, surroundings, (message) => told.push(message))
    const sequences = () =>
      told.flatMap((message) =>
        message.kind === 'graph'
          ? [message.event.sequence]
          : message.kind === 'snapshot'
            ? [message.snapshot.sequence]
            : [],
      )
    return { feed, told, sequences }
  }
  return { asked, answering, openTab, say, streams }
}

test('two tabs on one graph share one stream, and both hear everything', async () => {
  const { asked, openTab, say } = openServer()
  const first = openTab()
  await vi.waitFor(() => expect(first.sequences()).toEqual([41]))
  const second = openTab()
  await vi.waitFor(() => expect(second.sequences()).toEqual([41]))
  say('graph', { graph: 'shop', revision: 2, sequence: 42 })
  await vi.waitFor(() =>
    expect([first.sequences(), second.sequences()]).toEqual([
      [41, 42],
      [41, 42],
    ]),
  )
  expect(asked).toEqual({ events: 1, status: 2 })
  first.feed.stop()
  second.feed.stop()
})

test('when the leading tab is closed, the other one takes over with a stream of its own', async () => {
  const { asked, openTab, streams } = openServer()
  const first = openTab()
  await vi.waitFor(() => expect(first.sequences()).toEqual([41]))
  const second = openTab()
  await vi.waitFor(() => expect(second.sequences()).toEqual([41]))
  first.feed.stop()
  await vi.waitFor(() => expect(asked.events).toBe(2))
  await vi.waitFor(() => expect(second.sequences()).toEqual([41, 41]))
  expect(streams).toHaveLength(1)
  second.feed.stop()
})

test('what changes while a second tab waits for its picture is in that picture', async () => {
  const { answering, asked, openTab, say } = openServer()
  const first = openTab()
  await vi.waitFor(() => expect(first.sequences()).toEqual([41]))
  const { promise, resolve } = Promise.withResolvers<Response>()
  answering.status = () => promise
  const second = openTab()
  await vi.waitFor(() => expect(asked.status).toBe(2))
  say('graph', { graph: 'shop', revision: 2, sequence: 42 })
  await vi.waitFor(() => expect(second.sequences()).toEqual([42]))
  resolve(Response.json(snapshot))
  await vi.waitFor(() => expect(second.sequences()).toEqual([42, 41, 42]))
  first.feed.stop()
  second.feed.stop()
})
