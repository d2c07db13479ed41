import type { Point, Size } from './geometry/box.ts'

/** A step of the sky line: from `x` on, everything above `y` is taken. */
interface Step {
  readonly x: number
  readonly y: number
  readonly width: number
}

interface Packing {
  readonly points: readonly Point[]
  readonly width: number
  readonly height: number
}

/** More than this stand in plain rows: to look for the best gap would take long, and gains little among so many. */
const skyLimit = 400

/**
 * Sets boxes beside and below each other so that the whole has about the ratio that was asked for. Large ones come
 * first, those of one height in their order.
 */
export function packBoxes(sizes: readonly Size[], gapPx: number, ratio: number): Packing {
  const area = sizes.reduce((sum, one) => sum + (one.width + gapPx) * (one.height + gapPx), 0)
  const widest = Math.max(0, ...sizes.map((one) => one.width))
  const ideal = Math.sqrt(area * ratio)
  if (sizes.length > skyLimit) return packRows(sizes, gapPx, Math.max(widest, ideal))
  let best: Packing | undefined
  let least = Infinity
  for (const factor of [0.85, 0.95, 1.05, 1.2, 1.4]) {
    const packing = packWithin(sizes, gapPx, Math.max(widest, ideal * factor) + gapPx)
    // The smallest frame of the right ratio around it: what has to fit on a screen.
    const cost = Math.max(packing.width, packing.height * ratio)
    if (cost >= least) continue
    best = packing
    least = cost
  }
  return best ?? { points: [], width: 0, height: 0 }
}

/** Row by row, the tallest first. */
function packRows(sizes: readonly Size[], gapPx: number, room: number): Packing {
  const order = sizes.map((_, at) => at).toSorted((a, b) => heightAt(sizes, b) - heightAt(sizes, a) || a - b)
  const points: Point[] = sizes.map(() => ({ x: 0, y: 0 }))
  let x = 0
  let y = 0
  let width = 0
  let rowHeight = 0
  for (const at of order) {
    const size = sizes[at]
    if (size === undefined) continue
    if (x > 0 && x + size.width > room) {
      x = 0
      y += rowHeight + gapPx
      rowHeight = 0
    }
    points[at] = { x, y }
    x += size.width + gapPx
    width = Math.max(width, x - gapPx)
    rowHeight = Math.max(rowHeight, size.height)
  }
  return { points, width, height: y + rowHeight }
}

function packWithin(sizes: readonly Size[], gapPx: number, room: number): Packing {
  const order = sizes.map((_, at) => at).toSorted((a, b) => heightAt(sizes, b) - heightAt(sizes, a) || a - b)
  const points: Point[] = sizes.map(() => ({ x: 0, y: 0 }))
  let sky: Step[] = [{ x: 0, y: 0, width: room }]
  let width = 0
  let height = 0
  for (const at of order) {
    const size = sizes[at]
    if (size === undefined) continue
    const place = findPlace(sky, size.width + gapPx, room)
    points[at] = place
    width = Math.max(width, place.x + size.width)
    height = Math.max(height, place.y + size.height)
    sky = raise(sky, { x: place.x, y: place.y + size.height + gapPx, width: size.width + gapPx })
  }
  return { points, width, height }
}

function heightAt(sizes: readonly Size[], at: number): number {
  return sizes[at]?.height ?? 0
}

/** The highest place, and of those the leftmost, where so much width is free. */
function findPlace(sky: readonly Step[], width: number, room: number): Point {
  let best: Point = { x: 0, y: Math.max(...sky.map((step) => step.y)) }
  let leastY = Infinity
  for (const [at, { x }] of sky.entries()) {
    if (x + width > room + 0.5) break
    let y = 0
    for (const step of sky.slice(at)) {
      if (step.x >= x + width) break
      y = Math.max(y, step.y)
    }
    if (y < leastY) {
      best = { x, y }
      leastY = y
    }
  }
  return best
}

function raise(sky: readonly Step[], by: Step): Step[] {
  const right = by.x + by.width
  const steps: Step[] = []
  let isIn = false
  for (const step of sky) {
    const end = step.x + step.width
    if (step.x < by.x) steps.push({ ...step, width: Math.min(end, by.x) - step.x })
    if (!isIn && end > by.x) {
      steps.push(by)
      isIn = true
    }
    if (end > right) steps.push({ x: Math.max(step.x, right), y: step.y, width: end - Math.max(step.x, right) })
  }
  const merged: Step[] = []
  for (const step of steps) {
    const last = merged.at(-1)
    if (last?.y === step.y) merged[merged.length - 1] = { ...last, width: last.width + step.width }
    else merged.push(step)
  }
  return merged
}
