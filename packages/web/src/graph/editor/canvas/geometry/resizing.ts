import type { Box, Point } from '../../../../map/index.ts'

/** A handle by the sides that it pulls: `-1` left or top, `1` right or bottom, `0` neither. */
export interface ResizeHandle {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export const resizeHandles: readonly ResizeHandle[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
]

/** What a box may not become smaller than: a size, and for a group the box of what stands in it. */
export interface Least {
  readonly width: number
  readonly height: number
  readonly around?: Box | undefined
}

/** The box after a handle was pulled by so much. The opposite sides stay where they are. */
export function pullHandle(box: Box, handle: ResizeHandle, by: Point, least: Least): Box {
  const x = pullAlong(box.x, box.width, handle.x, by.x, least.width, spanOf(least.around, 'x', 'width'))
  const y = pullAlong(box.y, box.height, handle.y, by.y, least.height, spanOf(least.around, 'y', 'height'))
  return { x: x.start, y: y.start, width: x.length, height: y.length }
}

interface Span {
  readonly start: number
  readonly end: number
}

function spanOf(box: Box | undefined, start: 'x' | 'y', length: 'width' | 'height'): Span | undefined {
  return box === undefined ? undefined : { start: box[start], end: box[start] + box[length] }
}

function pullAlong(
  start: number,
  length: number,
  side: -1 | 0 | 1,
  by: number,
  least: number,
  around: Span | undefined,
): { readonly start: number; readonly length: number } {
  const end = start + length
  if (side === 1) {
    const pulled = Math.max(end + by, start + least, around?.end ?? -Infinity)
    return { start, length: pulled - start }
  }
  if (side === -1) {
    const pulled = Math.min(start + by, end - least, around?.start ?? Infinity)
    return { start: pulled, length: end - pulled }
  }
  return { start, length }
}

/** Where a handle stands on a box. */
export function handleAt(box: Box, handle: ResizeHandle): Point {
  return {
    x: box.x + (box.width * (handle.x + 1)) / 2,
    y: box.y + (box.height * (handle.y + 1)) / 2,
  }
}

/** The cursor over a handle. */
export function cursorOf({ x, y }: ResizeHandle): string {
  if (x === 0) return 'ns-resize'
  if (y === 0) return 'ew-resize'
  return x === y ? 'nwse-resize' : 'nesw-resize'
}

/** A handle is 24 px wide, and most of it lies outside, so that what is inside can still be taken and moved. */
const outsidePx = 17
const insidePx = 7

/** The resize handle under a point: anywhere along a side, and at the corners both sides. */
export function findHandle(box: Box, { x, y }: Point, scale: number): ResizeHandle | undefined {
  const across = sideAt(x, box.x, box.width, scale)
  const down = sideAt(y, box.y, box.height, scale)
  if (across === undefined || down === undefined || (across === 0 && down === 0)) return undefined
  return { x: across, y: down }
}

function sideAt(at: number, start: number, length: number, scale: number): -1 | 0 | 1 | undefined {
  const out = outsidePx / scale
  if (at < start - out || at > start + length + out) return undefined
  const into = Math.min(insidePx / scale, length / 5)
  if (at <= start + into) return -1
  return at >= start + length - into ? 1 : 0
}
