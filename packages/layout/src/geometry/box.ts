/** Canvas coordinates: units are CSS pixels at scale 1, y points down. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A rectangle by its top-left corner. */
export interface Box extends Point, Size {}

export function inflateBox(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

export function isInside(box: Box, x: number, y: number): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
}

export function doOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** The smallest box around all of some; undefined for none. */
export function boundsOf(boxes: Iterable<Box>): Box | undefined {
  let bounds: Bounds | undefined
  for (const box of boxes) {
    if (bounds === undefined) bounds = startBounds(box)
    else widenBounds(bounds, box)
  }
  return bounds === undefined ? undefined : boxOfBounds(bounds)
}

/** A box that still grows. */
export interface Bounds {
  left: number
  top: number
  right: number
  bottom: number
}

export function startBounds({ x, y, width, height }: Box): Bounds {
  return { left: x, top: y, right: x + width, bottom: y + height }
}

export function widenBounds(bounds: Bounds, { x, y, width, height }: Box): void {
  bounds.left = Math.min(bounds.left, x)
  bounds.top = Math.min(bounds.top, y)
  bounds.right = Math.max(bounds.right, x + width)
  bounds.bottom = Math.max(bounds.bottom, y + height)
}

export function boxOfBounds({ left, top, right, bottom }: Bounds): Box {
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
