import type { TopologyHandover } from '@statusgraph/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Secret } from '../client/secret.ts'
import type { Answering } from '../testing/fault-server.ts'
import { faults } from '../testing/faults.ts'
import { serve } from '../testing/open-client.ts'
import { hasTopologySamples, readTopologySample } from '../testing/topology-samples.ts'
import type { JaegerConfig } from './jaeger/start-jaeger.ts'
import { startTopologySource } from './start-topology-source.ts'
import type { ZipkinConfig } from './zipkin/start-zipkin.ts'

type Kind = 'jaeger' | 'zipkin'

const windowMs = 3_600_000
const wallMs = Date.UTC(2026, 10, 22, 20, 0, 0)
const listOf = (kind: Kind, links: unknown) => (kind === 'jaeger' ? { data: links, errors: null } : links)
const paths = { jaeger: '/api/dependencies', zipkin: '/api/v2/dependencies' } as const

function configOf(kind: Kind, url: string): JaegerConfig | ZipkinConfig {
  return {
    kind,
    name: kind,
    detail: kind,
    priority: 0,
    forgetAfterMs: 86_400_000,
    url,
    client: { headers: [] },
    intervalMs: 60_000,
    timeoutMs: 2_000,
    maxNodes: 2_000,
    maxEdges: 5_000,
    windowMs,
  }
}

function start(config: JaegerConfig | ZipkinConfig, onHandover: (handover: TopologyHandover) => void = () => {}) {
  const now = () => ({ monoMs: performance.now(), wallMs })
  const source = startTopologySource(config, { now, random: () => 0.5, onHandover })
  onTestFinished(() => source.stop())
  return source
}

/** Asks once, and gives what was handed over first. */
async function askOnce(kind: Kind, answering: Answering, more: object = {}) {
  const server = await serve(answering)
  const handover = await new Promise<TopologyHandover>((resolve) => {
    start({ ...configOf(kind, server.url), ...more }, resolve)
  })
  return { handover, received: server.received }
}

async function seeOnce(kind: Kind, answering: Answering, more: object = {}) {
  const { handover, received } = await askOnce(kind, answering, more)
  if (handover.kind !== 'seen') throw new Error(JSON.stringify(handover))
  return { ...handover.sighting, received }
}

const at =
  (kind: Kind, links: unknown): Answering =>
  ({ path }) =>
    path === paths[kind] ? { body: listOf(kind, links) } : undefined

test('counts over the window become rates', async () => {
  const links = [
    { parent: 'frontend', child: 'cart', callCount: 7_200, errorCount: 360 },
    { parent: 'cart', child: 'redis', callCount: 3_600 },
  ]
  const zipkin = await seeOnce('zipkin', at('zipkin', links))
  expect(zipkin.edges).toEqual([
    {
      source: 'frontend',
      target: 'cart',
      provenance: 'observed',
      traffic: { layer: 'client', ratePerSecond: 2, errorsPerSecond: 0.1 },
      labels: { client: 'frontend', server: 'cart' },
    },
    {
      source: 'cart',
      target: 'redis',
      provenance: 'observed',
      traffic: { layer: 'client', ratePerSecond: 1, errorsPerSecond: 0 },
      labels: { client: 'cart', server: 'redis' },
    },
  ])
  const jaeger = await seeOnce('jaeger', at('jaeger', links))
  // Jaeger counts no errors, and what is not known is not 0.
  expect(jaeger.edges.map(({ traffic }) => traffic)).toEqual([
    { layer: 'client', ratePerSecond: 2 },
    { layer: 'client', ratePerSecond: 1 },
  ])
  expect(jaeger.caveats?.join()).toContain('the last hour')
})

test.each(['jaeger', 'zipkin'] as const)('%s is asked for the window that ends now', async (kind) => {
  const { received } = await seeOnce(kind, at(kind, []))
  expect(received.map(({ method, path, parameters }) => [method, path, ...parameters])).toEqual([
    ['GET', paths[kind], ['endTs', String(wallMs)], ['lookback', String(windowMs)]],
  ])
})

test('services live in the namespace that is configured', async () => {
  const links = [{ parent: 'frontend', child: 'cart', callCount: 1 }]
  const { nodes, edges } = await seeOnce('jaeger', at('jaeger', links), { namespace: 'shop' })
  expect(nodes).toEqual([
    { id: 'shop/frontend', name: 'frontend', namespace: 'shop', ids: ['svc:shop/frontend'], provenance: 'observed' },
    { id: 'shop/cart', name: 'cart', namespace: 'shop', ids: ['svc:shop/cart'], provenance: 'observed' },
  ])
  expect(edges).toMatchObject([{ source: 'shop/frontend', target: 'shop/cart' }])
})

test('the same link, told several times, is one', async () => {
  const link = { parent: 'a', child: 'b', callCount: 1_800, errorCount: 18 }
  const { edges } = await seeOnce('zipkin', at('zipkin', [link, link]))
  expect(edges).toHaveLength(1)
  expect(edges[0]?.traffic).toMatchObject({ ratePerSecond: 1, errorsPerSecond: 0.01 })
})

test('a Jaeger that only has its new API is asked there', async () => {
  const body = { dependencies: [{ parent: 'frontend', child: 'cart', callCount: '7200' }] }
  const { edges, received } = await seeOnce('jaeger', ({ path }) =>
    path === '/api/v3/dependencies' ? { body } : undefined,
  )
  expect(edges).toMatchObject([{ source: 'frontend', target: 'cart', traffic: { ratePerSecond: 2 } }])
  expect(Object.fromEntries(received.at(-1)?.parameters ?? [])).toEqual({
    startTime: '2026-11-22T19:00:00.000Z',
    endTime: '2026-11-22T20:00:00.000Z',
  })
})

test('the tenant of a Jaeger goes along as a header', async () => {
  const client = { headers: [{ name: 'x-tenant', values: [Secret.of('acme')] }] }
  const { received } = await seeOnce('jaeger', at('jaeger', []), { client })
  expect(received[0]?.headers['x-tenant']).toBe('acme')
})

test.each([
  ['null', 'jaeger', { data: null, errors: null }],
  ['an empty answer of the new API', 'jaeger', {}],
  ['an empty list', 'zipkin', []],
] as const)('%s means that nobody calls anybody', async (_what, kind, body) => {
  const { nodes, edges } = await seeOnce(kind, () => ({ body }))
  expect([nodes, edges]).toEqual([[], []])
})

test.each([
  ['jaeger', { data: [{ parent: 'a', callCount: 1 }] }, /child of a link is not a text/],
  ['jaeger', { data: 'no' }, /not a list/],
  ['jaeger', { traces: [] }, /neither data nor dependencies/],
  ['jaeger', { data: null, errors: [{ code: 500, msg: 'storage is down' }] }, /Jaeger says: storage is down/],
  ['jaeger', [], /not an object/],
  ['zipkin', { data: [] }, /not a list/],
  ['zipkin', [{ parent: 'a', child: 'b', callCount: 'many' }], /not a number/],
  ['zipkin', [{ parent: 'a', child: 'b', callCount: -1 }], /not a number/],
  ['zipkin', '[{"parent": "a", ', /cut short/],
] as const)('%s: %j freezes what was known, and says why', async (kind, body, words) => {
  const { handover } = await askOnce(kind, () => ({ body }))
  expect(handover).toMatchObject({ kind: 'failed', failure: { message: expect.stringMatching(words) } })
})

describe.each(['jaeger', 'zipkin'] as const)('%s', (kind) => {
  test.each(faults)('that answers in the manner of %s freezes what was known', async (fault) => {
    const server = await serve(at(kind, [{ parent: 'a', child: 'b', callCount: 1 }]))
    server.fail(fault)
    const source = start({ ...configOf(kind, server.url), timeoutMs: 300 })
    expect(await source.probe()).toMatchObject({ ok: false, message: expect.stringMatching(/\S/) })
  })
})

test('a million links are refused before they are read', async () => {
  const link = '{"parent":"service-a","child":"service-b","callCount":1}'
  const body = `[${Array.from({ length: 1_000_000 }, () => link).join()}]`
  const { handover } = await askOnce('zipkin', () => ({ body }))
  expect(handover).toMatchObject({ kind: 'failed', failure: { code: 'too-large' } })
})

test('of very many links the busiest are kept, and the rest is said', async () => {
  const links = Array.from({ length: 20_000 }, (_, index) => ({ parent: 'hub', child: `s${index}`, callCount: index }))
  const { edges, nodes, leftOut } = await seeOnce('zipkin', at('zipkin', links))
  expect(edges.length).toBeLessThanOrEqual(5_000)
  expect(nodes.length).toBeLessThanOrEqual(2_000)
  expect(edges[0]?.target).toBe('s19999')
  expect(leftOut?.edges).toBe(20_000 - edges.length)
})

describe.skipIf(!hasTopologySamples)("what Zipkin's own linker recorded", () => {
  test.each(['yelp', 'messaging2', 'messaging-kafka', 'simple-db-p6', 'envoy'])(
    '%s is told link by link',
    async (name) => {
      const recorded: readonly { parent: string; child: string; callCount: number; errorCount?: number }[] = JSON.parse(
        readTopologySample(`zipkin/${name}.dependencies.json`).toString(),
      )
      const { edges } = await seeOnce('zipkin', at('zipkin', recorded))
      expect(
        edges.map(({ source, target, traffic }) => ({
          parent: source,
          child: target,
          calls: Math.round((traffic?.ratePerSecond ?? 0) * 3_600),
          errors: Math.round((traffic?.errorsPerSecond ?? 0) * 3_600),
        })),
      ).toEqual(
        recorded.map(({ parent, child, callCount, errorCount = 0 }) => ({
          parent,
          child,
          calls: callCount,
          errors: errorCount,
        })),
      )
    },
  )
})
