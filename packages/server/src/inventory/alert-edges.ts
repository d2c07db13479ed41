import { findNamedEdges, type GraphDocument, type KnownAlert, type World } from '@statusgraph/model'
import type { EdgeReference } from '@statusgraph/protocol'
import type { LiveGraph } from '../pipeline/live-graphs.ts'

/** The edges of which an alert names both ends, in every graph. */
export function findAlertEdges(
  { alert }: KnownAlert,
  graphs: readonly LiveGraph[],
  { mapping }: World,
): readonly EdgeReference[] {
  const pairs = mapping.topology.edgeLabels
  return graphs.flatMap(({ info, shown, view }) => {
    const named = findNamedEdges(shown, view, alert.labels, pairs)
    if (named.length === 0) return []
    const ids = new Set(named.map(({ edge }) => edge))
    return shown.edges.flatMap((edge) =>
      ids.has(edge.id) ? [{ graph: info.id, edge: edge.id, name: nameEnds(shown, edge) }] : [],
    )
  })
}

function nameEnds({ nodes }: GraphDocument, { source, target }: GraphDocument['edges'][number]): string {
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id
  return `${nameOf(source)} → ${nameOf(target)}`
}
