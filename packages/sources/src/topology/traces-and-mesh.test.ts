import {
  canonicalId,
  createTopology,
  receiveTopology,
  viewTopology,
  type SeenEdge,
  type Sighting,
  type TopologyRules,
} from '@statusgraph/model'
import { describe, expect, test } from 'vitest'
import { hasTopologySamples, readTopologySample } from '../testing/topology-samples.ts'
import { edgesOf, readBatch } from './otlp/testing.ts'

interface Vectors {
  readonly queries: readonly {
    readonly query: string
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>
      readonly value: readonly [number, string]
    }[]
  }[]
}

/** What the proxies of the mesh counted, by service; the server's word where there is one. */
function readMesh(): Sighting {
  const { queries }: Vectors = JSON.parse(readTopologySample('kiali/bookinfo.vectors.json').toString())
  const edges = new Map<string, SeenEdge>()
  for (const [reporter, layer] of [
    ['destination', 'server'],
    ['source', 'client'],
  ] as const) {
    const counted = new Map<string, SeenEdge>()
    const rows = queries
      .filter(({ query }) => query.includes('istio_requests_total') && query.includes(`reporter="${reporter}"`))
      .flatMap(({ result }) => result)
    for (const { metric, value } of rows) {
      const end = (namespace: string, name: string) =>
        canonicalId({ namespace: metric[namespace], name: metric[name] ?? '' })
      const source = end('source_workload_namespace', 'source_canonical_service')
      const target = end('destination_service_namespace', 'destination_canonical_service')
      const { ratePerSecond = 0 } = counted.get(`${source}→${target}`)?.traffic ?? {}
      const traffic = { layer, ratePerSecond: ratePerSecond + Number(value[1]) }
      counted.set(`${source}→${target}`, { source, target, provenance: 'observed', traffic })
    }
    for (const [id, edge] of counted) if (!edges.has(id)) edges.set(id, edge)
  }
  return { nodes: [], edges: [...edges.values()] }
}

/** The calls of one recorded trace of the same system, as if they were made every second. */
function readTrace(): Sighting {
  // A trace as Tempo gives it out: spans as in OTLP, under another name.
  const { batches }: { batches: unknown } = JSON.parse(readTopologySample('jaeger/trace.json').toString())
  const edges = [...edgesOf([readBatch({ resourceSpans: batches })])].map(([key, { requests }]): SeenEdge => {
    const [, source = '', target = ''] = /^(.*) → (.*) \(.*\)$/.exec(key) ?? []
    return { source, target, provenance: 'observed', traffic: { layer: 'client', ratePerSecond: requests } }
  })
  return { nodes: [], edges }
}

describe.skipIf(!hasTopologySamples)('one system, seen by its traces and by its mesh', () => {
  const at = { monoMs: 0, wallMs: Date.UTC(2026, 10, 22) }
  const see = (rules: TopologyRules) => {
    const sightings = { traces: readTrace(), mesh: readMesh() }
    let topology = createTopology(
      Object.keys(sightings).map((name) => ({
        name,
        kind: 'prometheus',
        detail: name,
        priority: 0,
        forgetAfterMs: 86_400_000,
      })),
    )
    for (const [source, sighting] of Object.entries(sightings))
      topology = receiveTopology(topology, { kind: 'seen', source, at, intervalMs: 30_000, sighting, warnings: [] })
    return viewTopology(topology, { rules }, at)
  }
  const services = ['productpage', 'reviews', 'details', 'ratings']
  const aliases = services.map((name) => ({ from: `${name}.bookinfo`, to: `bookinfo/${name}` }))

  test('is two systems as long as nobody says what is the same, which is suggested', () => {
    const { edges, suggestions } = see({})
    for (const { from, to } of aliases) expect(suggestions).toContainEqual(expect.objectContaining({ from, to }))
    expect(edges['productpage.bookinfo→reviews.bookinfo']?.provenance.map(({ source }) => source)).toEqual(['traces'])
    expect(edges['bookinfo/productpage→bookinfo/reviews']?.provenance.map(({ source }) => source)).toEqual(['mesh'])
  })

  test('is one with aliases, and no request is counted twice', () => {
    const alone = see({ sources: ['mesh'] })
    const together = see({ aliases })
    expect(Object.keys(together.nodes).filter((id) => id.endsWith('.bookinfo'))).toEqual([])
    for (const target of ['reviews', 'details']) {
      const id = `bookinfo/productpage→bookinfo/${target}`
      expect(together.edges[id]?.provenance.map(({ source }) => source).toSorted()).toEqual(['mesh', 'traces'])
      expect(together.edges[id]?.traffic).toEqual({ ...alone.edges[id]?.traffic, source: 'mesh', layer: 'server' })
    }
    expect(together.edges['bookinfo/productpage→bookinfo/reviews']?.traffic?.ratePerSecond).toBe(60)
    // What only the traces saw is told by them.
    expect(Object.values(together.edges).filter(({ traffic }) => traffic?.source === 'traces')).not.toEqual([])
  })

  test('shows neither who calls without a name nor calls to oneself', () => {
    const { nodes, edges } = see({ aliases })
    expect(Object.keys(nodes).filter((id) => id.includes('unknown'))).toEqual([])
    expect(Object.values(edges).filter(({ source, target }) => source === target)).toEqual([])
  })
})
