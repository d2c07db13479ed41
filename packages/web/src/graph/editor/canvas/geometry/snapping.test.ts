import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guidesFor, snapBox, snapEdge } from './snapping.ts'

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height })

test.each([
  ['its left edge to a left edge', box(4, 300), [box(0, 0)], { dx: -4, dy: undefined }],
  ['its right edge to a left edge', box(-97, 300), [box(0, 0)], { dx: -3, dy: undefined }],
  ['its middle to a middle', box(22, 300, 60), [box(0, 0)], { dx: -2, dy: undefined }],
  ['its top to a top', box(300, 5), [box(0, 0)], { dx: undefined, dy: -5 }],
  ['no edge to a middle', box(48, 300), [box(0, 0)], { dx: undefined, dy: undefined }],
  ['to nothing that is too far', box(300, 300), [box(0, 0)], { dx: undefined, dy: undefined }],
])('a box snaps %s', (_, moving, others, { dx, dy }) => {
  expect(snapBox(moving, others, 6)).toMatchObject({ dx, dy })
})

test.each([
  ['half way between two', box(253, 3, 60), [box(0, 0), box(468, 0)], 254 - 253],
  ['as far as the two before it are apart', box(425, 3), [box(0, 0), box(160, 0)], undefined],
  ['as far as the two before it are apart', box(323, 3), [box(0, 0), box(160, 0)], -3],
  ['as far as the two after it are apart', box(-162, 3), [box(0, 0), box(160, 0)], 2],
])('a box in a row comes to stand %s', (_, moving, others, dx) => {
  expect(snapBox(moving, others, 6).dx).toBe(dx)
})

test('the nearest line wins', () => {
  expect(snapBox(box(4, 300), [box(0, 0), box(5, 100)], 6).dx).toBe(1)
})

test('what a box snaps to is shown: each line from the first thing on it to the last, and each equal distance', () => {
  expect(snapBox(box(4, 300), [box(0, 0), box(0, 500)], 6).guides).toContainEqual({
    kind: 'line',
    isUpright: true,
    at: 0,
    from: 0,
    to: 550,
  })
  const gaps = snapBox(box(323, 3), [box(0, 0), box(160, 0)], 6).guides.filter(({ kind }) => kind === 'gap')
  expect(gaps.map(({ from, to }) => to - from)).toEqual([60, 60])
})

test('wherever a box snaps, there is a line or a distance that says why', () => {
  const boxes = fc.record({
    x: fc.integer({ min: -400, max: 400 }),
    y: fc.integer({ min: -400, max: 400 }),
    width: fc.integer({ min: 20, max: 300 }),
    height: fc.integer({ min: 20, max: 300 }),
  })
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 6 }), (moving, others) => {
      const { dx, dy, guides } = snapBox(moving, others, 6)
      for (const [delta, isAcross] of [
        [dx, true],
        [dy, false],
      ] as const) {
        if (delta === undefined) continue
        expect(Math.abs(delta)).toBeLessThanOrEqual(6)
        expect(guides.some((guide) => (guide.kind === 'line') === (guide.isUpright === isAcross))).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a pulled edge goes to the edge of a neighbour, and the line to it is shown', () => {
  expect(snapEdge(203, [box(200, 0)], true, 6)).toBe(200)
  expect(snapEdge(203, [box(220, 0)], true, 6)).toBeUndefined()
  expect(guidesFor(box(0, 100, 200), [box(200, 0)])).toContainEqual(
    expect.objectContaining({ isUpright: true, at: 200 }),
  )
})
