import { expect, test } from 'vitest'
import { scoreFuzzy } from './fuzzy.ts'

test('a whole piece beats scattered letters, and the start of a word beats its middle', () => {
  const order = ['cart.svc', 'shop cart', 'mycart', 'c-a-r-t', 'checkout'].toSorted(
    (a, b) => (scoreFuzzy('cart', b) ?? -1) - (scoreFuzzy('cart', a) ?? -1),
  )
  expect(order).toEqual(['cart.svc', 'shop cart', 'mycart', 'c-a-r-t', 'checkout'])
  expect(scoreFuzzy('cart', 'checkout')).toBeUndefined()
})
