import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack } from '../../demo/stack.ts'
import type { Stack } from '../../demo/stack.ts'
import { drawShop } from '../../demo/run/graph.ts'
import { expireSilence, silence } from './alertmanager.ts'
import { isGreen, watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

let stack: Stack
let watcher: Watcher

beforeAll(async () => {
  stack = await startStack({ interval: '1s' })
  await drawShop(stack.statusgraph.url)
  watcher = watch(stack.statusgraph.url, 'shop')
}, 120_000)

afterAll(async () => {
  await watcher?.stop()
  await stack?.stop()
})

test('an incident goes from green to red, muted while silenced, red again when the silence ends, and green when it is over', async () => {
  await watcher.waitFor('cart-db', 'ok')
  const beganMs = performance.now()
  await stack.shop.service('cart-db.svc', 'down')
  await watcher.waitFor('cart-db', 'critical')
  expect(watcher.status('cart-db')?.reasons[0]).toMatchObject({
    kind: 'alert',
    title: 'service_down',
    via: { source: 'label', key: 'service_id', service: 'cart-db.svc' },
  })
  expect(watcher.status('cart')?.overlays).toContainEqual(
    expect.objectContaining({ kind: 'impacted', by: expect.arrayContaining(['cart-db']) }),
  )

  const id = await silence(stack.alertmanager.url, { service_id: 'cart-db.svc' })
  await watcher.waitFor('cart-db', 'muted')
  expect(watcher.status('cart-db')?.reasons[0]).toMatchObject({
    state: 'suppressed',
    alertLamp: 'critical',
    suppressedBy: [{ kind: 'silence', id, by: 'jane', comment: 'we are on it', until: expect.any(String) }],
  })

  await expireSilence(stack.alertmanager.url, id)
  await watcher.waitFor('cart-db', 'critical')

  const mendedMs = performance.now()
  await stack.shop.service('cart-db.svc', 'up')
  await watcher.waitFor('cart-db', 'ok')
  // Before the rule fires, what was measured last may still speak for the service; from then on only the end is green.
  const looks = watcher.looksSince('cart-db', beganMs)
  const sinceRed = looks.slice(looks.indexOf('critical'))
  expect(sinceRed.filter(isGreen), `all looks: ${looks.join(', ')}`).toHaveLength(1)
  expect(watcher.looksSince('cart-db', mendedMs).at(-1)).toBe('ok')
}, 180_000)

test('a rule that is about to fire shows its pending time', async () => {
  await watcher.waitFor('email', 'ok')
  await stack.shop.service('email.svc', 'down')
  await expect
    .poll(() => watcher.status('email')?.overlays.find(({ kind }) => kind === 'pending'), { timeout: 30_000 })
    .toMatchObject({ title: 'service_down', lamp: 'critical', until: expect.any(String) })
  await stack.shop.service('email.svc', 'up')
}, 60_000)
