import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'

/** Who hangs on whom, looked up by node. */
export interface Topology {
  readonly byId: ReadonlyMap<string, GraphNode>
  /** Edges that leave the node: what it depends on. */
  readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>
  /** Edges that come in: who depends on it. */
  readonly incoming: ReadonlyMap<string, readonly GraphEdge[]>
  readonly members: ReadonlyMap<string, readonly GraphNode[]>
}

export function readTopology(graph: GraphDocument): Topology {
  return {
    byId: new Map(graph.nodes.map((node) => [node.id, node])),
    outgoing: Map.groupBy(graph.edges, (edge) => edge.source),
    incoming: Map.groupBy(graph.edges, (edge) => edge.target),
    members: Map.groupBy(
      graph.nodes.filter((node) => node.parent !== undefined),
      (node) => node.parent ?? '',
    ),
  }
}

export interface Neighbour {
  readonly node: GraphNode
  /** The labels of the edges between. */
  readonly labels: readonly string[]
  readonly edges: readonly GraphEdge[]
}

/** Each neighbour once, in the order of the document, whatever the number of edges between. */
export function neighboursOf(topology: Topology, id: string, side: 'outgoing' | 'incoming'): readonly Neighbour[] {
  const between = Map.groupBy(topology[side].get(id) ?? [], (edge) => (side === 'outgoing' ? edge.target : edge.source))
  return [...between].flatMap(([other, edges]) => {
    const node = topology.byId.get(other)
    const labels = new Set(edges.flatMap(({ label }) => (label === undefined || label === '' ? [] : [label])))
    return node === undefined ? [] : [{ node, labels: [...labels], edges }]
  })
}

/** The node, everything up to so many edges away in either direction, and the groups around all of it. */
export function findWithin(topology: Topology, id: string, hops: number): ReadonlySet<string> {
  const found = new Set([id])
  let edge = [id]
  for (let step = 0; step < hops; step++) {
    const next: string[] = []
    for (const at of edge) {
      const others = [
        ...(topology.outgoing.get(at) ?? []).map(({ target }) => target),
        ...(topology.incoming.get(at) ?? []).map(({ source }) => source),
        ...(topology.members.get(at) ?? []).map((member) => member.id),
      ]
      for (const other of others) {
        if (found.has(other)) continue
        found.add(other)
        next.push(other)
      }
    }
    edge = next
  }
  return withGroups(topology, found)
}

/** Some nodes together with the groups they stand in, so that a picture of them keeps its frames. */
export function withGroups(topology: Topology, ids: Iterable<string>): ReadonlySet<string> {
  const start = [...ids]
  const all = new Set(start)
  for (const id of start) {
    let parent = topology.byId.get(id)?.parent
    while (parent !== undefined && !all.has(parent)) {
      all.add(parent)
      parent = topology.byId.get(parent)?.parent
    }
  }
  return all
}
