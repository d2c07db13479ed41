import { expect, test } from 'vitest'
import { findChoices } from './find-choices.ts'

const choices = ['checkout', 'cart', 'cart-db', 'smart cart'].map((label) => ({
  id: label,
  node: label,
  label,
  detail: label === 'checkout' ? 'payments · shop' : 'shop',
  isPart: false,
}))
const found = (typed: string): readonly string[] => findChoices(choices, typed).map(({ label }) => label)

test.each([
  ['', ['checkout', 'cart', 'cart-db', 'smart cart']],
  ['cart', ['cart', 'cart-db', 'smart cart']],
  ['CART db', ['cart-db']],
  ['payments', ['checkout']],
  ['nobody', []],
])('typing "%s" finds %j', (typed, labels) => {
  expect(found(typed)).toEqual(labels)
})
