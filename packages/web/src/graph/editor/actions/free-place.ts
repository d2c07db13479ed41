import type { Box, Point } from '../../../map/index.ts'

/** Positions lie on this grid wherever no hand put them elsewhere. */
export const gridPx = 8

interface FreePlaceOptions {
  readonly size: { readonly width: number; readonly height: number }
  /** What must not be covered. */
  readonly taken: Iterable<Box>
  /** Where the new box should have its top left corner, if that is free. */
  readonly wanted: Point
  /** The air around it. */
  readonly gapPx?: number
}

/**
 * The place nearest to the wanted one where a box covers nothing, on the grid. Looks to the right and below before
 * left and above, because that is how people go on with a drawing.
 */
export function findFreePlace({ size, taken, wanted, gapPx = 24 }: FreePlaceOptions): Point {
  const boxes = [...taken]
  const isFree = ({ x, y }: Point): boolean =>
    boxes.every(
      (box) =>
        x >= box.x + box.width + gapPx ||
        box.x >= x + size.width + gapPx ||
        y >= box.y + box.height + gapPx ||
        box.y >= y + size.height + gapPx,
    )
  const start = snapPoint(wanted)
  if (isFree(start)) return start
  const stepX = snap(size.width / 2 + gapPx)
  const stepY = snap(size.height / 2 + gapPx)
  // So many boxes cannot close more rings than this around one place, whatever their number.
  for (let ring = 1; ring <= longestSearch; ring++) {
    const found = ringAround(ring)
      .map(([column, row]) => ({ x: start.x + column * stepX, y: start.y + row * stepY }))
      .find(isFree)
    if (found !== undefined) return found
  }
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return snapPoint({ x: start.x, y: bottom + gapPx + gridPx })
}

const longestSearch = 40

export function snap(value: number): number {
  return Math.round(value / gridPx) * gridPx
}

function snapPoint({ x, y }: Point): Point {
  return { x: snap(x), y: snap(y) }
}

/** The cells of a square ring, those straight to the right and below first, then by distance. */
function ringAround(ring: number): readonly (readonly [number, number])[] {
  const cells: (readonly [number, number])[] = []
  for (let at = -ring; at <= ring; at++) {
    cells.push([ring, at], [-ring, at])
    if (Math.abs(at) < ring) cells.push([at, ring], [at, -ring])
  }
  const effort = ([column, row]: readonly [number, number]): number =>
    Math.hypot(column, row) + (column < 0 ? 0.5 : 0) + (row < 0 ? 0.5 : 0) + (column === 0 ? 0.25 : 0)
  return cells.toSorted((a, b) => effort(a) - effort(b))
}
