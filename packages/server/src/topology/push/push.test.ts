import { defaultMapping } from '@statusgraph/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServing } from '../../testing/serving.ts'
import { edge, lines, node, Pushing, saidSchema, source, startMs } from './testing.ts'

let ci: Pushing
beforeEach(async () => {
  ci = await Pushing.start()
})
afterEach(async () => {
  await ci.serving.stop()
})

test('what is pushed is known at once, with its numbers and who said it', async () => {
  await ci.push(
    node('shop/cart', { kind: 'service', labels: { team: 'web' }, ids: ['workload:shop/cart'] }),
    edge('shop/cart', 'shop/db', { protocol: 'tcp', traffic: { ratePerSecond: 12, errorsPerSecond: 0.5 } }),
  )
  const { nodes, edges, sources } = await ci.serving.client.readTopology()
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
  const first = await ci.push(...batch)
  const before = await (await ci.serving.ask(source)).text()
  ci.pass(5_000)
  expect(await ci.push(...batch)).toEqual(first)
  expect(await (await ci.serving.ask(source)).text()).toBe(before)
  const other = await ci.push(node('a', { name: 'A' }))
  expect(other.revision).toBeGreaterThan(first.revision)
})

test('a write that speaks of an older moment changes nothing, be it an upsert, a touch or a deletion', async () => {
  await ci.push(node('a', { name: 'new', ts: startMs + 500 }))
  const late = await ci.push(
    node('a', { name: 'old', ts: startMs + 400 }),
    { op: 'delete', type: 'node', id: 'a', ts: '2026-01-01T00:00:00.300Z' },
    { op: 'touch', type: 'node', id: 'a', ts: startMs + 499 },
  )
  expect(late).toMatchObject({ accepted: 3, ignored: 3, rejected: [] })
  expect((await ci.serving.client.readTopology()).nodes).toEqual([expect.objectContaining({ id: 'a', name: 'new' })])

  await ci.push({ op: 'delete', type: 'node', id: 'a', ts: startMs + 600 })
  expect(await ci.push(node('a', { ts: startMs + 550 }))).toMatchObject({ accepted: 1, ignored: 1 })
  expect(await ci.said()).toEqual({ nodes: [], edges: [] })
  expect(await ci.push(node('a', { ts: startMs + 600 }))).not.toHaveProperty('ignored')
  expect(await ci.said()).toEqual({ nodes: ['a'], edges: [] })
})

test('what speaks of a moment long ago was seen then: nobody replays the past as the present', async () => {
  ci.pass(3_600_000)
  const nowMs = ci.now().wallMs
  const answer = await ci.push(
    node('fresh', { ts: nowMs - 1_000 }),
    node('old', { ts: nowMs - 6 * 60_000 }),
    node('gone', { ts: nowMs - 61_000, ttlSeconds: 60 }),
    node('never', { ts: nowMs + 6 * 60_000 }),
  )
  expect(answer).toMatchObject({
    accepted: 3,
    ignored: 1,
    rejected: [{ line: 4, error: '"ts" is in the future' }],
  })
  expect(await ci.known()).toEqual(['fresh live', 'old stale'])
  const { nodes } = await ci.serving.client.readTopology()
  expect(nodes.map(({ provenance }) => provenance[0]?.lastSeen)).toEqual([
    new Date(nowMs - 1_000).toISOString(),
    new Date(nowMs - 6 * 60_000).toISOString(),
  ])
  await ci.push(node('old'))
  expect(await ci.known()).toEqual(['fresh live', 'old live'])
})

test('a stamp from long before any queue is a counter: it orders writes and says nothing of time', async () => {
  await ci.push(node('a', { name: 'second', ts: 2 }), node('b', { name: 'new', ts: '2001-02-03T00:00:00Z' }))
  expect(await ci.known()).toEqual(['a live', 'b live'])
  expect(
    await ci.push(node('a', { name: 'first', ts: 1 }), node('b', { name: 'old', ts: '2001-02-02T00:00:00Z' })),
  ).toMatchObject({ accepted: 2, ignored: 2, rejected: [] })
  await ci.push(node('a', { name: 'third', ts: 3 }))
  const { nodes } = await ci.serving.client.readTopology()
  expect(nodes.map(({ name }) => name).toSorted()).toEqual(['new', 'third'])
})

test('what is not said again in its time is gone; a touch keeps it', async () => {
  await ci.push(node('short', { ttlSeconds: 60 }), node('kept', { ttlSeconds: 60 }), node('long'))
  const first = (await ci.serving.ask(source)).headers.get('etag')
  ci.pass(50_000)
  await ci.push({ op: 'touch', type: 'node', id: 'kept' })
  ci.pass(11_000)
  expect(await ci.said()).toEqual({ nodes: ['kept', 'long'], edges: [] })
  expect((await ci.serving.ask(source)).headers.get('etag')).not.toBe(first)
  ci.pass(6 * 60_000)
  expect(await ci.known()).toEqual(['long stale'])
  ci.pass(24 * 3_600_000)
  expect(await ci.said()).toEqual({ nodes: [], edges: [] })
  expect(await ci.known()).toEqual([])
})

test('bad lines are named, and the others are taken', async () => {
  const response = await ci.send(
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
  expect(await ci.said()).toEqual({ nodes: ['a'], edges: ['a→d'] })
})

test('a batch may be NDJSON, a list, an object with a list, or one operation alone', async () => {
  const json = { 'content-type': 'application/json' }
  expect(await (await ci.send(JSON.stringify([node('a')]), json)).json()).toMatchObject({ accepted: 1 })
  expect(await (await ci.send(JSON.stringify({ ops: [node('b'), 7] }), json)).json()).toMatchObject({
    accepted: 1,
    rejected: [{ line: 2 }],
  })
  expect(
    await (await ci.send(lines(node('c')), { 'content-type': 'application/jsonl; charset=utf-8' })).json(),
  ).toMatchObject({
    accepted: 1,
  })
  expect(await (await ci.send(JSON.stringify(node('alone')), json)).json()).toMatchObject({ accepted: 1, rejected: [] })
  expect(await ci.said()).toEqual({ nodes: ['a', 'alone', 'b', 'c'], edges: [] })
  expect((await ci.send(lines(node('d')), { 'content-type': 'text/plain' })).status).toBe(415)
  const wrong = await ci.send(JSON.stringify({ opps: [] }), json)
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ detail: 'Unknown key "opps"; known here: ops.' })
})

test('a snapshot is everything that a source says: what it leaves out is gone', async () => {
  await ci.push(node('old'), edge('old', 'a'))
  const response = await ci.put({
    nodes: [{ id: 'a' }, { id: 'b', kind: 'db' }],
    edges: [{ source: 'a', target: 'b' }],
    ttlSeconds: 90,
  })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    accepted: 2,
    rejected: [{ line: 2, error: expect.stringMatching(/^"kind" must be one of service, /) }],
  })
  const answer = await ci.serving.ask(source)
  expect(await answer.json()).toEqual({
    nodes: [{ id: 'a', name: 'a', provenance: 'declared', ttlSeconds: 90 }],
    edges: [{ source: 'a', target: 'b', provenance: 'declared', ttlSeconds: 90 }],
  })
  expect(await ci.known()).toEqual(['a live', 'a→b live', 'b live'])
})

test('what a source said can be pushed again as it was answered', async () => {
  await ci.push(
    node('eu/shop/cart', { name: 'Cart', kind: 'service', ids: ['svc:shop/cart'], labels: { a: '1' }, ttlSeconds: 90 }),
    edge('eu/shop/cart', 'db', {
      protocol: 'tcp',
      label: 'SQL',
      undirected: true,
      traffic: { health: 1, p95Seconds: 2 },
    }),
  )
  const first = await ci.serving.ask(source)
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
  const again = await ci.put(body)
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  expect(await (await ci.serving.ask(source)).json()).toEqual(body)
})

test('a snapshot of which nothing can be used erases nothing', async () => {
  await ci.push(node('a'))
  const response = await ci.put({ nodes: [{ name: 'no id' }], edges: [] })
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ code: 'topology/nothing-valid', rejected: [{ line: 1 }] })
  expect(await ci.said()).toEqual({ nodes: ['a'], edges: [] })
  expect((await ci.put({ noodles: [] })).status).toBe(400)
  expect((await ci.put([])).status).toBe(400)
  expect((await ci.put({ nodes: [], edges: [] })).status).toBe(200)
  expect(await ci.said()).toEqual({ nodes: [], edges: [] })
})

test('If-Match guards what a source says, and names both revisions when it came too late', async () => {
  const { revision } = await ci.push(node('a'))
  const good = await ci.put({ nodes: [{ id: 'b' }] }, { 'if-match': `"${revision}"` })
  expect(good.status).toBe(200)
  const unquoted = await ci.put(
    { nodes: [{ id: 'b' }] },
    { 'if-match': good.headers.get('etag')?.replaceAll('"', '') ?? '' },
  )
  expect(unquoted.status).toBe(200)
  const current = Number(good.headers.get('etag')?.replaceAll('"', ''))
  expect(current).toBeGreaterThan(revision)
  const stale = await ci.put({ nodes: [{ id: 'c' }] }, { 'if-match': `"${revision}"` })
  expect(stale.status).toBe(412)
  const problem: unknown = await stale.json()
  expect(problem).toMatchObject({ code: 'topology/source-stale', expected: revision, current })
  expect(JSON.stringify(problem)).toContain(`revision ${revision}, and what`)
  expect(await ci.said()).toEqual({ nodes: ['b'], edges: [] })
  expect((await ci.serving.ask(source, { headers: { 'if-none-match': `"${current}"` } })).status).toBe(304)
  expect((await ci.serving.ask(source, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(412)
})

test('an Idempotency-Key gives the first answer again and does nothing twice', async () => {
  const key = { 'idempotency-key': 'run-7' }
  const first = await (await ci.send(lines(node('a'), { op: 'bad' }), key)).json()
  await ci.push({ op: 'delete', type: 'node', id: 'a' })
  expect(await (await ci.send(lines(node('a'), { op: 'bad' }), key)).json()).toEqual(first)
  expect(await ci.said()).toEqual({ nodes: [], edges: [] })
  const other = await ci.send(lines(node('b')), key)
  expect(other.status).toBe(400)
  ci.pass(25 * 3_600_000)
  expect((await ci.send(lines(node('b')), key)).status).toBe(200)
})

test('a deleted node takes its edges along', async () => {
  await ci.push(edge('a', 'b'), node('a'), edge('c', 'd'))
  await ci.push({ op: 'delete', type: 'node', id: 'a' })
  expect(await ci.said()).toEqual({ nodes: [], edges: ['c→d'] })
  expect(await ci.known()).toEqual(['c live', 'c→d live', 'd live'])
})

test('a source that is deleted is forgotten, with everything it said', async () => {
  await ci.push(node('a'))
  expect((await ci.serving.client.listTopologySources()).map(({ name, configured }) => [name, configured])).toEqual([
    ['ci', false],
  ])
  expect((await ci.serving.ask(source, { method: 'DELETE' })).status).toBe(204)
  expect(await ci.serving.client.listTopologySources()).toEqual([])
  expect(await ci.known()).toEqual([])
  expect((await ci.serving.ask(source)).status).toBe(404)
  expect((await ci.serving.ask(source, { method: 'DELETE' })).status).toBe(404)
})

test('what was answered as taken survives the end of the process', async () => {
  await ci.push(node('a', { ttlSeconds: 600 }), edge('a', 'b'))
  const { revision } = await ci.push({ op: 'touch', type: 'node', id: 'a' })
  const again = await startServing({ dataDir: ci.serving.dataDir, mapping: defaultMapping, options: { now: ci.now } })
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
