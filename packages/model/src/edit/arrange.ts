import type { GraphDocument } from '../graph/document.ts'
import type { Box, Point } from './box.ts'
import { toPosition, toSize } from './box.ts'
import { mapItems, withElements, withField } from './fields.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** Where boxes stand when they share an edge or a middle line of the box around all of them. */
export function alignBoxes(boxes: ReadonlyMap<string, Box>, to: Alignment): ReadonlyMap<string, Point> {
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const right = Math.max(...all.map(({ x, width }) => x + width))
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const align = ({ x, y, width, height }: Box): Point => {
    switch (to) {
      case 'left':
        return { x: left, y }
      case 'centre':
        return { x: (left + right - width) / 2, y }
      case 'right':
        return { x: right - width, y }
      case 'top':
        return { x, y: top }
      case 'middle':
        return { x, y: (top + bottom - height) / 2 }
      case 'bottom':
        return { x, y: bottom - height }
    }
  }
  return new Map([...boxes].map(([id, box]) => [id, align(box)]))
}

/** Where boxes stand when the gaps between them are equal. The two outermost stay; the others keep their order. */
export function distributeBoxes(
  boxes: ReadonlyMap<string, Box>,
  direction: 'across' | 'down',
): ReadonlyMap<string, Point> {
  const isAcross = direction === 'across'
  const startOf = (box: Box) => (isAcross ? box.x : box.y)
  const lengthOf = (box: Box) => (isAcross ? box.width : box.height)
  const row = [...boxes].toSorted(([, a], [, b]) => startOf(a) + lengthOf(a) / 2 - startOf(b) - lengthOf(b) / 2)
  const first = row.at(0)?.[1]
  const last = row.at(-1)?.[1]
  if (first === undefined || last === undefined || row.length < 3)
    return new Map(row.map(([id, { x, y }]) => [id, { x, y }]))
  const lengths = row.reduce((sum, [, box]) => sum + lengthOf(box), 0)
  const gap = (startOf(last) + lengthOf(last) - startOf(first) - lengths) / (row.length - 1)
  let at = startOf(first)
  const points = new Map<string, Point>()
  for (const [id, box] of row) {
    points.set(id, isAcross ? { x: at, y: box.y } : { x: box.x, y: at })
    at += lengthOf(box) + gap
  }
  return points
}

/**
 * Gives nodes the width, the height or both of the largest among them. Their top left corners stay.
 *
 * @param boxes where everything is drawn now
 */
export function equaliseSizes(
  graph: GraphDocument,
  ids: Iterable<string>,
  boxes: ReadonlyMap<string, Box>,
  what: 'width' | 'height' | 'both',
): GraphDocument {
  const chosen = new Map<string, Box>()
  for (const id of ids) {
    const box = boxes.get(id)
    if (box !== undefined) chosen.set(id, box)
  }
  const all = [...chosen.values()]
  const widest = Math.max(...all.map(({ width }) => width))
  const highest = Math.max(...all.map(({ height }) => height))
  if (chosen.size < 2) return graph
  const nodes = mapItems(graph.nodes, (node) => {
    const box = chosen.get(node.id)
    if (box === undefined) return node
    const size = toSize({
      width: what === 'height' ? box.width : widest,
      height: what === 'width' ? box.height : highest,
    })
    if (size === undefined) return node
    const sized = withField(node, 'size', size)
    // A group's own box counts only when it has a place as well.
    return node.kind === 'group' ? withField(sized, 'position', node.position ?? toPosition(box)) : sized
  })
  return withElements(graph, nodes)
}
