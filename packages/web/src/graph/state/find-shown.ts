import type { GraphDocument, NodeStatus } from '@statusgraph/model'
import { isStale } from '@statusgraph/picture'
import { matchesSearch, parseSearch } from '../../parts/search.ts'
import type { LampFilter, ViewState } from '../../routes/view-state.ts'
import { findWithin } from './neighbours.ts'
import type { Topology } from './neighbours.ts'
import { sectionOf } from './problems.ts'

type Filters = Pick<ViewState, 'search' | 'lamps' | 'problemsOnly' | 'hops' | 'node'>

/** Whether anything narrows the view at all. */
function isFiltered({ search, lamps, problemsOnly, hops, node }: Filters): boolean {
  return search.trim() !== '' || lamps.length > 0 || problemsOnly || (hops > 0 && node !== undefined)
}

/** The ids of the nodes that pass every filter, without the groups around them; undefined when nothing is filtered. */
export function findShown(
  graph: GraphDocument,
  topology: Topology,
  statusOf: (id: string) => NodeStatus | undefined,
  filters: Filters,
): ReadonlySet<string> | undefined {
  if (!isFiltered(filters)) return undefined
  const terms = parseSearch(filters.search)
  const near =
    filters.hops > 0 && filters.node !== undefined ? findWithin(topology, filters.node, filters.hops) : undefined
  // A lamp filter asks for nodes; the group of one would light up its calm neighbours as well.
  const isAboutLamps = filters.lamps.length > 0 || filters.problemsOnly || terms.some(({ field }) => field === 'status')
  const shown = new Set<string>()
  for (const node of graph.nodes) {
    if (near !== undefined && !near.has(node.id)) continue
    const status = statusOf(node.id)
    if (isAboutLamps && node.kind === 'group') continue
    if (filters.lamps.length > 0 && !filters.lamps.some((lamp) => passes(lamp, status))) continue
    if (filters.problemsOnly && !isProblem(status)) continue
    if (!matchesSearch(terms, node, status)) continue
    shown.add(node.id)
  }
  return shown
}

function passes(filter: LampFilter, status: NodeStatus | undefined): boolean {
  if (filter === 'stale') return isStale(status)
  if (filter === 'ok') return sectionOf(status) === undefined
  return (status?.lamp ?? 'unknown') === filter
}

function isProblem(status: NodeStatus | undefined): boolean {
  const section = sectionOf(status)
  return section === 'critical' || section === 'warning' || section === 'stale'
}
