import { expect, test } from 'vitest'
import { exposeService } from './exposition.ts'
import { services } from './services.ts'
import { openShop } from './shop.ts'
import type { Shop, Trouble } from './shop.ts'

const noon = Date.UTC(2026, 10, 22, 12)

function runFor(shop: Shop, seconds: number): Shop {
  shop.advance(noon + seconds * 1_000)
  return shop
}

function observe(
  service: string,
  trouble: Trouble = {},
): { requests: number; failingRatio: number; meanSeconds: number } {
  const shop = openShop(noon)
  shop.trouble(service, trouble)
  const { served = 0, failed = 0, durationSeconds = 0 } = runFor(shop, 60).countersOf(service) ?? {}
  const requests = served + failed
  return { requests, failingRatio: failed / requests, meanSeconds: durationSeconds / requests }
}

test('on a good day every service of the shop is busy and hardly anything fails', () => {
  for (const { name } of services) {
    const { requests, failingRatio } = observe(name)
    expect(requests, name).toBeGreaterThan(60)
    expect(failingRatio, name).toBeLessThan(0.01)
  }
})

test('two shops that opened together count alike', () => {
  const [one, other] = [runFor(openShop(noon), 30), runFor(openShop(noon), 30)]
  expect(one.countersOf('checkout.svc')).toEqual(other.countersOf('checkout.svc'))
})

test('a slow service answers slowly and a failing one fails', () => {
  expect(observe('recommend.svc', { slowedByMs: 900 }).meanSeconds).toBeGreaterThan(0.9)
  expect(observe('email.svc', { failingRatio: 0.33 }).failingRatio).toBeGreaterThan(0.3)
})

test('a service that is down counts nothing, and its callers feel it a little', () => {
  const shop = openShop(noon)
  shop.trouble('cart-db.svc', { down: true })
  runFor(shop, 60)
  expect(shop.countersOf('cart-db.svc')?.served).toBe(0)
  const { served = 0, failed = 0 } = shop.countersOf('cart.svc') ?? {}
  expect(failed / served).toBeGreaterThan(0.003)
  expect(failed / served).toBeLessThan(0.02)
})

test('a service that is healed is as before', () => {
  const shop = openShop(noon)
  shop.trouble('ad.svc', { gone: true })
  shop.heal('ad.svc')
  expect(shop.troubleOf('ad.svc')).toEqual({})
})

test('a service that the shop does not have can neither be troubled nor read', () => {
  expect(() => openShop(noon).trouble('toaster.svc', { down: true })).toThrow('no service toaster.svc')
  expect(exposeService(openShop(noon), 'toaster.svc')).toBeUndefined()
})

test('traces tell who calls whom, what nobody drew and no longer what nobody calls', () => {
  const traffic = runFor(openShop(noon), 60).traffic()
  const calls = traffic.map(({ client, server }) => `${client} > ${server}`)
  expect(calls).toContain('frontend.svc > checkout.svc')
  expect(calls).toContain('checkout.svc > fraud-check.example.com')
  expect(calls).toContain('orders.svc > order-events')
  expect(calls).toContain('order-events > email.svc')
  expect(calls).not.toContain('customer.svc > checkout.svc')
  expect(new Set(calls).size).toBe(calls.length)
})

test('every call to a service that is down fails', () => {
  const shop = openShop(noon)
  shop.trouble('cart-db.svc', { down: true })
  const call = runFor(shop, 60)
    .traffic()
    .find(({ server }) => server === 'cart-db.svc')
  expect(call?.counters.failed).toBeGreaterThan(60)
  expect(call?.counters.served).toBe(0)
})
