import { findCycles } from '../graph/cycles.ts'
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { keepItems, mapItems, withElements, withField } from './fields.ts'
import { indexNodes } from './tree.ts'

/** The parent that a node had in an older document, to climb past a group that is gone. */
export type FormerParent = (id: string) => string | undefined

/**
 * Makes a graph whole after elements went or changed: whoever stood in a group that is gone, or is none any more,
 * stands in the next one around it; no group is inside itself; edges without both ends go, and edges let go of ports
 * that are gone. The very same graph when nothing is amiss.
 */
export function mendStructure(graph: GraphDocument, formerParentOf: FormerParent = () => undefined): GraphDocument {
  const byId = new Map(indexNodes(graph))
  const housed = mapItems(graph.nodes, (node) => {
    if (node.parent === undefined || byId.get(node.parent)?.kind === 'group') return node
    return withField(node, 'parent', findGroup(node, byId, formerParentOf))
  })
  for (const node of housed) byId.set(node.id, node)
  const loose = new Set(findCycles(housed, byId).map((cycle) => cycle[0]))
  const nodes = mapItems(housed, (node) => (loose.has(node.id) ? withField(node, 'parent', undefined) : node))
  return mendEdges(withElements(graph, nodes), byId)
}

/** Edges without both ends go, and edges let go of ports that their node lacks. */
export function mendEdges(
  graph: GraphDocument,
  byId: ReadonlyMap<string, GraphNode> = indexNodes(graph),
): GraphDocument {
  const whole = keepItems(graph.edges, (edge) => byId.has(edge.source) && byId.has(edge.target))
  const edges = mapItems(whole, (edge) =>
    letGoOfPorts(letGoOfPorts(edge, byId.get(edge.source)), byId.get(edge.target)),
  )
  return withElements(graph, graph.nodes, edges)
}

/** The edge at a node, without the ports that the node lacks. */
export function letGoOfPorts(edge: GraphEdge, node: GraphNode | undefined): GraphEdge {
  const isSourceLost = edge.source === node?.id && !hasPort(node, edge.sourcePort)
  const isTargetLost = edge.target === node?.id && !hasPort(node, edge.targetPort)
  const freed = isSourceLost ? withField(edge, 'sourcePort', null) : edge
  return isTargetLost ? withField(freed, 'targetPort', null) : freed
}

/** Whether a node has a port; no port at all is always there. */
export function hasPort(node: GraphNode | undefined, port: string | null): boolean {
  return port === null || node?.ports?.some(({ id }) => id === port) === true
}

function findGroup(
  node: GraphNode,
  byId: ReadonlyMap<string, GraphNode>,
  formerParentOf: FormerParent,
): string | undefined {
  const passed = new Set([node.id])
  let up = node.parent
  while (up !== undefined && !passed.has(up)) {
    const found = byId.get(up)
    if (found?.kind === 'group') return up
    passed.add(up)
    up = found === undefined ? formerParentOf(up) : found.parent
  }
  return undefined
}
