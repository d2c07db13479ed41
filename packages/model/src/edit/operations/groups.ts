import type { GraphDocument, GraphNode } from '../../graph/document.ts'
import { mapItems, withElements, withField } from '../fields.ts'
import { ancestorsOf, findOutermost, indexNodes } from '../tree.ts'
import { addNodes, removeElements } from './nodes.ts'

/**
 * Puts nodes into a group, or out of all groups. Who stands in a group that is chosen too stays in that group. A group
 * is never put into itself or into one of its own.
 */
export function setParent(graph: GraphDocument, ids: Iterable<string>, parent: string | undefined): GraphDocument {
  const byId = indexNodes(graph)
  if (parent !== undefined && byId.get(parent)?.kind !== 'group') return graph
  const barred = new Set(parent === undefined ? [] : [parent, ...ancestorsOf(byId, parent)])
  const moved = new Set(findOutermost(byId, ids).filter((id) => !barred.has(id)))
  const nodes = mapItems(graph.nodes, (node) => (moved.has(node.id) ? withField(node, 'parent', parent) : node))
  return withElements(graph, nodes)
}

/** Puts a new group around nodes, in the innermost group that holds them all. */
export function wrapNodes(graph: GraphDocument, ids: Iterable<string>, group: GraphNode): GraphDocument {
  const byId = indexNodes(graph)
  const wrapped = findOutermost(byId, ids)
  if (wrapped.length === 0 || byId.has(group.id)) return graph
  const around = withField(withField(group, 'kind', 'group'), 'parent', findCommonParent(byId, wrapped))
  const grouped = addNodes(graph, [around])
  return grouped === graph ? graph : setParent(grouped, wrapped, group.id)
}

/** Takes a group away and leaves its members in the group around it. Edges of the group itself go. */
export function unwrapGroup(graph: GraphDocument, id: string): GraphDocument {
  const group = graph.nodes.find((node) => node.id === id)
  if (group?.kind !== 'group') return graph
  const nodes = mapItems(graph.nodes, (node) => (node.parent === id ? withField(node, 'parent', group.parent) : node))
  return removeElements(withElements(graph, nodes), { nodes: [id] })
}

function findCommonParent(byId: ReadonlyMap<string, GraphNode>, ids: readonly string[]): string | undefined {
  const [first = [], ...others] = ids.map((id) => ancestorsOf(byId, id))
  const shared = others.map((ancestors) => new Set(ancestors))
  return first.find((up) => shared.every((ancestors) => ancestors.has(up)))
}
