import { collapseGroups } from '@statusgraph/model'
import type { CollapsedGraph, GraphDocument } from '@statusgraph/model'
import { centreOf, placeGroups, placeNodes, sizeNode } from '@statusgraph/layout'
import type { Box, LayOut } from '@statusgraph/layout'

/** A graph as it is drawn, its closed groups one card each, and where everything in it stands. */
export interface DrawnGraph extends CollapsedGraph {
  readonly boxes: ReadonlyMap<string, Box>
}

/** A graph as a picture shows it: a group that has a box there while none of its members has one is closed. */
export function readDrawn(graph: GraphDocument, boxes: ReadonlyMap<string, Box>): CollapsedGraph {
  const occupied = new Set(graph.nodes.map(({ parent }) => parent))
  const open = new Set(graph.nodes.flatMap(({ id, parent }) => (boxes.has(id) && parent !== undefined ? [parent] : [])))
  const byDocument = new Set(graph.nodes.flatMap(({ id, collapsed }) => (collapsed === true ? [id] : [])))
  return collapseGroups(graph, (id) => (occupied.has(id) ? !open.has(id) : byDocument.has(id)))
}

/**
 * Places a graph and closes its collapsed groups. A closed group's card stands in the middle of where its frame would
 * be, and nothing else moves for it: opened again, everything is as before.
 *
 * @param options `keepsFrames`: a closed group's card is as large as its frame, for graphs of so many groups that
 * cards would be dots with nothing between them
 */
export function placeDrawn(graph: GraphDocument, layOut: LayOut, { keepsFrames = false } = {}): DrawnGraph {
  const collapsed = collapseGroups(graph)
  const cards = collapsed.graph.nodes.filter((node) => node.kind === 'group' && node.collapsed === true)
  if (cards.length === 0) return { ...collapsed, boxes: placeNodes(collapsed.graph, layOut) }
  // As if all were open: the place of a closed group must not depend on its being closed.
  const placed = placeNodes(collapseGroups(graph, () => false).graph, layOut)
  const boxes = new Map<string, Box>()
  for (const node of collapsed.graph.nodes) {
    const box = placed.get(node.id)
    if (box !== undefined && node.kind !== 'group') boxes.set(node.id, box)
  }
  for (const node of cards) {
    const frame = placed.get(node.id)
    if (frame === undefined) continue
    if (keepsFrames) {
      boxes.set(node.id, frame)
      continue
    }
    const { x, y } = centreOf(frame)
    const { width, height } = sizeNode(node)
    boxes.set(node.id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height })
  }
  placeGroups(collapsed.graph, boxes)
  return { ...collapsed, boxes }
}
