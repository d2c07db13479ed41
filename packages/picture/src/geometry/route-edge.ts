import { boundsOf, clamp, inflateBox } from '@statusgraph/layout'
import type { Point } from '@statusgraph/layout'
import { drawThrough, normalOf } from './curve.ts'
import type { Side } from './curve.ts'
import { besidePx, findWay } from './find-way.ts'
import { crossedBoxes, hindranceOf, plainCostOf, tasteOf } from './judge-route.ts'
import type { End, FindObstacles, Route } from './route.ts'

/** Room for the arrowhead's tip before a port's dot. */
const portGapPx = 6
const stubPx = 28
/** How far around the two ends a way is sought when all simple ones are blocked. */
const searchPx = 160
const sides: readonly Side[] = ['right', 'left', 'bottom', 'top']

/**
 * Draws one edge. It leaves and enters at right angles to the boxes; among the ways it could go it takes the shortest
 * that crosses no card, with a liking for left to right, the direction in which the map is read.
 *
 * @param lane how far it is shifted along its sides, so that parallel edges lie beside each other
 * @param findObstacles left out for big graphs, where the simple way is taken
 */
export function routeEdge(source: End, target: End, lane: number, findObstacles?: FindObstacles): Route {
  if (source.box === target.box) return routeLoop(source, lane)
  if (findObstacles === undefined) return routeSimply(source, target, lane)
  let best: Route | undefined
  let bestCost = Infinity
  const consider = (sketches: readonly Sketch[]): void => {
    // The plainest first: they are the likely ones, and whatever costs more without any hindrance is not even drawn.
    for (const sketch of sketches.toSorted((a, b) => a.least - b.least)) {
      if (sketch.least >= bestCost) return
      const curve = 'curve' in sketch ? sketch.curve : drawThrough(sketch.points)
      if (curve === undefined) continue
      const route = { curve, from: sketch.from, to: sketch.to }
      const plain = plainCostOf(route)
      if (plain >= bestCost) continue
      const cost = plain + hindranceOf(curve, source.box, target.box, findObstacles, bestCost - plain)
      if (cost >= bestCost) continue
      best = route
      bestCost = cost
    }
  }
  const isBlocked = (): boolean =>
    best === undefined || crossedBoxes(best.curve, source.box, target.box, findObstacles).length > 0
  const entries = target.portY === undefined ? sides : (['left'] as const)
  consider(sides.flatMap((from) => entries.flatMap((to) => waysBetween(source, target, from, to, lane))))
  if (!isBlocked() && best !== undefined) return best
  consider(detoursAround(source, target, lane, findObstacles).map(asSketch))
  if (isBlocked())
    consider(sides.flatMap((from) => wayAround(source, target, from, lane, findObstacles) ?? []).map(asSketch))
  return best ?? routeSimply(source, target, lane)
}

/** A way that may be drawn: its curve, or the corners of one, and what it costs at the least. */
type Sketch = { readonly from: Side; readonly to: Side; readonly least: number } & (
  | { readonly curve: readonly number[] }
  | { readonly points: readonly Point[] }
)

function asSketch(route: Route): Sketch {
  return { ...route, least: plainCostOf(route) }
}

/** What round corners can save of a way's length at the most. */
const cornersSavePx = 48

function sketchThrough(points: readonly Point[], from: Side, to: Side): Sketch {
  let length = -cornersSavePx
  points.forEach((point, at) => {
    const last = points[at - 1]
    if (last !== undefined) length += Math.abs(point.x - last.x) + Math.abs(point.y - last.y)
  })
  return { points, from, to, least: length + tasteOf(from, to) }
}

function routeSimply(source: End, target: End, lane: number): Route {
  const a = source.box
  const b = target.box
  const from: Side =
    b.x >= a.x + a.width + 16 ? 'right' : b.y >= a.y + a.height ? 'bottom' : b.y + b.height <= a.y ? 'top' : 'left'
  const to: Side =
    target.portY !== undefined || from === 'right'
      ? 'left'
      : from === 'bottom'
        ? 'top'
        : from === 'top'
          ? 'bottom'
          : 'right'
  const p = leave(source, from, lane)
  const q = enter(target, to, lane)
  return (
    directWay(p, q, from, to) ??
    drawFirst(waysBetween(source, target, from, to, lane)) ?? { curve: straight(p, q), from, to }
  )
}

function drawFirst(sketches: readonly Sketch[]): Route | undefined {
  for (const sketch of sketches) {
    const curve = 'curve' in sketch ? sketch.curve : drawThrough(sketch.points)
    if (curve !== undefined) return { curve, from: sketch.from, to: sketch.to }
  }
  return undefined
}

/** Out at the right, around the corner, and in from above. */
function routeLoop(end: End, lane: number): Route {
  const { box } = end
  const { x: right, y } = leave(end, 'right', 0)
  const out = stubPx + Math.abs(lane) * 2
  const over = { x: box.x + box.width * 0.72, y: box.y - out }
  const curve = drawThrough([
    { x: right, y },
    { x: box.x + box.width + out, y },
    { x: box.x + box.width + out, y: over.y },
    over,
    { x: over.x, y: box.y },
  ])
  return { curve: curve ?? [], from: 'right', to: 'top' }
}

/** The point where an edge leaves a side. */
function leave(end: End, side: Side, lane: number): Point {
  return anchor(end, side, end.pointed ? 0 : lane)
}

function enter(end: End, side: Side, lane: number): Point {
  const { box, portY } = end
  if (portY === undefined) return anchor(end, side, end.pointed ? 0 : lane)
  return { x: box.x + insetOf(end, portY) - portGapPx, y: box.y + portY }
}

function anchor(end: End, side: Side, lane: number): Point {
  const { box, axisY } = end
  const height = clamp(axisY + lane, 4, box.height - 4)
  switch (side) {
    case 'left':
      return { x: box.x + insetOf(end, height), y: box.y + height }
    case 'right':
      return { x: box.x + box.width - insetOf(end, height), y: box.y + height }
    case 'top':
      return { x: box.x + box.width / 2 + lane, y: box.y }
    case 'bottom':
      return { x: box.x + box.width / 2 + lane, y: box.y + box.height }
  }
}

function insetOf({ insetAt }: End, y: number): number {
  return insetAt === undefined ? 0 : insetAt(y)
}

/** All ways from one side to another: straight at it, with one bend, or around both boxes. */
function waysBetween(source: End, target: End, from: Side, to: Side, lane: number): readonly Sketch[] {
  const p = leave(source, from, lane)
  const q = enter(target, to, lane)
  const direct = directWay(p, q, from, to)
  if (direct !== undefined) return [asSketch(direct)]
  const n = normalOf(from)
  const m = normalOf(to)
  const out = { x: p.x + n.x * stubPx, y: p.y + n.y * stubPx }
  const back = { x: q.x + m.x * stubPx, y: q.y + m.y * stubPx }
  const a = source.box
  const b = target.box
  const above = Math.min(a.y, b.y) - stubPx + lane
  const below = Math.max(a.y + a.height, b.y + b.height) + stubPx + lane
  const leftOf = Math.min(a.x, b.x) - stubPx + lane
  const rightOf = Math.max(a.x + a.width, b.x + b.width) + stubPx + lane
  const turns: readonly (readonly Point[])[] = [
    [{ x: back.x, y: out.y }],
    [{ x: out.x, y: back.y }],
    ...[above, below, (out.y + back.y) / 2, gapBetween(a.y, a.height, b.y, b.height)].map((y) => [
      { x: out.x, y },
      { x: back.x, y },
    ]),
    ...[leftOf, rightOf, (out.x + back.x) / 2, gapBetween(a.x, a.width, b.x, b.width)].map((x) => [
      { x, y: out.y },
      { x, y: back.y },
    ]),
  ]
  return turns.map((middle) => sketchThrough([p, out, ...middle, back, q], from, to))
}

/** A single curve, where the sides face each other. */
function directWay(p: Point, q: Point, from: Side, to: Side): Route | undefined {
  const n = normalOf(from)
  const m = normalOf(to)
  const dx = q.x - p.x
  const dy = q.y - p.y
  const ahead = n.x * dx + n.y * dy
  const behind = -(m.x * dx + m.y * dy)
  if (ahead < 20 || behind < 20) return undefined
  const across = Math.abs(n.x === 0 ? dx : dy)
  const isAcross = n.x * m.x + n.y * m.y === 0
  const reach = (along: number): number =>
    isAcross ? along * 0.62 : Math.max(along * 0.5, Math.min(along * 0.85, across * 0.3, 90))
  const a = reach(ahead)
  const b = reach(behind)
  return { curve: [p.x, p.y, p.x + n.x * a, p.y + n.y * a, q.x + m.x * b, q.y + m.y * b, q.x, q.y], from, to }
}

/** The shortest way through the gaps between cards, for what no simple way solves. */
function wayAround(
  source: End,
  target: End,
  from: Side,
  lane: number,
  findObstacles: FindObstacles,
): Route | undefined {
  const p = leave(source, from, lane)
  const n = normalOf(from)
  const q = enter(target, 'left', lane)
  const out = { x: p.x + n.x * besidePx, y: p.y + n.y * besidePx }
  const back = { x: q.x - besidePx, y: q.y }
  const area = boundsOf([source.box, target.box])
  if (area === undefined) return undefined
  const way = findWay(out, back, n, findObstacles(inflateBox(area, searchPx)))
  const curve = way === undefined ? undefined : drawThrough([p, ...way, q])
  return curve === undefined ? undefined : { curve, from, to: 'left' }
}

/** Ways from left to right that run above or below whatever stands between, or turn at another place. */
function detoursAround(source: End, target: End, lane: number, findObstacles: FindObstacles): readonly Route[] {
  const p = leave(source, 'right', lane)
  const q = enter(target, 'left', lane)
  if (q.x - p.x < 2 * stubPx) return []
  const routes: Route[] = []
  for (const x of [p.x + stubPx, (p.x + q.x) / 2, q.x - stubPx]) {
    const curve = drawThrough([p, { x, y: p.y }, { x, y: q.y }, q])
    if (curve !== undefined) routes.push({ curve, from: 'right', to: 'left' })
  }
  const direct = directWay(p, q, 'right', 'left')
  if (direct === undefined) return routes
  const hit = crossedBoxes(direct.curve, source.box, target.box, findObstacles)
  if (hit.length === 0) return routes
  let left = Math.max(Math.min(...hit.map((box) => box.x)) - 20, p.x + stubPx)
  let right = Math.min(Math.max(...hit.map((box) => box.x + box.width)) + 20, q.x - stubPx)
  if (right <= left) {
    left = p.x + stubPx
    right = q.x - stubPx
  }
  for (const y of [
    Math.min(...hit.map((box) => box.y)) - 20 + lane,
    Math.max(...hit.map((box) => box.y + box.height)) + 20 + lane,
  ]) {
    routes.push({
      curve: [...bend(p, { x: left, y }), ...glide(right, y), ...bend({ x: right, y }, q).slice(2)],
      from: 'right',
      to: 'left',
    })
    const curve = drawThrough([
      p,
      { x: p.x + stubPx, y: p.y },
      { x: p.x + stubPx, y },
      { x: q.x - stubPx, y },
      { x: q.x - stubPx, y: q.y },
      q,
    ])
    if (curve !== undefined) routes.push({ curve, from: 'right', to: 'left' })
  }
  return routes
}

/** The middle of the gap between two stretches; between their centres when they overlap. */
function gapBetween(a: number, aLength: number, b: number, bLength: number): number {
  if (a + aLength < b) return (a + aLength + b) / 2
  if (b + bLength < a) return (b + bLength + a) / 2
  return (a + aLength / 2 + b + bLength / 2) / 2
}

function bend(p: Point, q: Point): number[] {
  const reach = (q.x - p.x) * 0.5
  return [p.x, p.y, p.x + reach, p.y, q.x - reach, q.y, q.x, q.y]
}

/** A straight stretch to `x`, written as a curve. */
function glide(x: number, y: number): number[] {
  return [x, y, x, y, x, y]
}

function straight(p: Point, q: Point): number[] {
  return [p.x, p.y, p.x, p.y, q.x, q.y, q.x, q.y]
}
