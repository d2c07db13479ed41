import { expect, test } from 'vitest'
import { serve } from '../../testing/open-client.ts'
import { runTopology, topologySettings } from '../../testing/run-topology.ts'
import { hasTopologySamples, readTopologySample } from '../../testing/topology-samples.ts'
import { readGraph, type KialiGraph } from './read-graph.ts'
import { sightGraph } from './sight-graph.ts'
import type { KialiConfig } from './start-kiali.ts'

const reading = { countsClientErrors: false }

/** A graph as Kiali sends it, from the little that a test cares about. */
function graphOf(nodes: readonly object[], edges: readonly object[] = []): KialiGraph {
  return readGraph({
    elements: { nodes: nodes.map((data) => ({ data })), edges: edges.map((data) => ({ data })) },
  })
}
const app = (name: string, more: object = {}) => {
  return { id: name, nodeType: 'app', cluster: 'east', namespace: 'shop', app: name, ...more }
}
const http = (rates: Readonly<Record<string, string>>) => ({ traffic: { protocol: 'http', rates } })

test('rates, failed answers, latency and bytes become numbers with units', () => {
  const edge = { source: 'a', target: 'b', responseTime: '250', throughput: '1024', healthStatus: 'Failure' }
  const { edges } = sightGraph(
    graphOf(
      [app('a'), app('b')],
      [{ ...edge, ...http({ http: '60.00', http5xx: '20.00', http4xx: '5.00', httpPercentErr: '41.7' }) }],
    ),
    reading,
  )
  expect(edges).toEqual([
    {
      source: 'shop/a',
      target: 'shop/b',
      provenance: 'observed',
      protocol: 'http',
      traffic: {
        layer: 'proxy',
        ratePerSecond: 60,
        errorsPerSecond: 20,
        p95Seconds: 0.25,
        bytesPerSecond: 1024,
        health: 0,
      },
    },
  ])
})

test("a client's own mistakes count as failed only when that is wanted", () => {
  const graph = graphOf(
    [app('a'), app('b')],
    [{ source: 'a', target: 'b', ...http({ http: '4.00', http4xx: '4.00' }) }],
  )
  expect(sightGraph(graph, reading).edges[0]?.traffic?.errorsPerSecond).toBe(0)
  expect(sightGraph(graph, { countsClientErrors: true }).edges[0]?.traffic?.errorsPerSecond).toBe(4)
})

test('where only the share of failed requests is told, it is taken', () => {
  const graph = graphOf(
    [app('a'), app('b')],
    [{ source: 'a', target: 'b', ...http({ http: '8.00', httpPercentErr: '25.0' }) }],
  )
  expect(sightGraph(graph, reading).edges[0]?.traffic?.errorsPerSecond).toBe(2)
})

test('an edge without traffic is there, with a rate of 0, and one without numbers has none', () => {
  const graph = graphOf(
    [app('a'), app('b'), app('c')],
    [
      { source: 'a', target: 'b', ...http({ http: '0.00' }) },
      { source: 'a', target: 'c', traffic: { rates: { http: 'NaN' } } },
    ],
  )
  expect(sightGraph(graph, reading).edges.map(({ traffic }) => traffic)).toEqual([
    { layer: 'proxy', ratePerSecond: 0, errorsPerSecond: 0 },
    { layer: 'proxy' },
  ])
})

test('the protocols between two nodes are one edge, and bytes of TCP are no requests', () => {
  const tcp = { traffic: { protocol: 'tcp', rates: { tcp: '300.00' } } }
  const graph = graphOf(
    [app('a'), app('b')],
    [
      { source: 'a', target: 'b', ...tcp },
      { source: 'a', target: 'b', ...http({ http: '10.00' }) },
    ],
  )
  expect(sightGraph(graph, reading).edges).toMatchObject([
    { protocol: 'http,tcp', traffic: { layer: 'proxy', ratePerSecond: 10, bytesPerSecond: 300 } },
  ])
  const alone = sightGraph(graphOf([app('a'), app('b')], [{ source: 'a', target: 'b', ...tcp }]), reading)
  expect(alone.edges[0]?.traffic).toEqual({ layer: 'l4', bytesPerSecond: 300 })
})

test('what stands outside the mesh is external, what is refused there is denied, and nameless callers are left out', () => {
  const outside = { nodeType: 'service', cluster: 'unknown', namespace: 'unknown' }
  const { nodes, edges, caveats } = sightGraph(
    graphOf(
      [
        app('a'),
        { ...outside, id: 'hole', service: 'BlackHoleCluster' },
        {
          ...outside,
          id: 'pay',
          service: 'api.stripe.com',
          isServiceEntry: { location: 'MESH_EXTERNAL', hosts: ['api.stripe.com'] },
        },
        { id: 'who', nodeType: 'unknown', namespace: 'unknown', app: 'unknown' },
        { id: 'box', nodeType: 'box', isBox: 'app', app: 'a' },
      ],
      [
        { source: 'a', target: 'hole', ...http({ http: '3.00' }) },
        { source: 'who', target: 'a', ...http({ http: '9.00' }) },
        { source: 'a', target: 'nowhere', ...http({ http: '9.00' }) },
      ],
    ),
    reading,
  )
  expect(nodes.map(({ id, kind, ids }) => [id, kind, ids])).toEqual([
    ['shop/a', undefined, undefined],
    ['BlackHoleCluster', 'external', undefined],
    ['api.stripe.com', 'external', ['dns:api.stripe.com']],
  ])
  expect(edges).toMatchObject([{ source: 'shop/a', target: 'BlackHoleCluster', traffic: { deniedPerSecond: 3 } }])
  expect(edges[0]?.traffic).not.toHaveProperty('ratePerSecond')
  expect(caveats).toContain('Traffic from outside the mesh has no name in Kiali and is left out.')
})

test('idle and dead nodes and gateways say so', () => {
  const { nodes } = sightGraph(
    graphOf([
      app('idle', { isIdle: true }),
      app('dead', { isDead: true }),
      app('gate', { isGateway: { ingressInfo: {} } }),
    ]),
    reading,
  )
  expect(nodes).toMatchObject([
    { provenance: 'structure', labels: { kiali: 'no traffic' } },
    { provenance: 'observed', labels: { kiali: 'no pods' } },
    { kind: 'gateway' },
  ])
})

test('a service that leads to several workloads is the name of none of them', () => {
  const workload = (name: string, service: string) => {
    const destServices = [{ cluster: 'east', namespace: 'shop', name: service }]
    return { id: name, nodeType: 'workload', namespace: 'shop', workload: name, destServices }
  }
  const { nodes } = sightGraph(graphOf([workload('r-v1', 'r'), workload('r-v2', 'r'), workload('d-v1', 'd')]), reading)
  expect(nodes.map(({ ids }) => ids)).toEqual([
    ['workload:shop/r-v1'],
    ['workload:shop/r-v2'],
    ['svc:shop/d', 'workload:shop/d-v1'],
  ])
})

test('an app of two clusters is two nodes, each with its cluster in its id', () => {
  const destServices = [{ namespace: 'shop', name: 'a' }]
  const { nodes } = sightGraph(
    graphOf([app('a', { destServices }), app('a', { id: 'a2', cluster: 'west', destServices }), app('b')]),
    reading,
  )
  expect(nodes.map(({ id, cluster, ids }) => [id, cluster, ids])).toEqual([
    ['east/shop/a', 'east', ['svc:shop/a']],
    ['west/shop/a', 'west', ['svc:shop/a']],
    ['shop/b', 'east', undefined],
  ])
})

const goldens = ['app', 'versioned_app', 'workload', 'service', 'rates_none'] as const
interface Golden {
  readonly elements: {
    readonly nodes: readonly { readonly data: Readonly<Record<string, string>> }[]
    readonly edges: readonly {
      readonly data: {
        readonly source: string
        readonly target: string
        readonly traffic: { readonly rates: Readonly<Record<string, string>> }
      }
    }[]
  }
}

test.skipIf(!hasTopologySamples).each(goldens)(
  "Kiali's own golden %s graph gives its nodes, edges and rates",
  (name) => {
    const golden: Golden = JSON.parse(readTopologySample(`kiali/${name}_graph.json`).toString('utf8'))
    const { nodes, edges } = sightGraph(readGraph(golden), { countsClientErrors: true })
    const named = new Map(
      golden.elements.nodes.flatMap(({ data }) => {
        const part =
          data['nodeType'] === 'app' && data['version'] === undefined
            ? data['app']
            : (data['workload'] ?? data['service'])
        const isNamed = data['nodeType'] !== 'box' && part !== undefined && part !== 'unknown'
        return isNamed ? [[data['id'] ?? '', `${data['namespace']}/${part}`] as const] : []
      }),
    )
    expect(nodes.map(({ id }) => id).toSorted()).toEqual([...named.values()].toSorted())
    const expected = new Map<string, { rate: number; errors: number }>()
    for (const { data } of golden.elements.edges) {
      const [source, target] = [named.get(data.source), named.get(data.target)]
      if (source === undefined || target === undefined) continue
      const { rates } = data.traffic
      const rate = Number(rates['http'] ?? rates['grpc'] ?? 0)
      const errors = (rate * Number(rates['httpPercentErr'] ?? rates['grpcPercentErr'] ?? 0)) / 100
      const before = expected.get(`${source} ${target}`) ?? { rate: 0, errors: 0 }
      expected.set(`${source} ${target}`, { rate: before.rate + rate, errors: before.errors + errors })
    }
    expect(edges.map(({ source, target }) => `${source} ${target}`).toSorted()).toEqual([...expected.keys()].toSorted())
    for (const { source, target, traffic } of edges) {
      const { rate, errors } = expected.get(`${source} ${target}`) ?? { rate: NaN, errors: NaN }
      expect(traffic?.ratePerSecond ?? 0).toBeCloseTo(rate, 2)
      // Kiali rounds its percents to a tenth.
      expect(Math.abs((traffic?.errorsPerSecond ?? 0) - errors)).toBeLessThanOrEqual(0.001 * rate)
    }
  },
)

function configOf(url: string, more: Partial<KialiConfig> = {}): KialiConfig {
  return {
    ...topologySettings('kiali'),
    url: `${url}/kiali`,
    client: { headers: [] },
    namespaces: [],
    graph: 'app',
    windowMs: 300_000,
    countsClientErrors: false,
    ...more,
  }
}
const answer = {
  elements: { nodes: [{ data: app('a') }, { data: app('b') }], edges: [{ data: { source: 'a', target: 'b' } }] },
}

test('all namespaces that Kiali shows are asked for together', async () => {
  const kiali = await serve(({ path }) =>
    path === '/kiali/api/namespaces'
      ? { body: [{ name: 'shop', cluster: 'east' }, { name: 'shop', cluster: 'west' }, { name: 'pay' }] }
      : { body: answer },
  )
  const running = runTopology(configOf(kiali.url))
  const { sighting } = await running.next('seen')
  expect([sighting.nodes.length, sighting.edges.length]).toEqual([2, 1])
  const [, graph] = kiali.received
  expect(graph?.path).toBe('/kiali/api/namespaces/graph')
  expect(Object.fromEntries(graph?.parameters ?? [])).toMatchObject({
    namespaces: 'shop,pay',
    graphType: 'app',
    duration: '300s',
    includeIdleEdges: 'true',
  })
  expect(await running.source.probe()).toEqual({ ok: true, nodes: 2, edges: 1 })
})

test('only the namespaces that are named are asked for', async () => {
  const kiali = await serve(() => ({ body: { elements: { nodes: null, edges: null } } }))
  await runTopology(configOf(kiali.url, { namespaces: ['bookinfo'], graph: 'workload' })).next('seen')
  expect(kiali.received.map(({ parameters }) => parameters.get('namespaces'))).toEqual(['bookinfo'])
})

test('a Kiali that shows no namespace is a warning, not an empty world without a word', async () => {
  const kiali = await serve(() => ({ body: [] }))
  const { warnings } = await runTopology(configOf(kiali.url)).next('seen')
  expect(warnings).toEqual(['Kiali shows no namespace to this user.'])
})
