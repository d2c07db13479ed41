import { defaultMapping } from '@statusgraph/model'
import { isTopologyDelta, parseTopology, type WireTopology, type WireTopologyDelta } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openStream, type EventReader } from '../../testing/event-reader.ts'
import { startServing, type Serving } from '../../testing/serving.ts'

let serving: Serving
const readers: EventReader[] = []
beforeEach(async () => {
  serving = await startServing({ mapping: defaultMapping })
})
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close()
  await serving.stop()
})

async function push(operations: readonly object[], source = 'ci'): Promise<void> {
  const response = await serving.ask(`/api/v1/topology/sources/${source}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operations),
  })
  expect(response.status).toBe(200)
}

async function watch(query = '', headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const reader = await openStream(`${serving.server.url}/api/v1/topology/stream${query}`, headers)
  readers.push(reader)
  return reader
}

const node = (id: string, more: object = {}): object => ({ op: 'upsert', type: 'node', id, ...more })
const edge = (source: string, target: string, more: object = {}): object => ({
  op: 'upsert',
  type: 'edge',
  source,
  target,
  ...more,
})

test('what is known is asked for again only when it changed', async () => {
  await push([node('a')])
  const first = await serving.ask('/api/v1/topology')
  const etag = first.headers.get('etag') ?? ''
  const { revision } = parseTopology(await first.json())
  expect(etag).toBe(`"${revision}"`)
  const same = await serving.ask('/api/v1/topology', { headers: { 'if-none-match': etag } })
  expect(same.status).toBe(304)
  expect(await same.text()).toBe('')
  await push([node('b')])
  const changed = await serving.ask('/api/v1/topology', { headers: { 'if-none-match': etag } })
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).not.toBe(etag)
})

test('what changed since a revision is asked for, and everything when that is too long ago', async () => {
  await push([node('a'), node('b')])
  const { revision } = await serving.client.readTopology()
  await push([node('c'), { op: 'delete', type: 'node', id: 'a' }])
  const delta = await serving.client.readTopology({ since: revision })
  expect(delta).toMatchObject({ since: revision, nodes: [{ id: 'c' }], removed: { nodes: ['a'], edges: [] } })
  const none = await serving.client.readTopology({ since: delta.revision })
  expect(none).toMatchObject({ since: delta.revision, nodes: [], edges: [], removed: { nodes: [], edges: [] } })
  const whole = await serving.client.readTopology({ since: 1 })
  expect(isTopologyDelta(whole)).toBe(false)
  expect(whole.nodes.map(({ id }) => id)).toEqual(['b', 'c'])
  expect((await serving.ask('/api/v1/topology?since=abc')).status).toBe(400)
})

test('a graph is a way to look at it: nothing when discovery is off, and drawn elements by their ids', async () => {
  const graph = { version: 1, id: 'shop', nodes: [{ id: 'n1', name: 'cart' }], edges: [] } as const
  await serving.client.createGraph(graph)
  await push([node('cart'), edge('cart', 'db')])
  expect(await serving.client.readTopology({ map: 'shop' })).toMatchObject({ map: 'shop', revision: 0, nodes: [] })
  expect((await serving.ask('/api/v1/topology?map=nothing')).status).toBe(404)

  const { revision } = await serving.client.readGraph('shop')
  const reader = await watch('?map=shop')
  expect((await reader.next()).data).toMatchObject({ revision: 0, nodes: [] })
  await serving.client.saveGraph({ ...graph, name: 'Shop', nodes: [], edges: [], dynamic: 'overlay' }, revision)
  const seen = await reader.until(({ data }) => parseTopology(data).nodes.length > 0)
  expect(seen).toMatchObject({
    event: 'snapshot',
    data: { map: 'shop', nodes: [{ id: 'cart', state: 'undeclared' }, { id: 'db' }] },
  })
  expect((await serving.client.readTopology({ map: 'shop' })).revision).toBe(parseTopology(seen.data).revision)
})

test("a graph's own stream says that what discovery shows of it changed", async () => {
  await serving.client.createGraph({ version: 1, id: 'shop', dynamic: 'auto', nodes: [] })
  const reader = await openStream(serving.client.eventsUrl('shop'))
  readers.push(reader)
  await reader.next()
  await push([node('cart')])
  const told = await reader.until(({ event }) => event === 'topology')
  expect(told.id).toBeUndefined()
  const { revision } = z.object({ graph: z.literal('shop'), revision: z.int() }).parse(told.data)
  const shown = await serving.client.readTopology({ map: 'shop' })
  expect(shown.revision).toBeGreaterThanOrEqual(revision)
})

test('a program reads the stream line by line', async () => {
  await push([node('a')])
  const reader = await watch('', { accept: 'application/x-ndjson' })
  expect(reader.head).toContain('content-type: application/x-ndjson; charset=utf-8')
  await push([node('b')])
  await expect.poll(() => reader.text().split('\n').length).toBeGreaterThan(2)
  const [first, second] = reader.text().split('\n')
  expect(JSON.parse(first ?? '')).toMatchObject({ event: 'snapshot', nodes: [{ id: 'a' }] })
  expect(JSON.parse(second ?? '')).toMatchObject({ event: 'delta', nodes: [{ id: 'b' }] })
  await serving.server.stop()
  await reader.ended
  expect(reader.text()).toMatch(/\n\{"event":"moving","afterMs":\d+\}\n$/)
})

test('streams of the topology and of graphs share one limit for an address', async () => {
  await serving.stop()
  serving = await startServing({
    server: { limits: { bodyBytes: 1_000_000, connections: 100, streamsPerAddress: 3 } },
  })
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [] })
  readers.push(await openStream(serving.client.eventsUrl('shop')))
  await watch()
  const last = await watch('', { accept: 'application/x-ndjson' })
  expect((await watch()).head).toMatch(/^HTTP\/1.1 503 /)
  last.close()
  await expect.poll(async () => (await watch()).head.split('\r\n')[0]).toBe('HTTP/1.1 200 OK')
  expect((await watch('', { origin: 'https://evil.example' })).head).toMatch(/^HTTP\/1.1 403 /)
  expect((await serving.ask('/api/v1/topology/stream', { method: 'HEAD' })).status).toBe(405)
})

test(
  'a viewer who does not read is let go, and goes on where it broke off when it comes back',
  { timeout: 60_000 },
  async () => {
    await push([node('first')])
    const slow = await watch()
    const { id = '' } = await slow.next()
    slow.socket.pause()
    const dropped = async (): Promise<boolean> =>
      /^statusgraph_streams_dropped_total\{reason="slow"\} 1$/m.test(await (await serving.ask('/metrics')).text())
    // More than the buffers of the two sockets take.
    for (let round = 0; round < 30 && !(await dropped()); round++) {
      const labels = Object.fromEntries(
        Array.from({ length: 15 }, (_, label) => [`l${label}`, `${round} ${'x'.repeat(190)}`]),
      )
      const source = `source-${round % 6}`
      await push(
        Array.from({ length: 1_200 }, (_, index) => node(`${source}/n${index}`, { labels })),
        source,
      )
      const { revision } = await serving.client.readTopology()
      const witness = await watch('', { 'last-event-id': String(revision) })
      witness.close()
    }
    expect(await dropped()).toBe(true)
    const again = await watch('', { 'last-event-id': id })
    const missed = parseTopology((await again.next()).data)
    expect(isTopologyDelta(missed)).toBe(true)
    expect(missed.nodes.length).toBeGreaterThanOrEqual(1_200)
    expect(missed.revision).toBe((await serving.client.readTopology()).revision)
  },
)

/** What a viewer knows who loses the connection again and again. */
class Follower {
  readonly #query: string
  readonly #isLines: boolean
  readonly #nodes = new Map<string, unknown>()
  readonly #edges = new Map<string, unknown>()
  #sources: unknown
  #suggestions: unknown
  #reader: EventReader | undefined
  #taken = 0
  revision: number | undefined
  snapshots = 0
  deltas = 0

  constructor(query: string, isLines: boolean) {
    this.#query = query
    this.#isLines = isLines
  }

  async connect(): Promise<void> {
    const query = new URLSearchParams(this.#query)
    const headers: Record<string, string> = {}
    if (this.#isLines) headers['accept'] = 'application/x-ndjson'
    if (this.revision !== undefined) {
      if (this.#isLines) query.set('since', String(this.revision))
      else headers['last-event-id'] = String(this.revision)
    }
    this.#taken = 0
    this.#reader = await watch(`?${query.toString()}`, headers)
  }

  /** Takes what has come whole, as a client would that is cut off in the middle of a message. */
  read(): void {
    const text = this.#reader?.text() ?? ''
    const mark = this.#isLines ? '\n' : '\n\n'
    for (;;) {
      const end = text.indexOf(mark, this.#taken)
      if (end === -1) return
      const block = text.slice(this.#taken, end)
      this.#taken = end + mark.length
      const json = this.#isLines ? block : (/^data: (.*)$/m.exec(block)?.[1] ?? '')
      if (json.startsWith('{') && !json.includes('"heartbeat"')) this.#take(parseTopology(JSON.parse(json)))
    }
  }

  cut(): void {
    this.read()
    this.#reader?.close()
  }

  get picture(): unknown {
    const byId = (map: ReadonlyMap<string, unknown>): unknown => Object.fromEntries(map)
    return {
      nodes: byId(this.#nodes),
      edges: byId(this.#edges),
      sources: this.#sources,
      suggestions: this.#suggestions,
    }
  }

  #take(told: WireTopology | WireTopologyDelta): void {
    if (isTopologyDelta(told)) {
      // Nothing between is lost, and nothing comes twice.
      if (told.since !== this.revision) throw new Error(`a delta leads on from ${told.since}, not ${this.revision}`)
      this.deltas += 1
      for (const id of told.removed.nodes) this.#nodes.delete(id)
      for (const id of told.removed.edges) this.#edges.delete(id)
    } else {
      this.snapshots += 1
      this.#nodes.clear()
      this.#edges.clear()
    }
    for (const one of told.nodes) this.#nodes.set(one.id, one)
    for (const one of told.edges) this.#edges.set(one.id, one)
    this.#sources = told.sources ?? this.#sources
    this.#suggestions = told.suggestions ?? this.#suggestions
    this.revision = told.revision
  }
}

/** Of a seed, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test(
  'after a thousand random writes and many lost connections, everybody has the same picture',
  { timeout: 60_000 },
  async () => {
    const random = randomFrom(20_260_101)
    await serving.client.createGraph({
      version: 1,
      id: 'shop',
      dynamic: 'auto',
      nodes: [
        { id: 'n1', name: 's1' },
        { id: 'n2', name: 's2' },
      ],
      edges: [{ source: 'n1', target: 'n2' }],
    })
    const followers = [
      new Follower('', false),
      new Follower('', true),
      new Follower('map=shop', false),
      new Follower('map=shop', true),
    ]
    await Promise.all(followers.map((one) => one.connect()))
    const name = (): string => `ns${random(3)}/s${random(25)}`
    const operation = (): object => {
      switch (random(6)) {
        case 0:
          return { op: 'delete', type: 'node', id: name() }
        case 1:
          return { op: 'delete', type: 'edge', source: name(), target: name() }
        case 2:
          return { op: 'touch', type: 'node', id: name() }
        case 3:
          return node(name(), { labels: { run: String(random(10)) } })
        default:
          return edge(name(), name(), { traffic: { ratePerSecond: random(100) } })
      }
    }
    let cuts = 0
    for (let written = 0; written < 1_000;) {
      const batch = Array.from({ length: 1 + random(12) }, operation)
      written += batch.length
      await push(batch, `source-${random(3)}`)
      const unlucky = followers[random(12)]
      if (unlucky !== undefined) {
        unlucky.cut()
        cuts += 1
        await unlucky.connect()
      }
    }
    expect(cuts).toBeGreaterThan(20)
    await push([node('the-last')])
    for (const [index, follower] of followers.entries()) {
      const map = index < 2 ? undefined : 'shop'
      // Of the same revision: pictures are made at a pace of their own, and the last one may be on its way.
      let asked = await serving.client.readTopology({ map })
      await expect
        .poll(
          async () => {
            asked = await serving.client.readTopology({ map })
            follower.read()
            const isLast = asked.nodes.some(({ id }) => id === 'the-last')
            return isLast && follower.revision === asked.revision
          },
          { timeout: 20_000 },
        )
        .toBe(true)
      expect(follower.picture).toEqual(pictureOf(asked))
      expect(follower.deltas).toBeGreaterThan(5)
    }
    // Those who come back are told what they missed, and not everything again.
    expect(followers.every(({ snapshots }) => snapshots <= 2)).toBe(true)
  },
)

function pictureOf({ nodes, edges, sources, suggestions }: WireTopology | WireTopologyDelta): unknown {
  const byId = (list: readonly { readonly id: string }[]): unknown =>
    Object.fromEntries(list.map((one) => [one.id, one] as const))
  return { nodes: byId(nodes), edges: byId(edges), sources, suggestions }
}
