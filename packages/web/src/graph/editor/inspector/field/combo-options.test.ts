import { expect, test } from 'vitest'
import { findOptions } from './combo-options.ts'

const options = ['orders.svc', 'cart-db.svc', 'cart.svc'].map((name) => ({ value: name, label: name }))
const found = (typed: string) => findOptions(options, typed).map(({ label }) => label)

test('without a text everything is offered, as it comes', () => {
  expect(found(' ')).toEqual(['orders.svc', 'cart-db.svc', 'cart.svc'])
})

test('the best answer to what was typed comes first, gaps allowed', () => {
  expect(found('cart')[0]).toBe('cart.svc')
  expect(found('cartdb')).toEqual(['cart-db.svc'])
  expect(found('zebra')).toEqual([])
})

test('of thousands only as many are offered as somebody reads', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => ({ value: `s${at}`, label: `service-${at}` }))
  expect(findOptions(many, '')).toHaveLength(50)
  expect(findOptions(many, 'service')).toHaveLength(50)
})
