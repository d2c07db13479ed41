import type { Box, Point, Size } from '../geometry/box.ts'
import { clamp } from '../geometry/box.ts'

/** What part of the canvas is seen: `screen = canvas * scale + (x, y)`. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export const scaleLimits = { low: 0.01, high: 3 } as const

export function toCanvas(view: Viewport, x: number, y: number): Point {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale }
}

/** The part of the canvas that the screen shows, widened by `marginPx` screen pixels. */
export function visibleBox(view: Viewport, screen: Size, marginPx = 0): Box {
  const corner = toCanvas(view, -marginPx, -marginPx)
  return {
    ...corner,
    width: (screen.width + 2 * marginPx) / view.scale,
    height: (screen.height + 2 * marginPx) / view.scale,
  }
}

/** Scales so that the canvas point under (x, y) stays there. */
export function zoomAt(view: Viewport, x: number, y: number, factor: number): Viewport {
  const scale = clamp(view.scale * factor, scaleLimits.low, scaleLimits.high)
  const point = toCanvas(view, x, y)
  return { scale, x: x - point.x * scale, y: y - point.y * scale }
}

export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx, y: view.y + dy }
}

/** Shows all of a box with some air around it; small maps are not blown up beyond `maxScale`. */
export function fitBox(
  box: Box,
  screen: Size,
  maxScale: number,
  air = clamp(Math.min(screen.width, screen.height) * 0.06, 12, 56),
): Viewport {
  const scale = clamp(
    Math.min((screen.width - 2 * air) / Math.max(1, box.width), (screen.height - 2 * air) / Math.max(1, box.height)),
    scaleLimits.low,
    maxScale,
  )
  return {
    scale,
    x: screen.width / 2 - (box.x + box.width / 2) * scale,
    y: screen.height / 2 - (box.y + box.height / 2) * scale,
  }
}

export function centreAt(view: Viewport, point: Point, screen: Size): Viewport {
  return { ...view, x: screen.width / 2 - point.x * view.scale, y: screen.height / 2 - point.y * view.scale }
}

/** Moves as little as needed for a box to be seen with a margin; the same viewport when it already is. */
export function bringIntoView(view: Viewport, box: Box, screen: Size, marginPx: number): Viewport {
  const dx = shiftFor(box.x * view.scale + view.x, box.width * view.scale, screen.width, marginPx)
  const dy = shiftFor(box.y * view.scale + view.y, box.height * view.scale, screen.height, marginPx)
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy)
}

function shiftFor(start: number, length: number, room: number, margin: number): number {
  if (length + 2 * margin > room)
    return start + length < margin || start > room - margin ? room / 2 - start - length / 2 : 0
  if (start < margin) return margin - start
  if (start + length > room - margin) return room - margin - start - length
  return 0
}

/** Between two viewports, such that the picture seems to move evenly; `share` runs from 0 to 1. */
export function between(a: Viewport, b: Viewport, share: number): Viewport {
  const scale = a.scale * (b.scale / a.scale) ** share
  // Interpolating the offset by how far the scale has come keeps the fixed point of the zoom still.
  const k = Math.abs(b.scale - a.scale) < 1e-9 ? share : (scale - a.scale) / (b.scale - a.scale)
  return { scale, x: a.x + (b.x - a.x) * k, y: a.y + (b.y - a.y) * k }
}
