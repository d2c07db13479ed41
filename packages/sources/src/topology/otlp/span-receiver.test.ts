import type { Sighting } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { bucketCount, bucketOf, quantileOf } from './latency-buckets.ts'
import { createSpanReceiver, type SpanReceiver, type SpanReceiverSettings } from './span-receiver.ts'
import { noAttributes, type ResourceSpans, type Span } from './span.ts'
import { pairingSettings, spanOf } from './testing.ts'

const settings: SpanReceiverSettings = {
  ...pairingSettings,
  windowMs: 300_000,
  maxNodes: 2_000,
  maxEdges: 5_000,
}

function startReceiver(more: Partial<SpanReceiverSettings> = {}) {
  return createSpanReceiver({ ...settings, ...more })
}

function send(receiver: SpanReceiver, name: string, spans: readonly Span[], atMs: number) {
  const resource = new Map([
    ['service.name', name],
    ['service.namespace', 'shop'],
  ])
  const resources: readonly ResourceSpans[] = [{ resource, spans }]
  return receiver.receive({ resources, rejectedSpans: 0 }, atMs)
}

function seen(receiver: SpanReceiver, atMs: number): Sighting {
  const report = receiver.report(atMs)
  if (report?.kind !== 'seen') throw new Error('nothing is seen')
  return report.sighting
}

let lastSpan = 0
/** Calls from frontend to cart, each a trace of its own. */
function call(receiver: SpanReceiver, count: number, atMs: number, more: Partial<Span> = {}): void {
  const from = (lastSpan += count) - count
  const numbers = Array.from({ length: count }, (_, index) => from + index + 1)
  send(
    receiver,
    'frontend',
    numbers.map((trace) => spanOf([trace, 1, 9], { kind: 'client' })),
    atMs,
  )
  send(
    receiver,
    'cart',
    numbers.map((trace) => spanOf([trace, 2, 1], { kind: 'server', ...more })),
    atMs,
  )
}

test('before the first spans there is nothing to tell', () => {
  expect(startReceiver().report(60_000)).toBeUndefined()
})

test('rates, errors and latencies are over the window', () => {
  const receiver = startReceiver()
  for (let second = 0; second <= 300; second++) {
    call(receiver, 9, second * 1_000, { seconds: 0.01 })
    call(receiver, 1, second * 1_000, { seconds: 1, failed: true })
  }
  const { edges, nodes } = seen(receiver, 300_000)
  expect(nodes.map(({ id }) => id)).toEqual(['shop/frontend', 'shop/cart'])
  expect(edges).toHaveLength(1)
  expect(edges[0]).toMatchObject({
    source: 'shop/frontend',
    target: 'shop/cart',
    provenance: 'observed',
    labels: { client: 'frontend', server: 'cart' },
    traffic: { layer: 'server' },
  })
  const { ratePerSecond = 0, errorsPerSecond = 0, p50Seconds = 0, p95Seconds = 0 } = edges[0]?.traffic ?? {}
  expect(Math.abs(ratePerSecond - 10)).toBeLessThan(0.1)
  expect(errorsPerSecond / ratePerSecond).toBeCloseTo(0.1)
  expect(p50Seconds).toBeGreaterThan(0.005)
  expect(p50Seconds).toBeLessThan(0.02)
  expect(p95Seconds).toBeGreaterThan(0.7)
  expect(p95Seconds).toBeLessThan(1.4)
})

test('the rate right after the start is not thinned by time in which nobody listened', () => {
  const receiver = startReceiver()
  for (let second = 0; second < 30; second++) call(receiver, 2, 1_000_000 + second * 1_000)
  const rate = seen(receiver, 1_030_000).edges[0]?.traffic?.ratePerSecond ?? 0
  expect(Math.abs(rate - 2)).toBeLessThan(0.1)
})

test('what was not called within the window is left out, so that it ages', () => {
  const receiver = startReceiver()
  call(receiver, 1, 0)
  send(receiver, 'mail', [spanOf([1_000_000, 1, 0])], 200_000)
  expect(seen(receiver, 200_000).edges).toHaveLength(1)
  const later = seen(receiver, 330_000)
  expect(later.edges).toEqual([])
  expect(later.nodes).toEqual([
    {
      id: 'shop/mail',
      name: 'mail',
      namespace: 'shop',
      kind: 'service',
      provenance: 'observed',
      ids: ['svc:shop/mail'],
    },
  ])
})

test('when nothing comes at all, nothing is said to be gone', () => {
  const receiver = startReceiver()
  call(receiver, 1, 0)
  expect(receiver.report(300_001)).toEqual({ kind: 'silent', forMs: 300_001 })
  call(receiver, 1, 400_000)
  expect(seen(receiver, 400_000).edges).toHaveLength(1)
})

test('a call that only its client told of is inferred, and one that turns out otherwise is taken back', () => {
  const receiver = startReceiver()
  const attributes = new Map([['server.address', 'cart']])
  send(receiver, 'frontend', [spanOf([5_000_000, 1, 9], { kind: 'client', attributes })], 0)
  expect(seen(receiver, 11_000).edges).toMatchObject([
    { target: 'cart', provenance: 'inferred', traffic: { layer: 'client', errorsPerSecond: 0 } },
  ])
  send(receiver, 'cart', [spanOf([5_000_000, 2, 1], { kind: 'server' })], 12_000)
  expect(seen(receiver, 12_000).edges).toMatchObject([{ target: 'shop/cart', provenance: 'observed' }])
})

test('the busiest edges stay, and what is left out is said', () => {
  const receiver = startReceiver({ maxEdges: 10 })
  for (let peer = 0; peer < 40; peer++) {
    const attributes = new Map([
      ['db.system', 'postgresql'],
      ['server.address', `db-${peer}`],
    ])
    const spans = Array.from({ length: peer + 1 }, (_, index) =>
      spanOf([6_000_000 + peer, index + 1, 9], { kind: 'client', attributes }),
    )
    send(receiver, 'cart', spans, 1_000)
  }
  const report = receiver.report(2_000)
  if (report?.kind !== 'seen') throw new Error('nothing is seen')
  // Twice as many are counted, and of those the busiest are shown.
  expect(report.sighting.edges.map(({ target }) => target).toSorted()).toEqual(
    Array.from({ length: 10 }, (_, index) => `db-${index + 10}`),
  )
  expect(report.sighting.leftOut).toMatchObject({ edges: 10 })
  expect(report.warnings.join()).toMatch(/\d+ calls .* not counted/)
})

test('50,000 spans at once, and a million of other names, are held in bounded memory', () => {
  const receiver = startReceiver({ maxItems: 1_000 })
  const many = Array.from({ length: 50_000 }, (_, index) =>
    spanOf([7_000_000 + index, 1, 9], { kind: 'client', attributes: noAttributes }),
  )
  expect(send(receiver, 'frontend', many, 0)).toMatchObject({ rejectedSpans: 49_000, reason: expect.any(String) })
  expect(receiver.isFull(0)).toBe(true)
  expect(receiver.isFull(10_000)).toBe(false)
  for (let round = 0; round < 50; round++) {
    const spans = Array.from({ length: 1_000 }, (_, index) =>
      spanOf([8_000_000 + round * 1_000 + index, 1, 9], {
        kind: 'client',
        attributes: new Map([['db.name', `db-${round}-${index}`]]),
      }),
    )
    send(receiver, `service-${round}`, spans, 20_000)
  }
  const { nodes, edges } = seen(receiver, 30_000)
  expect(edges.length).toBeLessThanOrEqual(settings.maxEdges)
  expect(nodes.length).toBeLessThanOrEqual(settings.maxNodes)
  expect(receiver.counts()).toMatchObject({ dropped: 49_000, held: 0 })
})

test.each([
  ['ot=th:8', true],
  ['vendor=x,ot=rv:abc;th:c', true],
  ['ot=p:3;r:5', true],
  ['ot=th:0', false],
  ['ot=p:0;r:5', false],
  ['', false],
])('a tracestate of "%s" tells of sampling: %s', (traceState, isTold) => {
  const receiver = startReceiver()
  call(receiver, 1, 0, { traceState })
  const { caveats = [] } = seen(receiver, 1_000)
  expect(caveats.join(' ').includes('say that they were sampled')).toBe(isTold)
  expect(caveats.join(' ')).toContain('last 5 minutes')
})

test('quantiles lie within a step of the truth', () => {
  for (const seconds of [0.0001, 0.001, 0.0015, 0.02, 0.5, 3, 60, 100]) {
    const counts = Array.from({ length: bucketCount }, () => 0)
    counts[bucketOf(seconds)] = 10
    const quantile = quantileOf(0.95, counts) ?? 0
    expect(quantile / Math.max(seconds, 0.001)).toBeLessThan(1.5)
    if (seconds >= 0.001) expect(quantile / seconds).toBeGreaterThan(0.65)
  }
  expect(quantileOf(0.5, [])).toBeUndefined()
  expect(bucketOf(1e9)).toBe(bucketCount - 1)
})
