import type { SeenEdge, SeenNode, Sighting } from '@statusgraph/model'
import type { TopologySettings } from './topology-source.ts'

/**
 * Keeps a sighting within the limits of its source: the busiest edges stay, then the nodes that stand at an edge, in
 * the order they came. Edges whose ends did not stay go too. What is left out is counted, so that it can be said.
 */
export function limitSighting(
  sighting: Sighting,
  { maxNodes, maxEdges }: Pick<TopologySettings, 'maxNodes' | 'maxEdges'>,
): Sighting {
  const told = new Set(sighting.nodes.map(({ id }) => id))
  // An edge may name a node that nobody described: it counts, too.
  const implied = new Set(
    sighting.edges.flatMap(({ source, target }) => [source, target]).filter((id) => !told.has(id)),
  )
  if (told.size + implied.size <= maxNodes && sighting.edges.length <= maxEdges) return sighting
  const busiest = sighting.edges.toSorted((a, b) => busyness(b) - busyness(a)).slice(0, maxEdges)
  const kept = new Set<string>()
  const keep = (...ids: readonly string[]) => {
    const fresh = new Set(ids.filter((id) => !kept.has(id)))
    if (kept.size + fresh.size <= maxNodes) for (const id of fresh) kept.add(id)
  }
  for (const { source, target } of busiest) keep(source, target)
  for (const { id } of sighting.nodes) keep(id)
  const nodes = sighting.nodes.filter(({ id }: SeenNode) => kept.has(id))
  const edges = busiest.filter(({ source, target }) => kept.has(source) && kept.has(target))
  const before = sighting.leftOut ?? { nodes: 0, edges: 0 }
  return {
    ...sighting,
    nodes,
    edges,
    leftOut: {
      nodes: before.nodes + told.size + implied.size - kept.size,
      edges: before.edges + sighting.edges.length - edges.length,
    },
  }
}

function busyness({ traffic }: SeenEdge): number {
  // Bytes only break ties: no number of them outweighs a request.
  return (traffic?.ratePerSecond ?? 0) + 1 - 1 / (1 + (traffic?.bytesPerSecond ?? 0))
}
