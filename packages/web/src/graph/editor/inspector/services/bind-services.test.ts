import type { GraphNode } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { addServices, removeService } from './bind-services.ts'

const cart: GraphNode = { id: 'cart', name: 'cart.svc', kind: 'service' }

test('a node that is bound by its name stays so when a service is added', () => {
  expect(addServices(cart, 'cart-db.svc', true)).toEqual(['cart.svc', 'cart-db.svc'])
})

test('a name that no upstream knows was no binding', () => {
  expect(addServices(cart, 'cart-db.svc', false)).toEqual(['cart-db.svc'])
})

test('a group is never bound by its name', () => {
  expect(addServices({ ...cart, kind: 'group' }, 'cart-db.svc', true)).toEqual(['cart-db.svc'])
})

test('several services may be given at once, and none twice', () => {
  const bound = { ...cart, services: ['a'] }
  expect(addServices(bound, ' b, A ,c,', true)).toEqual(['a', 'b', 'c'])
})

test('without its last service a node is bound by its name again', () => {
  expect(removeService(['a', 'b'], 'a')).toEqual(['b'])
  expect(removeService(['b'], 'b')).toBeUndefined()
})
