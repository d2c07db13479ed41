import { isSameService, servicesOf, updateNode } from '@statusgraph/model'
import type { BindingProposal, GraphDocument, GraphNode } from '@statusgraph/model'

/** The services that somebody chose, by node. */
export type ChosenServices = ReadonlyMap<string, string>

/** A node and what it may stand for. */
export interface BindingRow {
  readonly node: GraphNode
  /** The service that it has already, by its name or its list. */
  readonly bound: string | undefined
  readonly best: BindingProposal | undefined
}

export type RowSort = 'likely' | 'perhaps' | 'none' | 'bound'

/** The rows of a graph, those first that need a look: likely ones, doubtful ones, nodes like nothing, then the bound. */
export function listRows(
  graph: GraphDocument,
  proposals: ReadonlyMap<string, readonly BindingProposal[]>,
): readonly BindingRow[] {
  const rows = graph.nodes
    .filter(({ kind }) => kind !== 'group')
    .map((node): BindingRow => {
      const [best] = proposals.get(node.id) ?? []
      const isBound = best?.confidence === 'exact' && servicesOf(node).some((one) => isSameService(one, best.service))
      return { node, bound: isBound ? best.service : undefined, best }
    })
  return order.flatMap((sort) => rows.filter((row) => sortOf(row) === sort))
}

const order: readonly RowSort[] = ['likely', 'perhaps', 'none', 'bound']

export function sortOf({ bound, best }: BindingRow): RowSort {
  if (bound !== undefined) return 'bound'
  if (best === undefined) return 'none'
  return best.confidence === 'perhaps' ? 'perhaps' : 'likely'
}

/** Every proposal that is good enough to be taken without a look at each. */
export function chooseGood(rows: readonly BindingRow[]): ChosenServices {
  return new Map(
    rows.flatMap((row) =>
      sortOf(row) === 'likely' && row.best !== undefined ? [[row.node.id, row.best.service] as const] : [],
    ),
  )
}

/** The graph with the chosen services; a node that is bound to its service by name needs no list. */
export function bindNodes(graph: GraphDocument, chosen: ChosenServices): GraphDocument {
  let bound = graph
  for (const [id, service] of chosen) {
    const node = bound.nodes.find((one) => one.id === id)
    if (node === undefined || servicesOf(node).some((one) => isSameService(one, service))) continue
    bound = updateNode(bound, id, { services: [service] })
  }
  return bound
}
