import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupServices, namespaceOf, serviceGroupings, shortNameOf } from './group-services.ts'
import type { DrawableService, ServiceGrouping } from './group-services.ts'

function groupsOf(names: readonly string[], grouping: ServiceGrouping): readonly string[] {
  return groupServices(
    names.map((service) => ({ service })),
    grouping,
  ).map(({ name, services }) => `${name ?? '-'}: ${services.map(({ service }) => service).join(' ')}`)
}

test('services whose names begin with the same word are a group, the others stand alone', () => {
  expect(groupsOf(['cdn.eu', 'cart.svc', 'email.svc', 'cart-db.svc', 'cdn.us'], 'prefix')).toEqual([
    'cart: cart.svc cart-db.svc',
    'cdn: cdn.eu cdn.us',
    '-: email.svc',
  ])
})

test('a prefix that all names share makes no group', () => {
  expect(groupsOf(['acme-cart-api', 'acme-cart-db', 'acme-mail'], 'prefix')).toEqual([
    'cart: acme-cart-api acme-cart-db',
    '-: acme-mail',
  ])
  expect(groupsOf(['cart', 'cart-db'], 'prefix')).toEqual(['cart: cart cart-db'])
})

test('a namespace is what the evidence says, or stands in the name', () => {
  expect(namespaceOf({ service: 'cart', namespace: 'shop' })).toBe('shop')
  expect(namespaceOf({ service: 'shop/cart' })).toBe('shop')
  expect(namespaceOf({ service: 'cart.shop.svc.cluster.local' })).toBe('shop')
  expect(namespaceOf({ service: 'cart.svc' })).toBeUndefined()
  expect(namespaceOf({ service: 'a/b/c' })).toBeUndefined()
  expect(shortNameOf('shop/cart')).toBe('cart')
  expect(shortNameOf('cart.svc')).toBe('cart.svc')
  expect(groupsOf(['shop/cart', 'ops/prometheus', 'shop/mail', 'loner'], 'namespace')).toEqual([
    'ops: ops/prometheus',
    'shop: shop/cart shop/mail',
    '-: loner',
  ])
})

test('whatever the names, every service is in exactly one group', () => {
  const service = fc.record({ service: fc.string(), namespace: fc.option(fc.string(), { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(service), fc.constantFrom(...serviceGroupings), (services: DrawableService[], grouping) => {
      const grouped = groupServices(services, grouping).flatMap((group) => group.services)
      expect(grouped).toHaveLength(services.length)
      expect(new Set(grouped)).toEqual(new Set(services))
    }),
  )
})
