import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { loadConfig } from '@statusgraph/server'
import { detectPresets } from '@statusgraph/sources'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '@statusgraph/protocol'
import { startStatusgraph, type RunningServer } from '../../../demo/stack.ts'
import { readPages } from '../../../scripts/docs/pages.ts'
import {
  discover,
  discoverEdges,
  edgeNamed,
  hasRecordings,
  namesOf,
  recordings,
  startExporter,
  startFlooded,
  startScraping,
  waitForScrapes,
  type Exporter,
} from './discovery.ts'
import { counter, histogram, replayExposition, writeExposition } from './exposition.ts'
import { producers } from './producers.ts'

let prometheus: RunningServer
let exporter: Exporter
const startMs = Date.now() - 60_000

const haproxyPage = (nowMs: number): string =>
  replayExposition(readFileSync(join(recordings, 'haproxy/metrics-v2.6.txt'), 'utf8'), nowMs, startMs, 10_000)

/** What the example of the how-to is about. */
const clientCalls = { namespace: 'shop', service: 'web', peer: 'orders.shop.svc.cluster.local:5432', type: 'postgres' }

/** A few thousand edges, and series that no end can be read from. */
const extras = [
  counter('http_client_requests_total', { ...clientCalls, code: '200' }, 6),
  counter('http_client_requests_total', { ...clientCalls, code: '500' }, 2),
  ...histogram('http_client_seconds', clientCalls, 8, [0.1, 0.2]),
  ...Array.from({ length: 3_000 }, (_, index) =>
    counter('flood_total', { client: `client-${index % 700}`, server: `server-${index}` }, index + 1),
  ),
  counter('halfway_total', { server: 'cart' }, 1),
  counter(
    'own_calls_total',
    { caller: 'Shop/Web', callee: 'cart@docker', address: 'db.shop.svc.cluster.local:5432' },
    4,
  ),
]

beforeAll(async () => {
  const pages = {
    ...Object.fromEntries(
      Object.entries(producers).map(([name, series]) => [
        name,
        (nowMs: number) => writeExposition(series, nowMs, startMs),
      ]),
    ),
    extras: (nowMs: number) => writeExposition(extras, nowMs, startMs),
    ...(hasRecordings ? { haproxy: haproxyPage } : {}),
  }
  exporter = await startExporter(pages)
  const targets = Object.keys(pages).map((page) => ({ port: exporter.port, page }))
  prometheus = await startScraping(targets)
  await waitForScrapes(prometheus.url, targets.length, 12)
})

afterAll(async () => {
  await prometheus?.stop()
  await exporter?.stop()
})

/** Within 2 %. */
const about = (value: number): unknown => expect.closeTo(value, -Math.log10(Math.max(value, 1e-6) * 0.04))

describe('service graphs of traces', () => {
  test('give every edge with its rate, errors and latency', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'service-graph' })
    expect(namesOf(edges)).toEqual([
      'cart→cart-db',
      'cart→orders',
      'cart→redis',
      'eu/api→eu/outgoing',
      'orders→mailer',
      'orders→pay.example',
      'user→web',
      'web→cart',
      'web→legacy',
    ])
    expect(edgeNamed(edges, 'web→cart')).toEqual({
      source: 'web',
      target: 'cart',
      provenance: 'observed',
      labels: { client: 'web', server: 'cart' },
      traffic: {
        layer: 'server',
        ratePerSecond: about(100),
        errorsPerSecond: about(10),
        p50Seconds: about(0.15),
        p95Seconds: about(0.195),
      },
    })
  })

  test('a label that tells failed requests apart does not double an edge', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'service-graph' })
    const { errorsPerSecond = 0, ratePerSecond = 1 } = edgeNamed(edges, 'web→cart').traffic ?? {}
    expect(errorsPerSecond / ratePerSecond).toBeCloseTo(0.1, 3)
  })

  test('an edge without any series of errors has none, and one without traffic is idle', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'service-graph' })
    expect(edgeNamed(edges, 'cart→orders').traffic).toEqual({
      layer: 'server',
      ratePerSecond: about(7),
      errorsPerSecond: 0,
    })
    expect(edgeNamed(edges, 'web→legacy').traffic).toMatchObject({ ratePerSecond: 0, errorsPerSecond: 0 })
  })

  test('tell what stands at each end', async () => {
    const handover = await discover(prometheus.url, { preset: 'service-graph' })
    const nodes = handover.kind === 'seen' ? handover.sighting.nodes : []
    expect(Object.fromEntries(nodes.map(({ id, kind }) => [id, kind]))).toEqual({
      web: 'service',
      cart: 'service',
      orders: 'service',
      mailer: 'service',
      legacy: 'service',
      'cart-db': 'database',
      redis: 'cache',
      'pay.example': 'external',
      user: 'actor',
      'eu/api': 'service',
      'eu/outgoing': 'external',
    })
    expect(nodes.find(({ id }) => id === 'eu/api')).toMatchObject({ name: 'api', namespace: 'eu' })
  })

  test('say that traces may be sampled, and over which window a rate is', async () => {
    const handover = await discover(prometheus.url, { preset: 'service-graph' })
    expect(handover.kind === 'seen' ? handover.sighting.caveats : []).toEqual([
      expect.stringContaining('sampled'),
      expect.stringContaining('the last 4 s'),
      expect.stringContaining('30 s'),
    ])
  })
})

describe('Istio', () => {
  test('requests that both ends report are counted once, as the server saw them', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'istio' })
    expect(edgeNamed(edges, 'shop/web→shop/cart')).toMatchObject({
      protocol: 'http',
      traffic: { layer: 'server', ratePerSecond: about(40), errorsPerSecond: about(4), p95Seconds: about(0.195) },
    })
    expect(edgeNamed(edges, 'shop/cart→shop/stock').traffic).toMatchObject({ layer: 'proxy', ratePerSecond: about(8) })
  })

  test('what only the client saw is told by the client, no answer is a failure, and gRPC has a status of its own', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'istio' })
    expect(edgeNamed(edges, 'shop/web→outside.example').traffic).toMatchObject({
      layer: 'client',
      ratePerSecond: about(5),
      errorsPerSecond: 0,
    })
    expect(edgeNamed(edges, 'shop/web→shop/gone').traffic).toMatchObject({ errorsPerSecond: about(3) })
    expect(edgeNamed(edges, 'shop/cart→shop/price')).toMatchObject({
      protocol: 'grpc',
      traffic: { ratePerSecond: about(8), errorsPerSecond: about(2) },
    })
  })

  test('one service in two clusters is two nodes, and addresses that nobody knows are none', async () => {
    const handover = await discover(prometheus.url, { preset: 'istio' })
    const { nodes, edges } = handover.kind === 'seen' ? handover.sighting : { nodes: [], edges: [] }
    expect(namesOf(edges)).toEqual([
      'shop/cart→shop/db',
      'shop/cart→shop/price',
      'shop/cart→shop/stock',
      'shop/east-web→east/shop/twin',
      'shop/web→PassthroughCluster',
      'shop/web→outside.example',
      'shop/web→shop/cart',
      'shop/web→shop/gone',
      'shop/west-web→west/shop/twin',
    ])
    expect(nodes.find(({ id }) => id === 'east/shop/twin')).toMatchObject({
      name: 'twin',
      namespace: 'shop',
      cluster: 'east',
      ids: ['workload:east/shop/twin-v1', 'svc:east/shop/twin'],
    })
    expect(nodes.find(({ id }) => id === 'PassthroughCluster')).toMatchObject({ kind: 'external' })
  })

  test('connections carry bytes, and how often they are opened is not made up', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'istio' })
    expect(edgeNamed(edges, 'shop/cart→shop/db')).toMatchObject({ protocol: 'tcp' })
    expect(edgeNamed(edges, 'shop/cart→shop/db').traffic).toEqual({ layer: 'l4', bytesPerSecond: about(350) })
  })
})

test('Linkerd: requests, failures and latency of outbound proxies, and bytes where there are only connections', async () => {
  const edges = await discoverEdges(prometheus.url, { preset: 'linkerd' })
  expect(edgeNamed(edges, 'shop/web→shop/cart').traffic).toMatchObject({
    layer: 'client',
    ratePerSecond: about(20),
    errorsPerSecond: about(2),
    p95Seconds: about(0.195),
  })
  expect(edgeNamed(edges, 'shop/cart→shop/db').traffic).toMatchObject({ layer: 'l4', bytesPerSecond: about(1000) })
})

describe('Hubble', () => {
  test('replies make no edge back, and what has no direction says so', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'hubble' })
    expect(namesOf(edges)).toEqual([
      'shop/cart→shop/db',
      'shop/cart→world',
      'shop/files→shop/sync',
      'shop/web→shop/cart',
      'shop/web→shop/db',
    ])
    expect(edges.filter(({ undirected }) => undirected === true).map(({ source }) => source)).toEqual([
      'shop/files',
      'shop/cart',
    ])
    expect(edgeNamed(edges, 'shop/web→shop/cart').traffic).toMatchObject({
      layer: 'server',
      ratePerSecond: about(10),
      errorsPerSecond: about(1),
    })
    expect(edgeNamed(edges, 'shop/cart→shop/db').traffic).toMatchObject({ layer: 'l4', ratePerSecond: about(1) })
  })

  test('what a policy drops is an edge that is denied', async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'hubble' })
    expect(edgeNamed(edges, 'shop/web→shop/db').traffic).toEqual({ layer: 'l4', deniedPerSecond: about(5) })
  })
})

test.each([
  ['retina', 'shop/web→shop/cart', { layer: 'l4', ratePerSecond: about(2), bytesPerSecond: about(9_900) }],
  ['caretta', 'shop/web→shop/cart', { layer: 'l4', bytesPerSecond: about(1_000) }],
  ['beyla-network', 'shop/web→shop/cart', { layer: 'l4', bytesPerSecond: about(700) }],
  ['coroot', 'shop/web→shop/cart', { layer: 'l4', ratePerSecond: about(2) }],
  ['coroot', 'shop/cart→shop/cart-db', { layer: 'l4', ratePerSecond: about(1) }],
  ['envoy', 'web→cart', { layer: 'client', ratePerSecond: about(12), errorsPerSecond: about(3) }],
  ['envoy', 'gate→bookinfo/reviews', { layer: 'client', ratePerSecond: about(4), errorsPerSecond: 0 }],
  ['dephealth', 'cart→orders-db', { layer: 'client', health: 1 }],
  ['dephealth', 'cart→stock', { layer: 'client', health: 0 }],
  [
    'ingress-nginx',
    'ingress/shop/cart→shop/cart',
    { layer: 'proxy', ratePerSecond: about(8), errorsPerSecond: about(2) },
  ],
] as const)('%s tells of %s', async (preset, name, traffic) => {
  expect(edgeNamed(await discoverEdges(prometheus.url, { preset }), name).traffic).toEqual(traffic)
})

test('Traefik: rate, errors, latency and health of each service, and nothing of its own insides', async () => {
  const edges = await discoverEdges(prometheus.url, { preset: 'traefik' })
  expect(namesOf(edges)).toEqual(['traefik→cart'])
  expect(edges[0]?.traffic).toMatchObject({ ratePerSecond: about(10), errorsPerSecond: about(1), health: 1 })
})

test('the port of a connection tells a database', async () => {
  const handover = await discover(prometheus.url, { preset: 'caretta' })
  const nodes = handover.kind === 'seen' ? handover.sighting.nodes : []
  expect(nodes.find(({ id }) => id === 'shop/cart-db')).toMatchObject({ kind: 'database' })
})

test('the structure of Kubernetes leads from Ingress to Service to workload', async () => {
  const handover = await discover(prometheus.url, { preset: 'kube-state-metrics' })
  const { nodes, edges } = handover.kind === 'seen' ? handover.sighting : { nodes: [], edges: [] }
  expect(namesOf(edges)).toEqual(['shop/db→shop/postgres', 'shop/public→shop/web', 'shop/web→shop/web-app'])
  expect(edges[0]).toEqual({ source: expect.any(String), target: expect.any(String), provenance: 'structure' })
  expect(nodes.find(({ id }) => id === 'shop/public')).toMatchObject({ kind: 'gateway', ids: ['ingress:shop/public'] })
  expect(nodes.find(({ id }) => id === 'shop/web')).toMatchObject({ kind: 'service', ids: ['svc:shop/web'] })
  expect(nodes.find(({ id }) => id === 'shop/web-app')).toMatchObject({ ids: ['workload:shop/web-app'] })
})

test.skipIf(!hasRecordings)(
  'a recorded HAProxy: a server that is down has no health, one in four answers failed',
  async () => {
    const edges = await discoverEdges(prometheus.url, { preset: 'haproxy' })
    expect(namesOf(edges)).toEqual(['cart→cart-1', 'cart→cart-2', 'catalog→catalog-1'])
    expect(edgeNamed(edges, 'cart→cart-2').traffic).toMatchObject({ ratePerSecond: 0, health: 0 })
    expect(edgeNamed(edges, 'cart→cart-1').traffic).toMatchObject({ health: 1 })
    const { errorsPerSecond = 0, ratePerSecond = 1 } = edgeNamed(edges, 'catalog→catalog-1').traffic ?? {}
    expect(errorsPerSecond / ratePerSecond).toBeCloseTo(0.25, 3)
  },
)

describe('queries of one’s own', () => {
  const plan = {
    caveats: [],
    edges: [
      {
        layer: 'client',
        provenance: 'observed',
        queries: { rate: 'sum by ($by) (rate(own_calls_total[$window]))' },
        from: { id: '{{caller | lower}}' },
        to: {
          name: "{{callee | strip:'@docker'}}",
          namespace: "{{address | dns | split:'/':0}}",
          kind: "{{address | split:':':1 | kind}}",
        },
      },
    ],
  } as const

  test('make edges of any metric with two labels', async () => {
    const handover = await discover(prometheus.url, { plan })
    const { nodes, edges } = handover.kind === 'seen' ? handover.sighting : { nodes: [], edges: [] }
    expect(namesOf(edges)).toEqual(['shop/web→shop/cart'])
    expect(edges[0]?.traffic).toEqual({ layer: 'client', ratePerSecond: about(4) })
    expect(nodes.find(({ id }) => id === 'shop/cart')).toMatchObject({
      name: 'cart',
      namespace: 'shop',
      kind: 'database',
    })
  })

  test('that are wrong fail in Prometheus’s own words, and name the query', async () => {
    const [edge] = plan.edges
    const wrong = { ...plan, edges: [{ ...edge, queries: { ...edge.queries, errors: 'sum by (a (x)' } }] }
    const handover = await discover(prometheus.url, { plan: wrong })
    expect(handover).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'upstream-error',
        message: expect.stringMatching(/^The query "errors" failed: .*\(400\).*parse error/),
      },
    })
  })

  test('that name no end fail with the labels that are missing', async () => {
    const [edge] = plan.edges
    const halfway = {
      ...edge,
      queries: { rate: 'rate(halfway_total[$window])' },
      from: { id: '{{client}}' },
      to: { id: '{{server}}' },
    }
    const handover = await discover(prometheus.url, { plan: { ...plan, edges: [halfway] } })
    expect(handover).toMatchObject({
      kind: 'failed',
      failure: { message: 'The only series has not the label client, which names where an edge begins.' },
    })
  })

  test('the busiest edges stay when there are too many, and the rest is counted', async () => {
    const [edge] = plan.edges
    const flood = {
      ...edge,
      queries: { rate: 'rate(flood_total[$window])' },
      from: { id: '{{client}}' },
      to: { id: '{{server}}' },
    }
    const handover = await discover(prometheus.url, { plan: { ...plan, edges: [flood] }, more: { maxEdges: 100 } })
    const { edges, leftOut } = handover.kind === 'seen' ? handover.sighting : { edges: [], leftOut: undefined }
    expect(edges).toHaveLength(100)
    expect(edges[0]).toMatchObject({ target: 'server-2999' })
    expect(edges.at(-1)).toMatchObject({ target: 'server-2900' })
    expect(leftOut).toEqual({ nodes: 3_000 + 700 - 200, edges: 2_900 })
  })
})

test('where there are too many series to be read, Prometheus picks the busiest', async () => {
  const flooded = await startFlooded(prometheus.url, (promql) => promql.includes('flood') && !/topk|count/.test(promql))
  try {
    const edge = {
      layer: 'server',
      provenance: 'observed',
      queries: {
        rate: 'sum by ($by) (rate(flood_total[$window])) # all of them',
        presence: 'group by ($by) (last_over_time(flood_total[$lookback]))',
        errors: 'sum by ($by) (rate(flood_total{client="client-199"}[$window]))',
        bytes: ['sum by ($by) (rate(flood_total[$window]))'],
      },
      from: { id: '{{client}}' },
      to: { id: '{{server}}' },
    } as const
    const handover = await discover(`http://127.0.0.1:${flooded.port}`, {
      plan: { edges: [edge], caveats: [] },
      more: { maxEdges: 10 },
    })
    expect(handover).toMatchObject({
      kind: 'seen',
      sighting: { leftOut: { edges: 2_990 } },
      warnings: [expect.stringContaining('too many series')],
    })
    const edges = handover.kind === 'seen' ? handover.sighting.edges : []
    expect(edges.map(({ target }) => target)).toEqual(
      Array.from({ length: 10 }, (_, index) => `server-${2_999 - index}`),
    )
    expect(edges[0]).toMatchObject({
      source: 'client-199',
      traffic: { ratePerSecond: about(3_000), errorsPerSecond: about(3_000), bytesPerSecond: about(3_000) },
    })
    expect(edges[1]?.traffic).toMatchObject({ errorsPerSecond: 0 })
  } finally {
    await flooded.stop()
  }
})

test('the example of the how-to does what the page says', async () => {
  const block = readPages()
    .flatMap(({ blocks }) => blocks)
    .find(({ kind, text }) => kind === 'yaml config' && text.includes('http_client_requests_total'))
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-example-'))
  try {
    await writeFile(join(folder, 'example.yaml'), block?.text ?? '')
    const { config } = await loadConfig({ path: 'example.yaml', env: {}, flags: {}, cwd: folder })
    const [source] = config?.sources.polled ?? []
    if (source?.kind !== 'prometheus') throw new Error('the example is no source that asks a Prometheus')
    const edges = await discoverEdges(prometheus.url, { plan: source.plan })
    expect(edges).toEqual([
      {
        source: 'shop/web',
        target: 'shop/orders',
        provenance: 'observed',
        protocol: 'http',
        labels: { service: 'web', peer: 'orders.shop.svc.cluster.local:5432' },
        traffic: { layer: 'client', ratePerSecond: about(8), errorsPerSecond: about(2), p95Seconds: about(0.195) },
      },
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('which presets have data, and how many edges each would add', async () => {
  const found = await detectPresets(
    {
      name: 'p',
      kind: 'prometheus',
      urls: [prometheus.url],
      client: { headers: [] },
      intervalMs: 1_000,
      timeoutMs: 20_000,
    },
    { now: () => ({ wallMs: Date.now(), monoMs: performance.now() }), signal: new AbortController().signal },
  )
  const edges = Object.fromEntries(found.map((one) => [one.preset, one.edges]))
  expect(edges).toEqual({
    'service-graph': 9,
    istio: 9,
    linkerd: 2,
    hubble: 5,
    retina: 1,
    caretta: 2,
    'beyla-network': 1,
    coroot: 2,
    envoy: 2,
    traefik: 1,
    'ingress-nginx': 1,
    'kube-state-metrics': 3,
    dephealth: 2,
    ...(hasRecordings ? { haproxy: 3 } : {}),
  })
})

describe('a whole Statusgraph', () => {
  const config = (url: string): string => `
upstream: { prometheus: { url: '${url}' } }
mapping: { alerts: { service_labels: [service] }, metrics: { service_labels: [service] } }
sources:
  prometheus:
    - { preset: service-graph, interval: 1s, window: 4s }
    - name: wrong
      interval: 1s
      queries: { rate: 'sum by ($by (rate(own_calls_total[$window]))' }
      from: '{{caller}}'
      to: '{{callee}}'
`

  test('tells what is wrong with a query, and the other sources keep working', async () => {
    const statusgraph = await startStatusgraph({ config: config(prometheus.url) })
    try {
      const client = createClient(statusgraph.url)
      const sources = async () => Object.fromEntries((await client.listTopologySources()).map((one) => [one.name, one]))
      await expect.poll(sources, { timeout: 20_000 }).toMatchObject({
        'service-graph': { state: 'ok', edges: 9 },
        wrong: { state: 'failing', error: expect.stringMatching(/The query "rate" failed: .*400.*parse error/) },
      })
      const { edges } = await client.readTopology()
      expect(edges.find(({ id }) => id === 'web→cart')).toMatchObject({
        state: 'live',
        traffic: { source: 'service-graph', ratePerSecond: about(100) },
      })
    } finally {
      await statusgraph.stop()
    }
  })

  test('finds the wrong query before it is used, when it is asked to check online', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'statusgraph-check-'))
    try {
      const file = join(folder, 'statusgraph.yaml')
      await writeFile(file, config(prometheus.url))
      const check = spawn(join(import.meta.dirname, '../../../bin/statusgraph'), ['check', '--online', file])
      let said = ''
      for (const output of [check.stdout, check.stderr]) output.on('data', (chunk) => (said += String(chunk)))
      const [code] = await once(check, 'close')
      expect(said).toContain('service-graph tells of 11 nodes and 9 edges')
      expect(said).toMatch(/statusgraph\.yaml:7:7: wrong cannot be used: The query "rate" failed: .*parse error/)
      expect(code).toBe(1)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
