import type { Box, Point } from '@statusgraph/layout'

export type Side = 'left' | 'right' | 'top' | 'bottom'

const normals: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
}

/** The direction that points away from a side. */
export function normalOf(side: Side): Point {
  return normals[side]
}

/** One cubic of a chain; a straight stretch is one whose control points lie at its ends. */
export interface Cubic {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly x3: number
  readonly y3: number
}

/** Calls `visit` with every cubic of a chain, until it answers true. */
export function someCubic(curve: readonly number[], visit: (cubic: Cubic) => boolean): boolean {
  let x0 = curve[0] ?? 0
  let y0 = curve[1] ?? 0
  for (let at = 2; at + 5 < curve.length; at += 6) {
    const x1 = curve[at] ?? 0
    const y1 = curve[at + 1] ?? 0
    const x2 = curve[at + 2] ?? 0
    const y2 = curve[at + 3] ?? 0
    const x3 = curve[at + 4] ?? 0
    const y3 = curve[at + 5] ?? 0
    if (visit({ x0, y0, x1, y1, x2, y2, x3, y3 })) return true
    x0 = x3
    y0 = y3
  }
  return false
}

/** Calls `visit` with `steps` points of a cubic, its beginning left out, until it answers true. */
export function somePoint(cubic: Cubic, steps: number, visit: (x: number, y: number) => boolean): boolean {
  const { x0, y0, x1, y1, x2, y2, x3, y3 } = cubic
  for (let step = 1; step <= steps; step++) {
    const t = step / steps
    const u = 1 - t
    const a = u * u * u
    const b = 3 * u * u * t
    const c = 3 * u * t * t
    const d = t * t * t
    if (visit(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)) return true
  }
  return false
}

export function isStraight({ x0, y0, x1, y1, x2, y2, x3, y3 }: Cubic): boolean {
  return x1 === x0 && y1 === y0 && x2 === x3 && y2 === y3
}

/** Calls `visit` with `steps` points of every cubic of a chain, its end included. */
export function sampleCurve(curve: readonly number[], steps: number, visit: (x: number, y: number) => void): void {
  visit(curve[0] ?? 0, curve[1] ?? 0)
  someCubic(curve, (cubic) =>
    somePoint(cubic, steps, (x, y) => {
      visit(x, y)
      return false
    }),
  )
}

export function lengthOf(curve: readonly number[]): number {
  let length = 0
  someCubic(curve, (cubic) => {
    let { x0: lastX, y0: lastY } = cubic
    return somePoint(cubic, isStraight(cubic) ? 1 : 8, (x, y) => {
      length += Math.hypot(x - lastX, y - lastY)
      lastX = x
      lastY = y
      return false
    })
  })
  return length
}

/** The point at a share of the way, by length. */
export function pointAlong(curve: readonly number[], share: number): Point {
  const points: Point[] = []
  sampleCurve(curve, 16, (x, y) => points.push({ x, y }))
  const total = points.reduce((sum, point, at) => {
    const last = points[at - 1]
    return last === undefined ? 0 : sum + Math.hypot(point.x - last.x, point.y - last.y)
  }, 0)
  let left = total * share
  for (let at = 1; at < points.length; at++) {
    const a = points[at - 1]
    const b = points[at]
    if (a === undefined || b === undefined) continue
    const step = Math.hypot(b.x - a.x, b.y - a.y)
    if (step >= left && step > 0) return { x: a.x + ((b.x - a.x) * left) / step, y: a.y + ((b.y - a.y) * left) / step }
    left -= step
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}

/** A box around the curve; a little too big where control points reach out. */
export function boxOfCurve(curve: readonly number[]): Box {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (let at = 0; at + 1 < curve.length; at += 2) {
    const x = curve[at] ?? 0
    const y = curve[at + 1] ?? 0
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The curve as SVG path data. */
export function pathOf(curve: readonly number[]): string {
  let path = `M${round(curve[0])} ${round(curve[1])}`
  for (let at = 2; at + 5 < curve.length; at += 6)
    path += `C${curve
      .slice(at, at + 6)
      .map(round)
      .join(' ')}`
  return path
}

function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 10) / 10
}

/** The three corners of an arrowhead whose tip is the curve's end. */
export function arrowOf(curve: readonly number[], to: Side, sizePx: number): readonly [Point, Point, Point] {
  const tip = { x: curve.at(-2) ?? 0, y: curve.at(-1) ?? 0 }
  const n = normals[to]
  const half = sizePx * 0.42
  return [
    tip,
    { x: tip.x + n.x * sizePx - n.y * half, y: tip.y + n.y * sizePx + n.x * half },
    { x: tip.x + n.x * sizePx + n.y * half, y: tip.y + n.y * sizePx - n.x * half },
  ]
}

const cornerPx = 22

/**
 * A chain of straight stretches with round corners. Undefined when the points would make it run back over itself.
 */
export function drawThrough(points: readonly Point[]): number[] | undefined {
  const stops = dropNeedless(points)
  if (stops === undefined) return undefined
  const first = stops[0]
  if (first === undefined) return undefined
  const curve = [first.x, first.y]
  let at = first
  const lineTo = (to: Point): void => {
    if (to.x !== at.x || to.y !== at.y) curve.push(at.x, at.y, to.x, to.y, to.x, to.y)
    at = to
  }
  for (let i = 1; i < stops.length - 1; i++) {
    const before = stops[i - 1]
    const turn = stops[i]
    const after = stops[i + 1]
    if (before === undefined || turn === undefined || after === undefined) return undefined
    const r = Math.min(cornerPx, distance(before, turn) / 2, distance(turn, after) / 2)
    const start = towards(turn, before, r)
    const end = towards(turn, after, r)
    lineTo(start)
    const c1 = towards(turn, before, r * 0.45)
    const c2 = towards(turn, after, r * 0.45)
    curve.push(c1.x, c1.y, c2.x, c2.y, end.x, end.y)
    at = end
  }
  const last = stops.at(-1)
  if (last !== undefined) lineTo(last)
  return curve
}

function dropNeedless(points: readonly Point[]): readonly Point[] | undefined {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (last !== undefined && distance(last, point) < 0.5) continue
    const before = kept.at(-2)
    if (before !== undefined && last !== undefined) {
      const cross = (last.x - before.x) * (point.y - last.y) - (last.y - before.y) * (point.x - last.x)
      const along = (last.x - before.x) * (point.x - last.x) + (last.y - before.y) * (point.y - last.y)
      if (Math.abs(cross) < 1e-6) {
        if (along < 0) return undefined
        kept.pop()
      }
    }
    kept.push(point)
  }
  return kept
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function towards(from: Point, to: Point, by: number): Point {
  const d = distance(from, to)
  return d === 0 ? from : { x: from.x + ((to.x - from.x) * by) / d, y: from.y + ((to.y - from.y) * by) / d }
}
