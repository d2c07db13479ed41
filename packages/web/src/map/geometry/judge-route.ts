import type { Box } from './box.ts'
import { inflateBox, isInside } from './box.ts'
import { boxOfCurve, lengthOf, sampleCurve } from './curve.ts'
import type { FindObstacles, Route } from './route.ts'

const clearancePx = 8
/** What an edge may not do near its own boxes: run along their sides as if it met them. */
const huggingPx = 11

/** What a way costs for itself, whatever stands around it: its length, its bends and the sides it takes. */
export function plainCostOf({ curve, from, to }: Route): number {
  const taste = (from === 'right' ? 0 : 60) + (to === 'left' ? 0 : 60)
  const bends = (curve.length - 8) / 6
  return lengthOf(curve) + taste + bends * 24
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
  const near = findObstacles(inflateBox(boxOfCurve(curve), clearancePx)).filter((box) => box !== from && box !== to)
  if (near.length === 0) return near
  const hit = new Set<Box>()
  const grown = near.map((box) => inflateBox(box, clearancePx))
  sampleCurve(curve, 14, (x, y) => {
    grown.forEach((box, at) => {
      const real = near[at]
      if (real !== undefined && isInside(box, x, y)) hit.add(real)
    })
  })
  return [...hit]
}

/** Whether a curve, away from its ends, runs close along one of its own boxes. */
function countHugging(curve: readonly number[], box: Box): number {
  const near = inflateBox(box, huggingPx)
  const ends = [curve[0] ?? 0, curve[1] ?? 0, curve.at(-2) ?? 0, curve.at(-1) ?? 0] as const
  let isHugging = false
  sampleCurve(curve, 14, (x, y) => {
    const isEnd = Math.hypot(x - ends[0], y - ends[1]) < 24 || Math.hypot(x - ends[2], y - ends[3]) < 24
    if (!isEnd && isInside(near, x, y)) isHugging = true
  })
  return isHugging ? 1 : 0
}

/** Whether a curve runs through the inside of one of its own boxes. */
function countInside(curve: readonly number[], box: Box): number {
  const core = inflateBox(box, -2)
  let isCut = false
  sampleCurve(curve, 14, (x, y) => {
    if (isInside(core, x, y)) isCut = true
  })
  return isCut ? 1 : 0
}
