import type { Box, Point } from '../../../../map/index.ts'

export type Side = 'top' | 'right' | 'bottom' | 'left'

/** How far outside of a card its handles stand, so that they cover neither its text nor its resize handles. */
const outsidePx = 20
export const handleReachPx = 12
/** A card that is smaller than this on the screen has no handles: they would hide it. */
const leastShownPx = 44

const directions: Readonly<Record<Side, Point>> = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
}

export const sides: readonly Side[] = ['top', 'right', 'bottom', 'left']

/** Where the handle of a side stands. */
export function connectHandleAt(box: Box, side: Side, scale: number): Point {
  const { x, y } = directions[side]
  return {
    x: box.x + box.width / 2 + x * (box.width / 2 + outsidePx / scale),
    y: box.y + box.height / 2 + y * (box.height / 2 + outsidePx / scale),
  }
}

/** The handle under a point. */
export function findConnectHandle(box: Box, point: Point, scale: number): Side | undefined {
  if (!hasHandles(box, scale)) return undefined
  return sides.find((side) => {
    const at = connectHandleAt(box, side, scale)
    return Math.hypot(at.x - point.x, at.y - point.y) <= handleReachPx / scale
  })
}

export function hasHandles(box: Box, scale: number): boolean {
  return Math.min(box.width, box.height) * scale >= leastShownPx / 2 && box.width * scale >= leastShownPx
}

/** Whether a point is so close to a card that its handles are shown: with the way from the card to them. */
export function isAroundHandles(box: Box, { x, y }: Point, scale: number): boolean {
  const out = (outsidePx + handleReachPx) / scale
  return x >= box.x - out && x <= box.x + box.width + out && y >= box.y - out && y <= box.y + box.height + out
}

/** Where a new node stands that is added beside another one. */
export function placeBeside(
  box: Box,
  side: Side,
  size: { readonly width: number; readonly height: number },
  gapPx: number,
): Point {
  const { x, y } = directions[side]
  return {
    x: box.x + box.width / 2 + x * (box.width / 2 + gapPx + size.width / 2) - size.width / 2,
    y: box.y + box.height / 2 + y * (box.height / 2 + gapPx + size.height / 2) - size.height / 2,
  }
}
