import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doOverlap, inflateBox, isInside } from '@statusgraph/layout'
import type { Box } from '@statusgraph/layout'
import { sampleCurve } from './curve.ts'
import { routeEdge } from './route-edge.ts'
import type { End } from './route.ts'

const boxes = fc.record({
  x: fc.integer({ min: -1_500, max: 1_500 }),
  y: fc.integer({ min: -1_500, max: 1_500 }),
  width: fc.integer({ min: 60, max: 320 }),
  height: fc.integer({ min: 48, max: 260 }),
})
/** Two boxes with room for an edge between them. */
const pairs = fc.tuple(boxes, boxes).filter(([a, b]) => !doOverlap(inflateBox(a, 40), inflateBox(b, 40)))

function endOf(box: Box, portY?: number): End {
  return { box, axisY: Math.min(28, box.height / 2), portY, pointed: false }
}

function isOnBorder(box: Box, x: number, y: number): boolean {
  const isWithin =
    x >= box.x - 0.01 && x <= box.x + box.width + 0.01 && y >= box.y - 0.01 && y <= box.y + box.height + 0.01
  return isWithin && !isInside(inflateBox(box, -0.01), x, y)
}

test.each([
  ['in a small map', () => []],
  ['in a big map', undefined],
])('an edge begins and ends on the borders of its boxes %s', (_, findObstacles) => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const { curve } = routeEdge(endOf(a), endOf(b), 0, findObstacles)
      expect(isOnBorder(a, curve[0] ?? NaN, curve[1] ?? NaN)).toBe(true)
      expect(isOnBorder(b, curve.at(-2) ?? NaN, curve.at(-1) ?? NaN)).toBe(true)
    }),
  )
})

test('an edge never runs through the box it leads to, nor through the one it comes from', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const { curve } = routeEdge(endOf(a), endOf(b), 0, () => [])
      const cores = [inflateBox(a, -3), inflateBox(b, -3)]
      sampleCurve(curve, 24, (x, y) => {
        for (const core of cores) expect(isInside(core, x, y)).toBe(false)
      })
    }),
    { numRuns: 300 },
  )
})

test('an edge to a port arrives from the left, just before the dot of that port', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const { curve, to } = routeEdge(endOf(a), endOf(b, 40), 0, () => [])
      expect(to).toBe('left')
      expect(curve.at(-2)).toBeCloseTo(b.x - 6)
      expect(curve.at(-1)).toBeCloseTo(b.y + 40)
    }),
  )
})

test('an edge leaves and enters at right angles', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const { curve, from, to } = routeEdge(endOf(a), endOf(b), 0, () => [])
      const [x0 = 0, y0 = 0] = curve
      // The first and last points that differ from the ends say in which direction the edge sets out and arrives.
      const points = Array.from(
        { length: curve.length / 2 },
        (_, at) => [curve[2 * at] ?? 0, curve[2 * at + 1] ?? 0] as const,
      )
      const first = points.find(([x, y]) => Math.hypot(x - x0, y - y0) > 0.5)
      const [xn, yn] = points.at(-1) ?? [0, 0]
      const last = points.findLast(([x, y]) => Math.hypot(x - xn, y - yn) > 0.5)
      const isLevel = (side: string): boolean => side === 'left' || side === 'right'
      expect(isLevel(from) ? first?.[1] : first?.[0]).toBeCloseTo(isLevel(from) ? y0 : x0)
      expect(isLevel(to) ? last?.[1] : last?.[0]).toBeCloseTo(isLevel(to) ? yn : xn)
    }),
  )
})

test('an edge goes around a card that stands in its way', () => {
  const a = { x: 0, y: 0, width: 200, height: 60 }
  const b = { x: 900, y: 0, width: 200, height: 60 }
  const wall = { x: 400, y: -200, width: 200, height: 460 }
  const { curve } = routeEdge(endOf(a), endOf(b), 0, () => [wall])
  sampleCurve(curve, 30, (x, y) => expect(isInside(wall, x, y)).toBe(false))
})

test('an edge finds its way back to a port through the gaps between cards', () => {
  const a = { x: 900, y: 0, width: 200, height: 60 }
  const b = { x: 0, y: -60, width: 200, height: 200 }
  const walls = [
    { x: 400, y: -100, width: 200, height: 110 },
    { x: 400, y: 60, width: 200, height: 200 },
    { x: 0, y: 200, width: 200, height: 100 },
  ]
  const { curve } = routeEdge(endOf(a), endOf(b, 100), 0, () => [...walls, a, b])
  for (const wall of walls) sampleCurve(curve, 30, (x, y) => expect(isInside(wall, x, y)).toBe(false))
})

test('an edge from a node to itself makes a loop outside of it', () => {
  const box = { x: 0, y: 0, width: 200, height: 60 }
  const end = endOf(box)
  const { curve } = routeEdge(end, end, 0, () => [])
  sampleCurve(curve, 20, (x, y) => expect(isInside(box, x, y)).toBe(false))
})
