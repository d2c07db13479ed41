import { applyDelta, type Snapshot } from '@statusgraph/model'
import { parseDelta, parseSnapshot } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStream, type EventReader } from '../testing/event-reader.ts'
import { startServing, upstreamConfig, type Serving } from '../testing/serving.ts'
import { startUpstream, type Upstream } from '../testing/upstream.ts'

let upstream: Upstream
let serving: Serving
const readers: EventReader[] = []

beforeEach(async () => {
  upstream = await startUpstream()
  serving = await startServing({
    upstreams: [upstreamConfig('alertmanager', upstream.url)],
    server: { limits: { bodyBytes: 1_000_000, connections: 1_000, streamsPerAddress: 120 } },
  })
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }, { id: 'cart' }] })
})
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close()
  await serving.stop()
  await upstream.stop()
})

async function watch(headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const reader = await openStream(serving.client.eventsUrl('shop'), headers)
  readers.push(reader)
  return reader
}

function fire(service: string): void {
  upstream.alerts = [...upstream.alerts, { alertname: `${service}_down`, labels: { service_id: service } }]
}

test('a stream begins with a snapshot, and its deltas lead to what the status route says', async () => {
  const reader = await watch()
  expect(reader.head).toMatch(/^HTTP\/1.1 200 OK\r\n/)
  expect(reader.head).toContain('content-type: text/event-stream; charset=utf-8')
  expect(reader.head).toContain('cache-control: no-cache, no-transform')
  expect(reader.head).toContain('x-accel-buffering: no')
  const first = await reader.next()
  expect(first.event).toBe('snapshot')
  const snapshot = parseSnapshot(first.data)
  expect(first.id).toBe(String(snapshot.sequence))
  fire('checkout')
  let picture: Snapshot = snapshot
  for (let sequence = snapshot.sequence + 1; picture.nodes['checkout']?.lamp !== 'critical'; sequence++) {
    const { event, data } = await reader.next()
    expect(event).toBe('delta')
    const delta = parseDelta(data)
    expect(delta.sequence).toBe(sequence)
    picture = applyDelta(picture, delta)
  }
  const status = await serving.client.readStatus('shop')
  expect(Object.keys(picture.nodes)).toEqual(Object.keys(status.nodes))
  expect(picture.summary).toEqual(status.summary)
  expect(reader.text()).toMatch(/^retry: \d+\n\n/)
})

test('a stream tells how old the data is although nothing else changes', async () => {
  const reader = await watch()
  const delta = await reader.until(({ event }) => event === 'delta')
  const { upstreams } = parseDelta(delta.data)
  expect(upstreams['alertmanager']?.ageSeconds).toBeGreaterThanOrEqual(0)
})

test('two viewers get the same bytes', async () => {
  const [one, two] = [await watch(), await watch()]
  fire('checkout')
  const isRed = ({ data }: { readonly data: unknown }): boolean => JSON.stringify(data).includes('checkout_down')
  const seen = await Promise.all([one.until(isRed), two.until(isRed)])
  expect(seen[0]).toEqual(seen[1])
  const deltaBytes = (reader: EventReader): string => {
    const at = reader.text().indexOf(`id: ${seen[0].id}\n`)
    return reader.text().slice(at, reader.text().indexOf('\n\n', at))
  }
  expect(deltaBytes(one)).toBe(deltaBytes(two))
  expect(deltaBytes(one)).toContain('checkout_down')
})

test('who was away gets only what was missed, in order', async () => {
  const reader = await watch()
  const { id = '' } = await reader.until(({ event }) => event === 'delta')
  reader.close()
  fire('checkout')
  await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'critical')
  const again = await watch({ 'last-event-id': id })
  const next = await again.next()
  expect(next.event).toBe('delta')
  expect(next.id).toBe(String(Number(id) + 1))
})

test('who brings a sequence of another life of the server gets a whole snapshot', async () => {
  for (const id of ['1', '9007199254740991', 'not-a-number']) {
    const reader = await watch({ 'last-event-id': id })
    expect((await reader.next()).event).toBe('snapshot')
  }
})

test('a new revision is told, and the deletion ends the stream', async () => {
  const reader = await watch()
  const { revision } = await serving.client.readGraph('shop')
  const stored = await serving.client.saveGraph(
    { version: 1, id: 'shop', name: 'Shop', nodes: [], edges: [] },
    revision,
  )
  const told = await reader.until(({ event }) => event === 'graph')
  expect(told.data).toMatchObject({ graph: 'shop', revision: stored.revision })
  const delta = await reader.until(({ event }) => event === 'delta')
  expect(delta.data).toMatchObject({ revision: stored.revision, nodes: { checkout: null, cart: null } })
  await serving.client.deleteGraph('shop')
  const last = await reader.until(({ event }) => event === 'graph')
  expect(last.data).toMatchObject({ deleted: true })
  await reader.ended
})

test('a server that stops tells everybody to come back after a while of their own', async () => {
  const crowd = await Promise.all(Array.from({ length: 20 }, () => watch()))
  const farewells = Promise.all(crowd.map((reader) => reader.until(({ event }) => event === 'moving')))
  await serving.server.stop()
  const delays = (await farewells).map(({ data }) => Number(new Map(Object.entries(Object(data))).get('afterMs')))
  for (const delay of delays) {
    expect(delay).toBeGreaterThanOrEqual(1_000)
    expect(delay).toBeLessThanOrEqual(15_000)
  }
  expect(new Set(delays).size).toBeGreaterThan(10)
  await Promise.all(crowd.map((reader) => reader.ended))
})

test('one address cannot take every stream, and gets them back when it leaves', async () => {
  const crowd = await Promise.all(Array.from({ length: 120 }, () => watch()))
  const refused = await serving.ask('/api/v1/graphs/shop/events')
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('30')
  expect(await refused.json()).toMatchObject({ code: 'stream/too-many' })
  for (const reader of crowd) reader.close()
  await expect
    .poll(async () => (await (await serving.ask('/metrics')).text()).match(/^statusgraph_viewers (\d+)/m)?.[1])
    .toBe('0')
  await expect((await watch()).next()).resolves.toMatchObject({ event: 'snapshot' })
})

test('a page of another site cannot open a stream', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
    const reader = await watch(headers)
    expect(reader.head).toMatch(/^HTTP\/1.1 403 /)
  }
})

test('an unknown graph has no stream, and HEAD opens none', async () => {
  expect((await serving.ask('/api/v1/graphs/nothing/events')).status).toBe(404)
  expect((await serving.ask('/api/v1/graphs/shop/events', { method: 'HEAD' })).status).toBe(405)
})

test('a hundred viewers and all their questions cost the upstream nothing', async () => {
  const calm = await startServing({
    // It is asked when the server starts, and then not for an hour.
    upstreams: [upstreamConfig('alertmanager', upstream.url, 3_600_000)],
  })
  try {
    await calm.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
    await calm.until('shop', ({ upstreams }) => upstreams['alertmanager']?.ok === true)
    await serving.server.stop()
    const before = new Map(upstream.requests)
    const crowd = await Promise.all(Array.from({ length: 100 }, () => openStream(calm.client.eventsUrl('shop'))))
    readers.push(...crowd)
    await Promise.all(crowd.map((reader) => reader.next()))
    await Promise.all([calm.client.readStatus('shop'), calm.client.listAlerts(), calm.client.listServices()])
    await Promise.all([calm.client.listUpstreams(), calm.client.readServiceMetrics('checkout')])
    expect(upstream.requests).toEqual(before)
  } finally {
    await calm.stop()
  }
})
