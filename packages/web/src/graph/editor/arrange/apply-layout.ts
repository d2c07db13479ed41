import { arrangeNodes, collapseGroups, placeNodes } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { placeDrawn } from '../../../map/index.ts'
import type { Box, Point } from '../../../map/index.ts'
import { holdPlaces } from '../canvas/hold-places.ts'

/** The graph as the map shows it: a group that has a box while none of its members has one is closed. */
export function readDrawn(graph: GraphDocument, boxes: ReadonlyMap<string, Box>): GraphDocument {
  const open = new Set(graph.nodes.flatMap(({ id, parent }) => (boxes.has(id) && parent !== undefined ? [parent] : [])))
  const occupied = new Set(graph.nodes.map(({ parent }) => parent))
  const byDocument = new Set(graph.nodes.flatMap(({ id, collapsed }) => (collapsed === true ? [id] : [])))
  return collapseGroups(graph, (id) => (occupied.has(id) ? !open.has(id) : byDocument.has(id))).graph
}

/**
 * The document with new places. Nodes that are gone by now are left out; a closed group takes its members along, so
 * that it stands in the same place when it is opened. What an automatic layout had placed stays where it was drawn.
 *
 * @param drawn the graph as it was drawn when the layout began, and `boxes` where
 */
export function applyLayout(
  graph: GraphDocument,
  points: ReadonlyMap<string, Point>,
  drawn: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
): GraphDocument {
  const closed = new Set(drawn.nodes.flatMap((node) => (node.kind === 'group' && node.collapsed ? [node.id] : [])))
  const [moved, placed] = [new Map<string, Point>(), new Map<string, Point>()]
  for (const [id, point] of points) (closed.has(id) ? moved : placed).set(id, point)
  return arrangeNodes(placeNodes(holdPlaces(graph, boxes), placed), boxes, moved)
}

/** Where everything will be drawn after a layout. */
export function foreseeBoxes(
  graph: GraphDocument,
  points: ReadonlyMap<string, Point>,
  drawn: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
): ReadonlyMap<string, Box> {
  const after = readDrawn(applyLayout(graph, points, drawn, boxes), boxes)
  return placeDrawn(after, () => new Map()).boxes
}
