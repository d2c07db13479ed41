import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moveTo } from './move-in-order.ts'

test.each([
  ['a', 'c', ['b', 'c', 'a', 'd']],
  ['d', 'a', ['d', 'a', 'b', 'c']],
  ['b', 'b', ['a', 'b', 'c', 'd']],
  ['nowhere', 'b', ['a', 'b', 'c', 'd']],
])('%s put where %s stands', (id, target, expected) => {
  expect(moveTo(['a', 'b', 'c', 'd'], id, target)).toEqual(expected)
})

test('what is moved stands where it was put, and nothing is lost or doubled', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(ids, fc.nat(11), fc.nat(11), (order, from, to) => {
      const [id, target] = [order[from % order.length] ?? '', order[to % order.length] ?? '']
      const moved = moveTo(order, id, target)
      expect(moved.indexOf(id)).toBe(order.indexOf(target))
      expect(moved.toSorted()).toEqual(order.toSorted())
    }),
  )
})
