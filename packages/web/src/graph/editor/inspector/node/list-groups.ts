import type { GraphDocument, GraphNode } from '@statusgraph/model'

/** A group that can be chosen, by its whole path: `Payments / Cards`. */
interface GroupOffer {
  readonly value: string
  readonly label: string
}

/** The groups that all of these nodes can stand in. */
export function listGroups(graph: GraphDocument, nodes: readonly GraphNode[]): readonly GroupOffer[] {
  const byId = indexOf(graph)
  const moved = new Set(nodes.map(({ id }) => id))
  return graph.nodes
    .filter((node) => node.kind === 'group' && !ancestry(byId, node).some((one) => moved.has(one.id)))
    .map((group) => ({ value: group.id, label: sayPath(byId, group) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
}

/** The path of one group; its id when it is not there. */
export function pathOf(graph: GraphDocument, id: string): string {
  const byId = indexOf(graph)
  const group = byId.get(id)
  return group === undefined ? id : sayPath(byId, group)
}

function indexOf(graph: GraphDocument): ReadonlyMap<string, GraphNode> {
  return new Map(graph.nodes.flatMap((node) => (node.kind === 'group' ? [[node.id, node] as const] : [])))
}

/** A group and those around it, outermost first. */
function ancestry(byId: ReadonlyMap<string, GraphNode>, group: GraphNode): readonly GraphNode[] {
  const found: GraphNode[] = []
  for (let up: GraphNode | undefined = group; up !== undefined && !found.includes(up);) {
    found.unshift(up)
    up = up.parent === undefined ? undefined : byId.get(up.parent)
  }
  return found
}

function sayPath(byId: ReadonlyMap<string, GraphNode>, group: GraphNode): string {
  return ancestry(byId, group)
    .map(({ name }) => name)
    .join(' / ')
}
