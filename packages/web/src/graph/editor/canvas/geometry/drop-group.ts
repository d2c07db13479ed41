import { ancestorsOf } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { isInside } from '../../../../map/index.ts'
import type { Box, Point } from '../../../../map/index.ts'
import { nodesById } from './node-index.ts'

/** From this share of its area on, a node that hangs over the frame of its group still stands in it. */
const stayingShare = 0.5

/**
 * The innermost group at a point that may take what is moved: not a group that is moved itself, and none that is
 * shown as a single node.
 *
 * @param boxes the groups as they stood when the movement began, so that they do not run after the hand
 */
export function findGroupAt(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
  point: Point,
  moved: ReadonlySet<string>,
): string | undefined {
  let found: GraphNode | undefined
  let depth = -1
  const byId = nodesById(graph)
  for (const node of graph.nodes) {
    if (node.kind !== 'group' || moved.has(node.id)) continue
    const box = boxes.get(node.id)
    if (box === undefined || !isInside(box, point.x, point.y)) continue
    const around = ancestorsOf(byId, node.id)
    if (node.collapsed === true || around.some((id) => byId.get(id)?.collapsed === true)) continue
    if (around.length < depth) continue
    found = node
    depth = around.length
  }
  return found?.id
}

/**
 * The group in which a node stands after it was moved. It leaves its group when it is clearly outside: the hand is, and
 * so is the greater part of the node.
 *
 * @param under the group under the hand
 */
export function parentAfterMove(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
  node: GraphNode,
  box: Box,
  under: string | undefined,
): string | undefined {
  const { parent } = node
  const frame = parent === undefined ? undefined : boxes.get(parent)
  if (parent === undefined || frame === undefined || under === parent) return under
  const isOutward = under === undefined || ancestorsOf(nodesById(graph), parent).includes(under)
  return isOutward && shareInside(box, frame) >= stayingShare ? parent : under
}

function shareInside(box: Box, frame: Box): number {
  const width = Math.min(box.x + box.width, frame.x + frame.width) - Math.max(box.x, frame.x)
  const height = Math.min(box.y + box.height, frame.y + frame.height) - Math.max(box.y, frame.y)
  return (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height)
}
