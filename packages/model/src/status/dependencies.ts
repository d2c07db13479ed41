import type { GraphDocument, GraphEdge } from '../graph/document.ts'
import type { TopologyView } from '../topology/view.ts'

/** Who depends on whom, as far as trouble travels. */
export interface Dependencies {
  /** What a node depends on. A group depends on its members: it is well when they are. */
  readonly down: ReadonlyMap<string, readonly string[]>
  /** Who depends on a node: those that use it, and the group it stands in. */
  readonly up: ReadonlyMap<string, readonly string[]>
  /** The group that a node stands in. */
  readonly parents: ReadonlyMap<string, string>
}

/** The dependencies that a graph tells of, without those that discovery does not bear out. */
export function findDependencies(graph: GraphDocument, topology?: TopologyView): Dependencies {
  const down = new Map<string, string[]>()
  const up = new Map<string, string[]>()
  const parents = new Map<string, string>()
  const tie = (from: string, to: string): void => {
    append(down, from, to)
    append(up, to, from)
  }
  for (const edge of graph.edges) if (isBorneOut(edge, topology)) tie(edge.source, edge.target)
  for (const { id, parent } of graph.nodes) {
    if (parent === undefined) continue
    parents.set(id, parent)
    tie(parent, id)
  }
  return { down, up, parents }
}

/**
 * Whether trouble travels along an edge. Not along one without a direction: nobody knows who uses whom. Not along one
 * that is missing: whoever should see it in use does not, so it is a plan or a memory. Of a discovered edge that nobody
 * has seen for long the same holds; but one that a person drew stays a dependency when its requests stop, for they may
 * have stopped because of the trouble.
 */
function isBorneOut({ id }: GraphEdge, topology: TopologyView | undefined): boolean {
  const seen = topology !== undefined && Object.hasOwn(topology.edges, id) ? topology.edges[id] : undefined
  if (seen === undefined) return true
  if (seen.undirected === true && seen.drawn !== true) return false
  return seen.state !== 'missing' && (seen.state !== 'stale' || seen.drawn === true)
}

function append(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [id])
  else list.push(id)
}
