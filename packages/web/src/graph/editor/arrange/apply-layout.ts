import { arrangeNodes, placeNodes } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { placeDrawn, readDrawn } from '../../../map/index.ts'
import type { Box, Point } from '../../../map/index.ts'
import { holdPlaces } from '../canvas/hold-places.ts'

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
  const { graph: after } = readDrawn(applyLayout(graph, points, drawn, boxes), boxes)
  return placeDrawn(after, () => new Map()).boxes
}
