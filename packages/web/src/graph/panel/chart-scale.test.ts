import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundOf, layOutChart, nearestPoint } from './chart-scale.ts'

const size = { width: 100, height: 50 }

test('a gap is drawn as a gap, and a lonely value as a dot', () => {
  const chart = layOutChart(
    [
      [0, 1],
      [1, 2],
      [2, null],
      [3, 5],
      [4, null],
      [5, 1],
      [6, 1],
    ],
    size,
    [],
  )
  expect(chart?.lines).toHaveLength(2)
  expect(chart?.dots).toHaveLength(1)
  expect([chart?.low, chart?.high]).toEqual([1, 5])
})

test('a series without a value is no chart', () => {
  expect(
    layOutChart(
      [
        [0, null],
        [1, null],
      ],
      size,
      [],
    ),
  ).toBeUndefined()
  expect(layOutChart([], size, [])).toBeUndefined()
})

test('a flat line and any finite values stay inside the box', () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 50 }),
      fc.array(value, { maxLength: 2 }),
      (values, bounds) => {
        const chart = layOutChart(
          values.map((one, at) => [at, one] as const),
          size,
          bounds,
        )
        for (const one of values) {
          expect(chart?.yOf(one)).toBeGreaterThanOrEqual(-0.001)
          expect(chart?.yOf(one)).toBeLessThanOrEqual(size.height + 0.001)
        }
      },
    ),
  )
})

test('the pointer finds the nearest value, never a gap', () => {
  const points = [
    [0, 1],
    [10, null],
    [20, 3],
  ] as const
  expect(nearestPoint(points, 0.6)).toBe(2)
  expect(nearestPoint(points, 0.4)).toBe(0)
})

test.each([
  ['> 95', 95],
  ['<= 0.5', 0.5],
  ['< -2e3', -2_000],
  [undefined, undefined],
  ['high', undefined],
])('the bound of %j is %s', (text, bound) => {
  expect(boundOf(text)).toBe(bound)
})
