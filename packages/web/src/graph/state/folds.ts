import { collapseGroups } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { Point } from '../../map/index.ts'
import type { ViewState } from '../../routes/view-state.ts'
import type { Topology } from './neighbours.ts'

/** Which groups a viewer has opened and closed, against what the document says. */
export type Folds = Pick<ViewState, 'open' | 'closed'>

/**
 * The groups that are one node for this viewer: as the document says, but for those that the viewer opened or closed,
 * and those around what is selected, which is always to be seen.
 *
 * @param selected nodes, the two ends of an edge among them
 */
export function listClosed(
  graph: GraphDocument,
  topology: Topology,
  { open, closed }: Folds,
  selected: readonly string[],
): readonly string[] {
  const needed = new Set(selected.flatMap((id) => groupsAround(topology, id)))
  return graph.nodes.flatMap(({ id, kind, collapsed = false }) =>
    kind === 'group' && !needed.has(id) && !open.includes(id) && (collapsed || closed.includes(id)) ? [id] : [],
  )
}

/** The graph with exactly these groups collapsed; itself when it is so already. */
export function foldGraph(graph: GraphDocument, closed: ReadonlySet<string>): GraphDocument {
  let isSame = true
  const nodes = graph.nodes.map((node) => {
    const { collapsed = false, ...rest } = node
    if (node.kind !== 'group' || closed.has(node.id) === collapsed) return node
    isSame = false
    return collapsed ? rest : { ...node, collapsed: true }
  })
  return isSame ? graph : { ...graph, nodes }
}

/**
 * The document with one group collapsed or expanded, for everybody. What an automatic layout has placed keeps the place
 * where it is drawn: nobody could hold it there while it is hidden.
 */
export function foldGroup(
  graph: GraphDocument,
  group: string,
  isClosed: boolean,
  boxes: ReadonlyMap<string, Point>,
): GraphDocument {
  const closed = new Set(graph.nodes.flatMap(({ id, collapsed }) => (collapsed === true ? [id] : [])))
  if (isClosed) closed.add(group)
  else closed.delete(group)
  const nodes = graph.nodes.map((node) => {
    const box = node.kind === 'group' || node.position !== undefined ? undefined : boxes.get(node.id)
    return box === undefined ? node : { ...node, position: { x: Math.round(box.x), y: Math.round(box.y) } }
  })
  return foldGraph({ ...graph, nodes }, closed)
}

/** The groups that a viewer has to have open to see a node, added to those that are. */
export function openAround(topology: Topology, folds: Folds, id: string): Folds {
  return groupsAround(topology, id).reduce((now, group) => turnFold(topology, now, group, false), folds)
}

/** Closes or opens one group for this viewer. What the document says anyway is not noted. */
export function turnFold(topology: Topology, { open, closed }: Folds, group: string, isClosed: boolean): Folds {
  const isCollapsed = topology.byId.get(group)?.collapsed === true
  const rest = { open: open.filter((id) => id !== group), closed: closed.filter((id) => id !== group) }
  if (isClosed === isCollapsed) return rest
  return isClosed ? { ...rest, closed: [...rest.closed, group] } : { ...rest, open: [...rest.open, group] }
}

/** Whether a group is one card in a graph as it is seen. */
export function isClosedIn(graph: GraphDocument, group: string): boolean {
  const { nodes } = collapseGroups(graph).graph
  return nodes.some(({ id, kind, collapsed }) => id === group && kind === 'group' && collapsed === true)
}

/** Whether a node stands somewhere inside a group. */
export function isInside(topology: Topology, id: string, group: string): boolean {
  return groupsAround(topology, id).includes(group)
}

function groupsAround(topology: Topology, id: string): readonly string[] {
  const around: string[] = []
  for (
    let up = topology.byId.get(id)?.parent;
    up !== undefined && !around.includes(up);
    up = topology.byId.get(up)?.parent
  )
    around.push(up)
  return around
}
