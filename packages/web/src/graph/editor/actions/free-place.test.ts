import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doOverlap } from '../../../map/index.ts'
import { findFreePlace } from './free-place.ts'

const size = { width: 168, height: 56 }

test('a place that is free is taken as it is wanted, on the grid', () => {
  expect(findFreePlace({ size, taken: [], wanted: { x: 101, y: 43 } })).toEqual({ x: 104, y: 40 })
})

test('beside a box that is in the way, to the right of it', () => {
  const place = findFreePlace({ size, taken: [{ x: 0, y: 0, ...size }], wanted: { x: 0, y: 0 } })
  expect(place.y).toBe(0)
  expect(place.x).toBeGreaterThanOrEqual(168 + 24)
})

test('however the boxes lie, the place found covers none of them and lies on the grid', () => {
  const coordinate = fc.integer({ min: -600, max: 600 })
  const box = fc.record({
    x: coordinate,
    y: coordinate,
    width: fc.integer({ min: 8, max: 900 }),
    height: fc.integer({ min: 8, max: 900 }),
  })
  fc.assert(
    fc.property(fc.array(box, { maxLength: 40 }), coordinate, coordinate, (taken, x, y) => {
      const place = findFreePlace({ size, taken, wanted: { x, y } })
      expect(taken.filter((one) => doOverlap(one, { ...place, ...size }))).toEqual([])
      expect([Math.abs(place.x % 8), Math.abs(place.y % 8)]).toEqual([0, 0])
    }),
  )
})
