import { inflateBox, isInside } from '@statusgraph/layout'
import type { Box } from '@statusgraph/layout'
import { boxOfCurve, isStraight, lengthOf, someCubic, somePoint } from './curve.ts'
import type { Cubic, Side } from './curve.ts'
import type { FindObstacles, Route } from './route.ts'

const clearancePx = 8
/** What an edge may not do near its own boxes: run along their sides as if it met them. */
const huggingPx = 11

/** What a way costs for itself, whatever stands around it: its length, its bends and the sides it takes. */
export function plainCostOf({ curve, from, to }: Route): number {
  const bends = (curve.length - 8) / 6
  return lengthOf(curve) + tasteOf(from, to) + bends * 24
}

/** The map is read from left to right. */
export function tasteOf(from: Side, to: Side): number {
  return (from === 'right' ? 0 : 60) + (to === 'left' ? 0 : 60)
}

/**
 * What it costs beyond that: above all what it runs through. Most ways are longer than the best one before anything is
 * asked of the boxes around them; `limit` is what may be paid, and once it is reached the rest is not counted.
 */
export function hindranceOf(curve: readonly number[], from: Box, to: Box, find: FindObstacles, limit: number): number {
  let cost = 2_500 * (countInside(curve, from) + countInside(curve, to))
  if (cost < limit) cost += 120 * (countHugging(curve, from) + countHugging(curve, to))
  if (cost < limit) cost += 900 * crossedBoxes(curve, from, to, find).length
  return cost
}

/** The cards, other than its own two, that a curve runs through or too close by. */
export function crossedBoxes(
  curve: readonly number[],
  from: Box,
  to: Box,
  findObstacles: FindObstacles,
): readonly Box[] {
  return findObstacles(inflateBox(boxOfCurve(curve), clearancePx)).filter(
    (box) => box !== from && box !== to && isCrossing(curve, inflateBox(box, clearancePx)),
  )
}

/** Whether a curve, away from its ends, runs close along one of its own boxes. */
function countHugging(curve: readonly number[], box: Box): number {
  const near = inflateBox(box, huggingPx)
  const [startX = 0, startY = 0] = curve
  const endX = curve.at(-2) ?? 0
  const endY = curve.at(-1) ?? 0
  const isHugging = (x: number, y: number): boolean =>
    isInside(near, x, y) && Math.hypot(x - startX, y - startY) >= 24 && Math.hypot(x - endX, y - endY) >= 24
  return someCubic(curve, (cubic) => isBeside(cubic, near) && somePoint(cubic, steps, isHugging)) ? 1 : 0
}

/** Whether a curve runs through the inside of one of its own boxes. */
function countInside(curve: readonly number[], box: Box): number {
  return isCrossing(curve, inflateBox(box, -2)) ? 1 : 0
}

const steps = 14

function isCrossing(curve: readonly number[], box: Box): boolean {
  return someCubic(curve, (cubic) => {
    if (!isBeside(cubic, box)) return false
    // Level and upright stretches are their own box.
    const isAligned = isStraight(cubic) && (cubic.x0 === cubic.x3 || cubic.y0 === cubic.y3)
    return isAligned || somePoint(cubic, steps, (x, y) => isInside(box, x, y))
  })
}

/** Whether the box around a cubic touches the inside of a box. */
function isBeside({ x0, y0, x1, y1, x2, y2, x3, y3 }: Cubic, box: Box): boolean {
  return (
    Math.max(x0, x1, x2, x3) > box.x &&
    Math.min(x0, x1, x2, x3) < box.x + box.width &&
    Math.max(y0, y1, y2, y3) > box.y &&
    Math.min(y0, y1, y2, y3) < box.y + box.height
  )
}
