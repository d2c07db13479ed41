/** Canvas coordinates: units are CSS pixels at scale 1, y points down. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle by its top left corner. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** A point that a document may hold; undefined for one that is no place at all. */
export function toPosition({ x, y }: Point): Point | undefined {
  return Number.isFinite(x) && Number.isFinite(y) ? { x: clamp(x, -1e7, 1e7), y: clamp(y, -1e7, 1e7) } : undefined
}

/** A size that a document may hold; undefined for one that is no size at all. */
export function toSize({ width, height }: Pick<Box, 'width' | 'height'>): Pick<Box, 'width' | 'height'> | undefined {
  if (!Number.isFinite(width) || !Number.isFinite(height)) return undefined
  return { width: clamp(width, 8, 20_000), height: clamp(height, 8, 20_000) }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
