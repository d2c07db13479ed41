import { gzipSync } from 'node:zlib'
import { defaultMapping, type Instant } from '@statusgraph/model'
import { pushAnswerSchema } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { startServing, type Serving } from '../../testing/serving.ts'

let serving: Serving
let clockMs: number
const startMs = Date.parse('2026-01-01T00:00:00Z')
const now = (): Instant => ({ monoMs: clockMs, wallMs: startMs + clockMs })

beforeEach(async () => {
  clockMs = 1_000
  serving = await startServing({ mapping: defaultMapping, options: { now } })
})
afterEach(async () => {
  await serving.stop()
})

const source = '/api/v1/topology/sources/ci'
const lines = (...operations: readonly object[]): string => operations.map((one) => JSON.stringify(one)).join('\n')
const node = (id: string, more: object = {}): object => ({ op: 'upsert', type: 'node', id, ...more })
const edge = (from: string, to: string, more: object = {}): object => ({
  op: 'upsert',
  type: 'edge',
  source: from,
  target: to,
  ...more,
})

async function send(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return serving.ask(`${source}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  })
}

async function push(...operations: readonly object[]) {
  const response = await send(lines(...operations))
  expect(response.status).toBe(200)
  return pushAnswerSchema.parse(await response.json())
}

async function put(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return serving.ask(source, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const saidSchema = z.object({
  nodes: z.array(z.looseObject({ id: z.string() })),
  edges: z.array(z.looseObject({ source: z.string(), target: z.string() })),
})

async function said() {
  const response = await serving.ask(source)
  expect(response.status).toBe(200)
  const { nodes, edges } = saidSchema.parse(await response.json())
  return { nodes: nodes.map(({ id }) => id), edges: edges.map((one) => `${one.source}→${one.target}`) }
}

async function known(): Promise<readonly string[]> {
  const { nodes, edges } = await serving.client.readTopology()
  return [...nodes, ...edges].map(({ id, state }) => `${id} ${state}`).toSorted()
}

test('what is pushed is known at once, with its numbers and who said it', async () => {
  await push(
    node('shop/cart', { kind: 'service', labels: { team: 'web' }, ids: ['workload:shop/cart'] }),
    edge('shop/cart', 'shop/db', { protocol: 'tcp', traffic: { ratePerSecond: 12, errorsPerSecond: 0.5 } }),
  )
  const { nodes, edges, sources } = await serving.client.readTopology()
  expect(nodes.find(({ id }) => id === 'shop/cart')).toMatchObject({
    name: 'cart',
    namespace: 'shop',
    state: 'live',
    labels: { team: 'web' },
    provenance: [{ source: 'ci', kind: 'observed' }],
  })
  expect(edges).toEqual([
    expect.objectContaining({
      source: 'shop/cart',
      target: 'shop/db',
      traffic: { source: 'ci', layer: 'server', ratePerSecond: 12, errorsPerSecond: 0.5 },
      provenance: [expect.objectContaining({ source: 'ci', kind: 'observed' })],
    }),
  ])
  expect(sources).toEqual([expect.objectContaining({ name: 'ci', kind: 'push', state: 'ok' })])
})

test('the same batch twice is the same revision, and changes nothing', async () => {
  const batch = [
    node('a', { ts: '2026-01-01T00:00:00Z' }),
    edge('a', 'b', { ttlSeconds: 60 }),
    { op: 'delete', type: 'node', id: 'c' },
  ]
  const first = await push(...batch)
  const before = await (await serving.ask(source)).text()
  clockMs += 5_000
  expect(await push(...batch)).toEqual(first)
  expect(await (await serving.ask(source)).text()).toBe(before)
  const other = await push(node('a', { name: 'A' }))
  expect(other.revision).toBeGreaterThan(first.revision)
})

test('a write that speaks of an older moment changes nothing, be it an upsert, a touch or a deletion', async () => {
  await push(node('a', { name: 'new', ts: startMs + 500 }))
  const late = await push(
    node('a', { name: 'old', ts: startMs + 400 }),
    { op: 'delete', type: 'node', id: 'a', ts: '2026-01-01T00:00:00.300Z' },
    { op: 'touch', type: 'node', id: 'a', ts: startMs + 499 },
  )
  expect(late).toMatchObject({ accepted: 3, ignored: 3, rejected: [] })
  expect((await serving.client.readTopology()).nodes).toEqual([expect.objectContaining({ id: 'a', name: 'new' })])

  await push({ op: 'delete', type: 'node', id: 'a', ts: startMs + 600 })
  expect(await push(node('a', { ts: startMs + 550 }))).toMatchObject({ accepted: 1, ignored: 1 })
  expect(await said()).toEqual({ nodes: [], edges: [] })
  expect(await push(node('a', { ts: startMs + 600 }))).not.toHaveProperty('ignored')
  expect(await said()).toEqual({ nodes: ['a'], edges: [] })
})

test('what speaks of a moment long ago was seen then: nobody replays the past as the present', async () => {
  clockMs = 3_600_000
  const answer = await push(
    node('fresh', { ts: startMs + clockMs - 1_000 }),
    node('old', { ts: startMs + clockMs - 6 * 60_000 }),
    node('gone', { ts: startMs + clockMs - 61_000, ttlSeconds: 60 }),
    node('never', { ts: startMs + clockMs + 6 * 60_000 }),
    node('seconds', { ts: Math.floor(startMs / 1_000) }),
  )
  expect(answer).toMatchObject({
    accepted: 3,
    ignored: 1,
    rejected: [
      { line: 4, error: '"ts" is in the future' },
      { line: 5, error: '"ts" must be milliseconds since 1970, and these are seconds' },
    ],
  })
  expect(await known()).toEqual(['fresh live', 'old stale'])
  const { nodes } = await serving.client.readTopology()
  expect(nodes.map(({ provenance }) => provenance[0]?.lastSeen)).toEqual([
    new Date(startMs + clockMs - 1_000).toISOString(),
    new Date(startMs + clockMs - 6 * 60_000).toISOString(),
  ])
  await push(node('old'))
  expect(await known()).toEqual(['fresh live', 'old live'])
})

test('what is not said again in its time is gone; a touch keeps it', async () => {
  await push(node('short', { ttlSeconds: 60 }), node('kept', { ttlSeconds: 60 }), node('long'))
  const first = (await serving.ask(source)).headers.get('etag')
  clockMs += 50_000
  await push({ op: 'touch', type: 'node', id: 'kept' })
  clockMs += 11_000
  expect(await said()).toEqual({ nodes: ['kept', 'long'], edges: [] })
  expect((await serving.ask(source)).headers.get('etag')).not.toBe(first)
  clockMs += 6 * 60_000
  expect(await known()).toEqual(['long stale'])
  clockMs += 24 * 3_600_000
  expect(await said()).toEqual({ nodes: [], edges: [] })
  expect(await known()).toEqual([])
})

test('bad lines are named, and the others are taken', async () => {
  const response = await send(
    [
      JSON.stringify(node('a')),
      '',
      '{"op": "upsert"',
      JSON.stringify(node('b', { kynd: 'database' })),
      JSON.stringify(edge('a', 'b', { traffic: { rate: 3 } })),
      JSON.stringify({ op: 'touch', type: 'node', id: 'nobody' }),
      JSON.stringify({ op: 'insert', type: 'node', id: 'x' }),
      JSON.stringify(edge('a', 'c', { traffic: { ratePerSecond: -1 } })),
      JSON.stringify(node('c', { ts: 'yesterday' })),
      '[1]',
      JSON.stringify(edge('a', 'd', { labels: ['x'], target: undefined })),
      JSON.stringify(edge('a', 'd')),
    ].join('\r\n'),
  )
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    accepted: 2,
    rejected: [
      { line: 3, error: 'is not JSON' },
      { line: 4, error: 'unknown key "kynd", did you mean "kind"?' },
      { line: 5, error: 'unknown key "rate" in "traffic", did you mean "ratePerSecond"?' },
      { line: 6, error: 'there is no such node to touch; upsert it' },
      { line: 7, error: '"op" must be one of upsert, delete, touch' },
      { line: 8, error: '"traffic.ratePerSecond" must be at least 0' },
      { line: 9, error: '"ts" must be a time such as 2026-01-31T12:00:00Z, or milliseconds since 1970' },
      { line: 10, error: 'is no JSON object: an operation is {"op": …, "type": …, …}' },
      { line: 11, error: '"target" is missing; "labels" must be an object' },
    ],
  })
  expect(await said()).toEqual({ nodes: ['a'], edges: ['a→d'] })
})

test('an answer names a hundred bad lines, and says how many there are', async () => {
  const answer = await push(...Array.from({ length: 250 }, () => ({ op: 'no' })), node('a'))
  expect(answer.accepted).toBe(1)
  expect(answer.rejected).toHaveLength(100)
  expect(answer.rejectedTotal).toBe(250)
})

test('a batch may be NDJSON, a list, or an object with a list', async () => {
  const json = { 'content-type': 'application/json' }
  expect(await (await send(JSON.stringify([node('a')]), json)).json()).toMatchObject({ accepted: 1 })
  expect(await (await send(JSON.stringify({ ops: [node('b'), 7] }), json)).json()).toMatchObject({
    accepted: 1,
    rejected: [{ line: 2 }],
  })
  expect(
    await (await send(lines(node('c')), { 'content-type': 'application/jsonl; charset=utf-8' })).json(),
  ).toMatchObject({
    accepted: 1,
  })
  expect(await said()).toEqual({ nodes: ['a', 'b', 'c'], edges: [] })
  expect((await send(lines(node('d')), { 'content-type': 'text/plain' })).status).toBe(415)
  const wrong = await send(JSON.stringify({ op: [] }), json)
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ detail: 'Unknown key "op"; known here: ops.' })
})

test('a snapshot is everything that a source says: what it leaves out is gone', async () => {
  await push(node('old'), edge('old', 'a'))
  const response = await put({
    nodes: [{ id: 'a' }, { id: 'b', kind: 'db' }],
    edges: [{ source: 'a', target: 'b' }],
    ttlSeconds: 90,
  })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    accepted: 2,
    rejected: [{ line: 2, error: expect.stringMatching(/^"kind" must be one of service, /) }],
  })
  const answer = await serving.ask(source)
  expect(await answer.json()).toEqual({
    nodes: [{ id: 'a', name: 'a', provenance: 'declared', ttlSeconds: 90 }],
    edges: [{ source: 'a', target: 'b', provenance: 'declared', ttlSeconds: 90 }],
  })
  expect(await known()).toEqual(['a live', 'a→b live', 'b live'])
})

test('what a source said can be pushed again as it was answered', async () => {
  await push(
    node('eu/shop/cart', { name: 'Cart', kind: 'service', ids: ['svc:shop/cart'], labels: { a: '1' }, ttlSeconds: 90 }),
    edge('eu/shop/cart', 'db', {
      protocol: 'tcp',
      label: 'SQL',
      undirected: true,
      traffic: { health: 1, p95Seconds: 2 },
    }),
  )
  const first = await serving.ask(source)
  const body: unknown = await first.json()
  expect(body).toEqual({
    nodes: [
      {
        id: 'eu/shop/cart',
        name: 'Cart',
        namespace: 'shop',
        cluster: 'eu',
        kind: 'service',
        provenance: 'declared',
        ids: ['svc:shop/cart'],
        labels: { a: '1' },
        ttlSeconds: 90,
      },
    ],
    edges: [
      {
        source: 'eu/shop/cart',
        target: 'db',
        provenance: 'observed',
        protocol: 'tcp',
        label: 'SQL',
        undirected: true,
        traffic: { layer: 'server', health: 1, p95Seconds: 2 },
      },
    ],
  })
  const again = await put(body)
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  expect(await (await serving.ask(source)).json()).toEqual(body)
})

test('a snapshot of which nothing can be used erases nothing', async () => {
  await push(node('a'))
  const response = await put({ nodes: [{ name: 'no id' }], edges: [] })
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ code: 'topology/nothing-valid', rejected: [{ line: 1 }] })
  expect(await said()).toEqual({ nodes: ['a'], edges: [] })
  expect((await put({ noodles: [] })).status).toBe(400)
  expect((await put([])).status).toBe(400)
  expect((await put({ nodes: [], edges: [] })).status).toBe(200)
  expect(await said()).toEqual({ nodes: [], edges: [] })
})

test('If-Match guards what a source says, and names both revisions when it came too late', async () => {
  const { revision } = await push(node('a'))
  const good = await put({ nodes: [{ id: 'b' }] }, { 'if-match': `"${revision}"` })
  expect(good.status).toBe(200)
  const current = Number(good.headers.get('etag')?.replaceAll('"', ''))
  expect(current).toBeGreaterThan(revision)
  const stale = await put({ nodes: [{ id: 'c' }] }, { 'if-match': `"${revision}"` })
  expect(stale.status).toBe(412)
  const problem: unknown = await stale.json()
  expect(problem).toMatchObject({ code: 'topology/source-stale', expected: revision, current })
  expect(JSON.stringify(problem)).toContain(`revision ${revision}, and what`)
  expect(await said()).toEqual({ nodes: ['b'], edges: [] })
  expect((await serving.ask(source, { headers: { 'if-none-match': `"${current}"` } })).status).toBe(304)
  expect((await serving.ask(source, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(412)
})

test('an Idempotency-Key gives the first answer again and does nothing twice', async () => {
  const key = { 'idempotency-key': 'run-7' }
  const first = await (await send(lines(node('a'), { op: 'bad' }), key)).json()
  await push({ op: 'delete', type: 'node', id: 'a' })
  expect(await (await send(lines(node('a'), { op: 'bad' }), key)).json()).toEqual(first)
  expect(await said()).toEqual({ nodes: [], edges: [] })
  const other = await send(lines(node('b')), key)
  expect(other.status).toBe(400)
  clockMs += 25 * 3_600_000
  expect((await send(lines(node('b')), key)).status).toBe(200)
})

test('a deleted node takes its edges along', async () => {
  await push(edge('a', 'b'), node('a'), edge('c', 'd'))
  await push({ op: 'delete', type: 'node', id: 'a' })
  expect(await said()).toEqual({ nodes: [], edges: ['c→d'] })
  expect(await known()).toEqual(['c live', 'c→d live', 'd live'])
})

test('a source that is deleted is forgotten, with everything it said', async () => {
  await push(node('a'))
  expect((await serving.client.listTopologySources()).map(({ name, configured }) => [name, configured])).toEqual([
    ['ci', false],
  ])
  expect((await serving.ask(source, { method: 'DELETE' })).status).toBe(204)
  expect(await serving.client.listTopologySources()).toEqual([])
  expect(await known()).toEqual([])
  expect((await serving.ask(source)).status).toBe(404)
  expect((await serving.ask(source, { method: 'DELETE' })).status).toBe(404)
})

test('compressed bodies are read, and small ones that become huge are refused', async () => {
  const gzip = { 'content-encoding': 'gzip' }
  expect(await (await send(gzipSync(lines(node('a'))), gzip)).json()).toMatchObject({ accepted: 1 })
  expect((await send(gzipSync(Buffer.alloc(6 * 1024 * 1024, ' ')), gzip)).status).toBe(413)
  expect((await send('not gzip', gzip)).status).toBe(400)
  expect((await send(lines(node('a')), { 'content-encoding': 'br' })).status).toBe(415)
  expect((await send(Buffer.alloc(5 * 1024 * 1024 + 1, ' '))).status).toBe(413)
})

test('hostile names are cleaned or refused, and hurt nobody', async () => {
  const response = await send(
    [
      lines(node('a\u0000b\u202Ec')),
      lines(node('\u200B\u202E')),
      lines(node('x'.repeat(201))),
      lines(node('__proto__')),
      lines(node('constructor', { name: '<script>alert(1)</script>' })),
      '{"op":"upsert","type":"node","id":"p","__proto__":{"a":1}}',
      '{"op":"upsert","type":"node","id":"p","labels":{"__proto__":"a"}}',
      `{"op":"upsert","type":"node","id":"deep","labels":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      JSON.stringify(node('big', { name: 'y'.repeat(100_000) })),
      Buffer.from([0xff, 0xfe]).toString('latin1'),
      lines(edge('a→b', 'c')),
    ].join('\n'),
  )
  expect(response.status).toBe(200)
  const { accepted, rejected } = pushAnswerSchema.parse(await response.json())
  expect(accepted).toBe(4)
  expect(rejected.map(({ line }) => line)).toEqual([2, 3, 6, 7, 8, 9, 10])
  expect(await said()).toEqual({ nodes: ['__proto__', 'abc', 'constructor'], edges: ['a>b→c'] })
  expect(await known()).toContain('__proto__ live')
  const bytes = await send(Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(lines(node('fine')))]))
  expect(await bytes.json()).toMatchObject({ accepted: 1, rejected: [{ line: 1, error: 'is not UTF-8 text' }] })
  const deep = await send('['.repeat(2_000_000), { 'content-type': 'application/json' })
  expect(deep.status).toBe(400)
})

test('a source has a limit, and what is beyond it is refused by its line', async () => {
  const many = Array.from({ length: 2_005 }, (_, index) => node(`n${index}`))
  const answer = await push(...many)
  expect(answer).toMatchObject({
    accepted: 2_000,
    rejected: Array.from({ length: 5 }, (_, index) => ({ line: 2_001 + index })),
  })
  expect(await push(node('n0', { name: 'still' }))).toMatchObject({ accepted: 1, rejected: [] })
  expect(await (await put({ nodes: many.map((_, index) => ({ id: `m${index}` })) })).json()).toMatchObject({
    accepted: 2_000,
  })
})

test('a source that floods is told when to come back, and the others go on', async () => {
  const body = lines(...Array.from({ length: 40_000 }, () => node('a', { name: 'x'.repeat(60) })))
  const statuses: number[] = []
  for (let round = 0; round < 8; round++) statuses.push((await send(body)).status)
  expect(statuses[0]).toBe(200)
  expect(statuses.at(-1)).toBe(429)
  const refused = await send(lines(node('a')))
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(
    (
      await serving.ask('/api/v1/topology/sources/other', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"nodes":[]}',
      })
    ).status,
  ).toBe(200)
  clockMs += 60_000
  expect((await send(lines(node('a')))).status).toBe(200)
})

test('a hundred sources may push without being configured, and one that has nothing left makes room', async () => {
  const begin = (name: string, body: string): Promise<Response> =>
    serving.ask(`/api/v1/topology/sources/${name}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
    })
  for (let count = 0; count < 100; count++) {
    expect((await begin(`s${count}`, `{"nodes":[{"id":"n${count}"}]}`)).status).toBe(200)
  }
  const refused = await begin('one-more', '{"nodes":[]}')
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'topology/too-many-sources' })
  await begin('s5', '{"nodes":[]}')
  expect((await begin('one-more', '{"nodes":[{"id":"x"}]}')).status).toBe(200)
  expect((await serving.client.listTopologySources()).map(({ name }) => name)).not.toContain('s5')
})

test('what was answered as taken survives the end of the process', async () => {
  await push(node('a', { ttlSeconds: 600 }), edge('a', 'b'))
  const { revision } = await push({ op: 'touch', type: 'node', id: 'a' })
  const again = await startServing({ dataDir: serving.dataDir, mapping: defaultMapping, options: { now } })
  try {
    const answer = await again.ask(source)
    expect(saidSchema.parse(await answer.json())).toMatchObject({
      nodes: [{ id: 'a', ttlSeconds: 600 }],
      edges: [{ source: 'a' }],
    })
    expect(Number(answer.headers.get('etag')?.replaceAll('"', ''))).toBeGreaterThanOrEqual(revision)
  } finally {
    await again.server.stop()
  }
})

test('what may be pushed is published as JSON Schema', async () => {
  const response = await serving.ask('/api/v1/schema/topology.json')
  expect(response.headers.get('content-type')).toContain('application/schema+json')
  const schema = z
    .looseObject({
      $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
      anyOf: z.tuple([z.looseObject({ properties: z.record(z.string(), z.unknown()) }), z.unknown(), z.unknown()]),
    })
    .parse(await response.json())
  expect(Object.keys(schema.anyOf[0].properties)).toEqual(['nodes', 'edges', 'ttlSeconds'])
  expect(JSON.stringify(schema)).toContain('"additionalProperties":false')
})
