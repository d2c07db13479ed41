import type { GraphDocument } from '../../graph/document.ts'
import type { Box, Point } from '../box.ts'
import { toPosition, toSize } from '../box.ts'
import { mapItems, withElements, withField, withItem } from '../fields.ts'
import { findOutermost, indexNodes, withMembers } from '../tree.ts'

/** Puts nodes where they are told to stand, and nothing else: the members of a group stay where they are. */
export function placeNodes(graph: GraphDocument, positions: ReadonlyMap<string, Point>): GraphDocument {
  if (positions.size === 0) return graph
  const nodes = mapItems(graph.nodes, (node) => {
    const point = positions.get(node.id)
    const position = point === undefined ? undefined : toPosition(point)
    return position === undefined ? node : withField(node, 'position', position)
  })
  return withElements(graph, nodes)
}

/**
 * Moves nodes by so much. A group brings its members and its own drawn box.
 *
 * @param boxes where everything is drawn now: nodes without a position of their own are moved from there. Without a
 *   position and a box, a node stays with the automatic layout.
 */
export function shiftNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  dx: number,
  dy: number,
  boxes?: ReadonlyMap<string, Point>,
): GraphDocument {
  return shiftEach(graph, new Map([...withMembers(graph, ids)].map((id) => [id, { x: dx, y: dy }])), boxes)
}

/**
 * Moves nodes from where they are drawn to new places, such as those of `alignBoxes`. A group brings its members, and
 * whoever stands in a group that is moved too goes with that group.
 */
export function arrangeNodes(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Point>,
  points: ReadonlyMap<string, Point>,
): GraphDocument {
  const shifts = new Map<string, Point>()
  for (const id of findOutermost(indexNodes(graph), points.keys())) {
    const from = boxes.get(id)
    const to = points.get(id)
    if (from === undefined || to === undefined) continue
    const shift = { x: to.x - from.x, y: to.y - from.y }
    for (const member of withMembers(graph, [id])) shifts.set(member, shift)
  }
  return shiftEach(graph, shifts, boxes)
}

/** Gives a node the box that a hand drew. */
export function resizeNode(graph: GraphDocument, id: string, box: Box): GraphDocument {
  const at = graph.nodes.findIndex((node) => node.id === id)
  const node = graph.nodes[at]
  const position = toPosition(box)
  const size = toSize(box)
  if (node === undefined || position === undefined || size === undefined) return graph
  const resized = withField(withField(node, 'position', position), 'size', size)
  return withElements(graph, withItem(graph.nodes, at, resized))
}

function shiftEach(
  graph: GraphDocument,
  shifts: ReadonlyMap<string, Point>,
  boxes: ReadonlyMap<string, Point> | undefined,
): GraphDocument {
  const occupied = new Set(graph.nodes.map((node) => node.parent))
  const nodes = mapItems(graph.nodes, (node) => {
    const shift = shifts.get(node.id)
    if (shift === undefined || (shift.x === 0 && shift.y === 0)) return node
    // A group around its members has no place of its own: it is drawn around wherever they are.
    const isFrame = node.kind === 'group' && occupied.has(node.id)
    const from = node.position ?? (isFrame ? undefined : boxes?.get(node.id))
    if (from === undefined) return node
    const position = toPosition({ x: from.x + shift.x, y: from.y + shift.y })
    return position === undefined ? node : withField(node, 'position', position)
  })
  return withElements(graph, nodes)
}
