import type { Box, Point } from './geometry/box.ts'
import { inflateBox } from './geometry/box.ts'

/** The place nearest to where a box is wanted at which it is so far from all the others. */
export function findRoom(wanted: Box, taken: readonly Box[], gapPx: number): Point {
  const blocked = taken.map((box) => inflateBox(box, gapPx))
  if (isFree(wanted, blocked)) return { x: wanted.x, y: wanted.y }
  let best: Point | undefined
  let least = Infinity
  const weigh = (point: Point): void => {
    const distance = Math.hypot(point.x - wanted.x, point.y - wanted.y)
    if (distance >= least) return
    best = point
    least = distance
  }
  // Straight up, down, left and right; and from each box in the way along its four sides.
  weigh({ x: wanted.x, y: slide(wanted, blocked, 'y') })
  weigh({ x: slide(wanted, blocked, 'x'), y: wanted.y })
  const inTheWay = blocked.filter((box) => doMeet(wanted, box))
  for (const box of inTheWay.slice(0, 8)) {
    for (const x of [box.x - wanted.width, box.x + box.width]) weigh({ x, y: slide({ ...wanted, x }, blocked, 'y') })
    for (const y of [box.y - wanted.height, box.y + box.height]) weigh({ x: slide({ ...wanted, y }, blocked, 'x'), y })
  }
  return best ?? { x: wanted.x, y: wanted.y }
}

function isFree(box: Box, blocked: readonly Box[]): boolean {
  return !blocked.some((other) => doMeet(box, other))
}

/** Whether two boxes share an area: to touch is allowed, whatever a computer makes of fractions. */
function doMeet(a: Box, b: Box): boolean {
  const least = 0.01
  return (
    a.x + least < b.x + b.width &&
    b.x + least < a.x + a.width &&
    a.y + least < b.y + b.height &&
    b.y + least < a.y + a.height
  )
}

/** The nearest free coordinate along one axis. */
function slide(box: Box, blocked: readonly Box[], axis: 'x' | 'y'): number {
  const extent = axis === 'x' ? box.width : box.height
  const [from, to] = axis === 'x' ? [box.y, box.y + box.height] : [box.x, box.x + box.width]
  const spans = blocked
    .flatMap((other): readonly (readonly [number, number])[] => {
      const [low, high] = axis === 'x' ? [other.y, other.y + other.height] : [other.x, other.x + other.width]
      if (low >= to - 0.01 || high <= from + 0.01) return []
      return axis === 'x' ? [[other.x - extent, other.x + other.width]] : [[other.y - extent, other.y + other.height]]
    })
    .toSorted(([a], [b]) => a - b)
  const at = box[axis]
  let down = at
  for (const [low, high] of spans) if (low < down - 0.01 && down < high - 0.01) down = high
  let up = at
  for (const [low, high] of spans.toSorted(([, a], [, b]) => b - a)) if (low < up - 0.01 && up < high - 0.01) up = low
  return down - at <= at - up ? down : up
}
