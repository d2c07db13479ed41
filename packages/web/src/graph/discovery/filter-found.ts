import type { TopologyEdge, TopologyNode, TopologyView } from '@statusgraph/model'
import type { FoundFilters } from '../../routes/view-state.ts'

/** Whether anything of what was discovered is left out. */
export function isFilteringFound({ namespaces, sources, hiddenStates, minRatePerSecond }: FoundFilters): boolean {
  return namespaces.length > 0 || sources.length > 0 || hiddenStates.length > 0 || minRatePerSecond > 0
}

/** How somebody who asks for things without a namespace writes that. */
export const noNamespace = '-'

/**
 * What is left of what was discovered when somebody wants to see less of it. What people drew always stays: a filter of
 * finds hides no drawing.
 */
export function filterFound(view: TopologyView, filters: FoundFilters): TopologyView {
  if (!isFilteringFound(filters)) return view
  const { namespaces, sources, hiddenStates, minRatePerSecond } = filters
  const passes = ({ provenance, state, drawn }: TopologyNode | TopologyEdge): boolean =>
    drawn === true ||
    ((sources.length === 0 || provenance.some(({ source }) => sources.includes(source))) &&
      !hiddenStates.some((hidden) => hidden === state))
  const isInPlace = ({ namespace, drawn }: TopologyNode): boolean =>
    drawn === true || namespaces.length === 0 || namespaces.includes(namespace ?? noNamespace)

  const nodes: Record<string, TopologyNode> = Object.create(null)
  for (const node of Object.values(view.nodes)) if (passes(node) && isInPlace(node)) nodes[node.id] = node
  const edges: Record<string, TopologyEdge> = Object.create(null)
  const busy = new Set<string>()
  for (const edge of Object.values(view.edges)) {
    const isBusy = edge.drawn === true || (edge.traffic?.ratePerSecond ?? 0) >= minRatePerSecond
    if (!isBusy || !passes(edge) || nodes[edge.source] === undefined || nodes[edge.target] === undefined) continue
    edges[edge.id] = edge
    busy.add(edge.source).add(edge.target)
  }
  // Whoever asks for traffic does not ask for what has none.
  if (minRatePerSecond > 0)
    for (const { id, drawn } of Object.values(nodes)) if (drawn !== true && !busy.has(id)) delete nodes[id]
  return { ...view, nodes, edges }
}

/** How many nodes discovery adds to what people drew. */
export function countFound({ nodes }: TopologyView): number {
  return Object.values(nodes).filter(({ drawn }) => drawn !== true).length
}

/** The namespaces of what was discovered, with how many nodes stand in each. */
export function listNamespaces({ nodes }: TopologyView): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { namespace = noNamespace, drawn } of Object.values(nodes))
    if (drawn !== true) counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }))
}
