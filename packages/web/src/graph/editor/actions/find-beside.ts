import type { GraphDocument } from '@statusgraph/model'
import type { Box, Point } from '../../../map/index.ts'

/** One step of an arrow key: -1, 0 or 1 on each axis. */
export type Direction = Point

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** Where an arrow key points; undefined for every other key. */
export function directionOf(key: string): Direction | undefined {
  return directions[key]
}

/**
 * The node that somebody means who goes that way from a node: one that is connected if there is one on that side, else
 * whatever stands nearest there. Groups are passed over, and so is what a collapsed group hides.
 */
export function findBeside(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
  from: string,
  direction: Direction,
): string | undefined {
  const connected = new Set<string>()
  for (const { source, target } of graph.edges) {
    if (source === from) connected.add(target)
    else if (target === from) connected.add(source)
  }
  const start = boxes.get(from)
  if (start === undefined) return undefined
  const candidates = graph.nodes.filter(({ id, kind }) => id !== from && kind !== 'group')
  return nearest(candidates.filter(({ id }) => connected.has(id))) ?? nearest(candidates)

  function nearest(nodes: readonly { readonly id: string }[]): string | undefined {
    let best: string | undefined
    let bestCost = Infinity
    for (const { id } of nodes) {
      const box = boxes.get(id)
      const cost = box === undefined || start === undefined ? Infinity : effortTo(start, box, direction)
      if (cost >= bestCost) continue
      best = id
      bestCost = cost
    }
    return best
  }
}

/** How far a box lies that way, what lies aside counting twice; Infinity when it lies more aside than ahead. */
function effortTo(from: Box, to: Box, { x, y }: Direction): number {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2)
  const dy = to.y + to.height / 2 - (from.y + from.height / 2)
  const ahead = dx * x + dy * y
  const aside = Math.abs(dx * y) + Math.abs(dy * x)
  return ahead <= 0 || aside > 2 * ahead ? Infinity : ahead + 2 * aside
}
