import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { expireSilence, silence } from '../integration/alertmanager.ts'
import { openBrowser } from './browser.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser
let visitors: readonly Visitor[]

beforeAll(async () => {
  stack = await openShop()
  browser = await openBrowser()
  visitors = [
    await visit(browser, stack.statusgraph.url),
    await visit(browser, stack.statusgraph.url, { colorScheme: 'dark' }),
  ]
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Everybody sees it, each on their own screen. */
async function everybody(look: (visitor: Visitor) => Promise<void>): Promise<void> {
  await Promise.all(visitors.map(look))
}

/** What the tab's icon shows, as text of its drawing. */
function readIcon({ page }: Visitor): Promise<string | null> {
  return page.locator('link[rel="icon"]').getAttribute('href')
}

test('two people see an incident from green to red, muted while silenced, red again, and green, without a reload', async () => {
  await everybody(async (visitor) => {
    await visitor.open('/graphs/shop')
    await visitor.see('cart-db', 'ok')
    await visitor.see('payment', 'ok')
    await visitor.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }))
  })
  for (const { page } of visitors) await expect.poll(() => page.title(), { timeout: patienceMs }).toContain('all ok')
  const calmIcons = await Promise.all(visitors.map(readIcon))

  await stack.shop.service('cart-db.svc', 'down')
  await everybody(async (visitor) => {
    await visitor.see('cart-db', 'critical')
    await visitor.page.getByRole('button', { name: /^cart-db\.svc, critical, 1 alert/ }).waitFor()
    await visitor.page.getByRole('status').filter({ hasText: 'cart-db.svc is critical' }).waitFor()
    await expect.poll(() => visitor.page.title()).toMatch(/critical.*Web shop/)
  })
  const redIcons = await Promise.all(visitors.map(readIcon))
  for (const [at, icon] of redIcons.entries()) expect(icon).not.toBe(calmIcons[at])

  const [first] = visitors
  if (first === undefined) throw new Error('nobody looks')
  await expectThePanelToExplain(first)

  const id = await silence(stack.alertmanager.url, { service_id: 'cart-db.svc' })
  await everybody((visitor) => visitor.see('cart-db', 'muted'))
  const panel = first.page.getByRole('complementary', { name: 'About cart-db.svc' })
  await panel.getByText('Silenced by jane').first().waitFor()
  await panel.getByText('we are on it').first().waitFor()
  await expect.poll(() => first.page.title()).not.toContain('critical')

  await expireSilence(stack.alertmanager.url, id)
  await everybody((visitor) => visitor.see('cart-db', 'critical'))

  await stack.shop.service('cart-db.svc', 'up')
  await everybody(async (visitor) => {
    await visitor.see('cart-db', 'ok')
    await expect.poll(() => visitor.page.title(), { timeout: patienceMs }).toContain('all ok')
    await visitor.page.getByRole('status').filter({ hasText: 'Nothing is critical or warning any more.' }).waitFor()
    expect(await visitor.page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true)
    expect(visitor.troubles).toEqual([])
  })
})

async function expectThePanelToExplain(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await visitor.node('cart-db').click()
  const panel = page.getByRole('complementary', { name: 'About cart-db.svc' })
  await panel.getByRole('region', { name: 'Why' }).getByText('service_down').first().waitFor()
  const alert = panel.getByRole('article').filter({ hasText: 'service_down' }).first()
  await alert.getByText('cart-db.svc is down').waitFor()
  expect(await alert.getByRole('link', { name: /Runbook/ }).getAttribute('href')).toMatch(/^https:\/\/.+service_down/)
  const since = await panel.locator('time').first().getAttribute('datetime')
  expect(Date.now() - Date.parse(since ?? '')).toBeLessThan(10 * 60_000)
  expect(page.url()).toContain('node=cart-db')
}
