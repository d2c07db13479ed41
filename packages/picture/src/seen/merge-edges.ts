import type { TopologyEdge, Traffic } from '@statusgraph/model'
import type { MapTopology } from './map-topology.ts'

/** A topology with the edges that stand for others: their numbers together, and the most lively of their states. */
export function mergeTopology(topology: MapTopology, merged: ReadonlyMap<string, readonly string[]>): MapTopology {
  if (merged.size === 0 || topology === undefined) return topology
  const last = new Map<string, { readonly edges: readonly TopologyEdge[]; readonly merged: TopologyEdge | undefined }>()
  const standsIn = new Map([...merged].flatMap(([id, behind]) => behind.map((one) => [one, id] as const)))
  return {
    node: (id) => topology.node(id),
    edge(id) {
      const behind = merged.get(id)
      if (behind === undefined) return topology.edge(id)
      const edges = behind.flatMap((one) => topology.edge(one) ?? [])
      // The same answer until one of them changed: whoever draws by it would draw without end.
      const known = last.get(id)
      if (known?.edges.length === edges.length && known.edges.every((edge, at) => edge === edges[at]))
        return known.merged
      const mergedEdge = mergeEdges(id, edges)
      last.set(id, { edges, merged: mergedEdge })
      return mergedEdge
    },
    subscribe(id, onChange) {
      const stops = [id, ...(merged.get(id) ?? [])].map((one) => topology.subscribe(one, onChange))
      return () => {
        for (const stop of stops) stop()
      }
    },
    subscribeAll: (onChange) =>
      topology.subscribeAll((ids) => {
        const all = new Set<string>()
        for (const id of ids) all.add(standsIn.get(id) ?? id)
        onChange(all)
      }),
  }
}

const lively = ['live', 'frozen', 'undeclared', 'idle', 'stale', 'missing'] as const

/** Several edges as one; undefined when nothing is known of any. */
export function mergeEdges(id: string, edges: readonly TopologyEdge[]): TopologyEdge | undefined {
  const [first, ...others] = edges
  if (first === undefined || others.length === 0) return first === undefined ? undefined : { ...first, id }
  const { label: _, traffic: __, undirected: ___, ...rest } = first
  const traffic = addTraffic(edges.flatMap((edge) => edge.traffic ?? []))
  return {
    ...rest,
    id,
    state: lively.find((state) => edges.some((edge) => edge.state === state)) ?? first.state,
    ...(edges.every(({ undirected }) => undirected === true) ? { undirected: true } : {}),
    ...(traffic === undefined ? {} : { traffic: { ...traffic, source: first.traffic?.source ?? '' } }),
    provenance: edges.flatMap(({ provenance }) => provenance),
  }
}

/** Rates of different edges add up; of their latencies the slowest speaks for all, because percentiles have no sum. */
function addTraffic(all: readonly Traffic[]): Traffic | undefined {
  const [first] = all
  if (first === undefined) return undefined
  const sum = (read: (traffic: Traffic) => number | undefined): number | undefined => {
    const known = all.flatMap((traffic) => read(traffic) ?? [])
    return known.length === 0 ? undefined : known.reduce((total, one) => total + one, 0)
  }
  const most = (read: (traffic: Traffic) => number | undefined): number | undefined => {
    const known = all.flatMap((traffic) => read(traffic) ?? [])
    return known.length === 0 ? undefined : Math.max(...known)
  }
  const health = all.flatMap((traffic) => traffic.health ?? [])
  return {
    layer: first.layer,
    ...given(
      'ratePerSecond',
      sum(({ ratePerSecond }) => ratePerSecond),
    ),
    ...given(
      'errorsPerSecond',
      sum(({ errorsPerSecond }) => errorsPerSecond),
    ),
    ...given(
      'p50Seconds',
      most(({ p50Seconds }) => p50Seconds),
    ),
    ...given(
      'p95Seconds',
      most(({ p95Seconds }) => p95Seconds),
    ),
    ...given(
      'bytesPerSecond',
      sum(({ bytesPerSecond }) => bytesPerSecond),
    ),
    ...given(
      'deniedPerSecond',
      sum(({ deniedPerSecond }) => deniedPerSecond),
    ),
    ...given('health', health.length === 0 ? undefined : Math.min(...health)),
  }
}

function given<Key extends keyof Traffic>(key: Key, value: number | undefined): Partial<Record<Key, number>> {
  const record: Partial<Record<Key, number>> = {}
  if (value !== undefined) record[key] = value
  return record
}
