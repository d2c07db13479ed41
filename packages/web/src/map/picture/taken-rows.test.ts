import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doOverlap } from '../geometry/box.ts'
import type { Box } from '../geometry/box.ts'
import { TakenRows } from './taken-rows.ts'

const box = fc.record({
  x: fc.integer({ min: -200, max: 200 }),
  y: fc.integer({ min: -200, max: 200 }),
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 90 }),
})

test('a place is given to whoever comes first, and to nobody whose place would lie over it', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), fc.integer({ min: 5, max: 60 }), (boxes, rowPx) => {
      const taken = new TakenRows(rowPx)
      const kept: Box[] = []
      for (const one of boxes) {
        const isFree = !kept.some((other) => doOverlap(one, other))
        expect(taken.take(one)).toBe(isFree)
        if (isFree) kept.push(one)
      }
    }),
  )
})
