import type {
  EdgeStatus,
  GraphDocument,
  Provenance,
  TopologyEdge,
  TopologyNode,
  TopologyState,
} from '@statusgraph/model'
import type { MapTopology } from '@statusgraph/web'
import { Listeners } from './listeners.ts'

const provenance: readonly Provenance[] = [
  {
    source: 'traces',
    kind: 'observed',
    state: 'live',
    firstSeen: '2026-11-22T09:00:00.000Z',
    lastSeen: new Date(Date.now() - 12 * 60_000).toISOString(),
  },
]

/** A small store of what discovery knows, for pages that show a map without a server. */
export class MemoryTopology extends Listeners implements MapTopology {
  readonly #nodes: Map<string, TopologyNode>
  readonly #edges: Map<string, TopologyEdge>

  constructor(nodes: Map<string, TopologyNode>, edges: Map<string, TopologyEdge>) {
    super()
    this.#nodes = nodes
    this.#edges = edges
  }

  node(id: string): TopologyNode | undefined {
    return this.#nodes.get(id)
  }

  edge(id: string): TopologyEdge | undefined {
    return this.#edges.get(id)
  }

  apply(edges: ReadonlyMap<string, TopologyEdge>): void {
    for (const [id, edge] of edges) this.#edges.set(id, edge)
    this.tell([...edges.keys()])
  }
}

/** Every state and every width, in turn, on the edges of a graph. */
export function shopTopology(graph: GraphDocument): MemoryTopology {
  const states: readonly TopologyState[] = ['live', 'live', 'live', 'live', 'idle', 'stale', 'frozen', 'missing']
  const edges = graph.edges.map(({ id, source, target }, at): TopologyEdge => {
    const state = states[at % states.length] ?? 'live'
    const ratePerSecond = state === 'idle' ? 0 : 0.4 * 9 ** (at % 5)
    const traffic = {
      layer: 'server',
      source: 'traces',
      ratePerSecond,
      errorsPerSecond: at % 4 === 1 ? ratePerSecond * 0.021 : 0,
      p95Seconds: 0.004 * 3 ** (at % 6),
      ...(at % 11 === 3 ? { deniedPerSecond: 1.5 } : {}),
    } as const
    return {
      id,
      source,
      target,
      state,
      drawn: true,
      provenance,
      ...(state === 'missing' ? {} : { traffic }),
      ...(at % 9 === 8 ? { undirected: true } : {}),
    }
  })
  const nodes = graph.nodes.map(({ id, name }, at): TopologyNode => ({
    id,
    name,
    state: at % 7 === 3 ? 'missing' : at % 7 === 5 ? 'stale' : 'live',
    drawn: at % 4 !== 2,
    provenance,
  }))
  return new MemoryTopology(
    new Map(nodes.map((node) => [node.id, node])),
    new Map(edges.map((edge) => [edge.id, edge])),
  )
}

/** Edges past their thresholds, as the server would judge them. */
export function shopEdgeStatuses(graph: GraphDocument): ReadonlyMap<string, EdgeStatus> {
  const lamps = ['ok', 'critical', 'ok', 'ok', 'warning'] as const
  return new Map(
    graph.edges.map(({ id }, at) => [id, { lamp: lamps[at % lamps.length] ?? 'ok', overlays: [], reasons: [] }]),
  )
}
