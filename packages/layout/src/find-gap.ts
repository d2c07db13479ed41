import type { GraphNode } from '@statusgraph/model'
import type { Box, Point, Size } from './geometry/box.ts'
import { boundsOf, doOverlap, inflateBox } from './geometry/box.ts'
import { group } from './geometry/node-size.ts'
import { gaps } from './sheet.ts'

const stepPx = 32
/** In a larger frame the steps are wider, so that to look takes no longer. */
const stepsAtMost = 4_000
/** What a group may grow by before it meets a row of cards. */
const growthPx = 2 * (72 + gaps.rows)
/** A row is no shorter than this, however narrow the drawing is. */
const leastRowPx = 1_200

/** The free spot in a frame that is nearest to where something wants to be; to the top left when it does not say. */
export function findGap(frame: Box, size: Size, taken: readonly Box[], near?: Point): Point | undefined {
  const from = { x: frame.x + group.padPx, y: frame.y + group.titlePx }
  const room = {
    width: frame.width - 2 * group.padPx - size.width,
    height: frame.height - group.titlePx - group.padPx - size.height,
  }
  if (room.width < 0 || room.height < 0) return undefined
  const step = Math.max(stepPx, Math.sqrt((room.width * room.height) / stepsAtMost))
  const blocked = taken.map((box) => inflateBox(box, gaps.rows)).filter((box) => doOverlap(box, frame))
  const wish = near ?? from
  let best: Point | undefined
  let least = Infinity
  for (let y = from.y; y <= from.y + room.height; y += step) {
    for (let x = from.x; x <= from.x + room.width; x += step) {
      const distance = Math.hypot(x - wish.x, y - wish.y)
      if (distance >= least || blocked.some((box) => doOverlap(box, { x, y, ...size }))) continue
      best = { x, y }
      least = distance
    }
  }
  return best
}

/**
 * Where a card that belongs to nothing comes: at the end of a row below everything, or in a new one. The row keeps its
 * distance from the groups above, which grow.
 */
export function findRowEnd(
  whole: Box,
  size: Size,
  byId: ReadonlyMap<string, GraphNode>,
  drawn: ReadonlyMap<string, Box>,
): Point {
  const loose: Box[] = []
  let floor = whole.y
  for (const [id, box] of drawn) {
    const node = byId.get(id)
    if (node?.kind === 'group') floor = Math.max(floor, box.y + box.height + growthPx)
    else if (node?.parent === undefined) loose.push(box)
  }
  const below = loose.filter((box) => box.y >= floor)
  const [lowest] = below.toSorted((a, b) => b.y - a.y)
  if (lowest === undefined) return { x: whole.x, y: Math.max(floor, whole.y + whole.height + gaps.rows) }
  const row = boundsOf(below.filter((box) => box.y < lowest.y + lowest.height && lowest.y < box.y + box.height))
  const end = row === undefined ? whole.x : row.x + row.width + gaps.across
  return end + size.width <= whole.x + Math.max(whole.width, leastRowPx)
    ? { x: end, y: lowest.y }
    : { x: whole.x, y: whole.y + whole.height + gaps.rows }
}
