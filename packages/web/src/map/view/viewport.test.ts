import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelAt, middleShare } from '../picture/level.ts'
import { between, bringIntoView, fitBox, scaleLimits, toCanvas, visibleBox, zoomAt } from './viewport.ts'

const views = fc.record({
  x: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
  y: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
  scale: fc.double({ min: 0.02, max: 2.5, noNaN: true }),
})
const screen = { width: 1_600, height: 900 }

test('zooming keeps the point under the pointer where it is', () => {
  fc.assert(
    fc.property(views, fc.double({ min: 0.5, max: 2, noNaN: true }), (view, factor) => {
      const before = toCanvas(view, 400, 300)
      const after = toCanvas(zoomAt(view, 400, 300, factor), 400, 300)
      expect(after.x).toBeCloseTo(before.x, 3)
      expect(after.y).toBeCloseTo(before.y, 3)
    }),
  )
})

test('zooming ends at its limits', () => {
  expect(zoomAt({ x: 0, y: 0, scale: 1 }, 0, 0, 1e9).scale).toBe(scaleLimits.high)
  expect(zoomAt({ x: 0, y: 0, scale: 1 }, 0, 0, 1e-9).scale).toBe(scaleLimits.low)
})

test('fitting shows the whole map and does not blow up a small one', () => {
  const box = { x: -300, y: 200, width: 9_000, height: 4_000 }
  const seen = visibleBox(fitBox(box, screen, 1.1), screen)
  expect(seen.x).toBeLessThanOrEqual(box.x)
  expect(seen.x + seen.width).toBeGreaterThanOrEqual(box.x + box.width)
  expect(seen.y + seen.height).toBeGreaterThanOrEqual(box.y + box.height)
  expect(fitBox({ x: 0, y: 0, width: 10, height: 10 }, screen, 1.1).scale).toBe(1.1)
})

test('a node that is seen already moves nothing; one outside comes into view', () => {
  const view = { x: 0, y: 0, scale: 1 }
  expect(bringIntoView(view, { x: 100, y: 100, width: 200, height: 60 }, screen, 32)).toBe(view)
  const moved = bringIntoView(view, { x: 3_000, y: 100, width: 200, height: 60 }, screen, 32)
  expect(3_000 + 200 + moved.x).toBeLessThanOrEqual(screen.width)
  expect(moved.y).toBe(0)
})

test('a movement begins where it was and ends where it should', () => {
  fc.assert(
    fc.property(views, views, (a, b) => {
      const start = between(a, b, 0)
      const end = between(a, b, 1)
      expect(start.x).toBeCloseTo(a.x, 3)
      expect(start.scale).toBeCloseTo(a.scale, 6)
      expect(end.x).toBeCloseTo(b.x, 3)
      expect(end.scale).toBeCloseTo(b.scale, 6)
    }),
  )
})

test('what is drawn gets less with the distance, and a wall screen keeps large names close up', () => {
  expect([1, 0.6, 0.59, 0.2, 0.1].map((scale) => levelAt(scale))).toEqual(['near', 'near', 'middle', 'middle', 'far'])
  expect(levelAt(1, true)).toBe('middle')
  expect(middleShare(0.1)).toBe(0)
  expect(middleShare(0.3)).toBe(1)
})
