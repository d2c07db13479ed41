import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer, Stack } from '../../demo/stack.ts'
import { silence } from '../integration/alertmanager.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { places } from './pages.ts'
import { countDifferences } from './pixels.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser
/** No upstream, no graph. */
let empty: RunningServer

beforeAll(async () => {
  ;[stack, empty, browser] = await Promise.all([openShop(), startStatusgraph({ config: '{}' }), openBrowser()])
  await stack.shop.service('cart-db.svc', 'down')
  const visitor = await visit(browser, stack.statusgraph.url)
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'critical')
  await visitor.leave()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([stack?.stop(), empty?.stop()])
})

/** Asks axe in the light theme and, on the same page, in the dark one. */
async function expectNoViolations({ page }: Visitor): Promise<void> {
  const backgrounds = new Set<string>()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const readBackground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(async () => backgrounds.has(await readBackground())).toBe(false)
    backgrounds.add(await readBackground())
    // What fades in has its whole contrast a moment later.
    await expect.poll(() => findViolations(page), { timeout: 10_000, message: colorScheme }).toEqual([])
  }
}

test.each(places.map((place) => [place.name, place] as const))(
  '%s: axe finds nothing in light or dark, no request leaves, nothing is wrong in the console, and no map scrolls away',
  async (_name, place) => {
    const visitor = await visit(browser, stack.statusgraph.url)
    await visitor.open(place.path)
    await place.arrive(visitor)
    await expectNoViolations(visitor)
    // A list at the side of a map scrolls by itself: the page around it is as high as the window.
    const isTooHigh = () => visitor.page.evaluate(() => document.documentElement.scrollHeight > innerHeight)
    if (place.path.startsWith('/graphs/')) expect(await isTooHigh()).toBe(false)
    expect(visitor.troubles).toEqual([])
    await visitor.leave()
  },
)

test.each([
  ['/', /Draw your system|No graph/i],
  ['/alerts', /No Alertmanager is configured/],
  ['/services', /No service/],
  ['/upstreams', /No upstream/],
])('without any upstream or graph %s says so, and axe finds nothing in light or dark', async (path, words) => {
  const visitor = await visit(browser, empty.url)
  await visitor.open(path)
  await visitor.page.getByRole('main').getByText(words).first().waitFor()
  await expectNoViolations(visitor)
  expect(visitor.troubles).toEqual([])
  await visitor.leave()
})

test('with reduced motion nothing on the map moves by itself, even while an alert comes in', async () => {
  const visitor = await visit(browser, stack.statusgraph.url, { reducedMotion: 'reduce' })
  const { page } = visitor
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'critical')
  await stack.shop.service('customer.svc', 'down')
  await visitor.see('customer', 'critical')
  const running = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  expect(await running()).toBe(0)
  await visitor.node('customer').hover()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  expect(await running()).toBe(0)
  await stack.shop.service('customer.svc', 'up')
  await visitor.see('customer', 'ok')
  await visitor.leave()
})

test('with text twice as large no line of the panel lies on the next one', async () => {
  const visitor = await visit(browser, stack.statusgraph.url)
  const { page } = visitor
  await visitor.open('/graphs/shop?node=cart-db')
  const panel = page.getByRole('complementary')
  await panel.getByRole('article').first().waitFor()
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  const tight = await panel.locator('*').evaluateAll((all) =>
    all
      .filter((element) => {
        const { lineHeight, fontSize } = getComputedStyle(element)
        return element.textContent !== '' && Number.parseFloat(lineHeight) < Number.parseFloat(fontSize)
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  )
  expect(tight).toEqual([])
  await visitor.leave()
})

test('in forced colours every node keeps its edge, its name and its mark', async () => {
  const visitor = await visit(browser, stack.statusgraph.url, { forcedColors: 'active' })
  const { page } = visitor
  await visitor.open('/graphs/shop?view=list')
  await visitor.see('cart-db', 'critical')
  const row = page.getByRole('row').filter({ hasText: 'cart-db.svc' })
  expect(await row.getByText('Critical').count()).toBeGreaterThan(0)
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'critical')
  await expect.poll(() => findViolations(page), { timeout: patienceMs }).toEqual([])
  expect(visitor.troubles).toEqual([])
  await visitor.leave()
})

test('without any colour the marks of all five lamps are still told apart', async () => {
  await stack.shop.service('recommend.svc', 'latency?ms=900')
  await stack.shop.service('ad.svc', 'gone')
  await stack.shop.service('email.svc', 'down')
  await silence(stack.alertmanager.url, { service_id: 'email.svc' })
  const visitor = await visit(browser, stack.statusgraph.url)
  const { page } = visitor
  await visitor.open('/graphs/shop?view=list')
  const examples = { 'cart-db': 'critical', recommend: 'warning', ad: 'unknown', email: 'muted', catalog: 'ok' }
  for (const [id, lamp] of Object.entries(examples)) await visitor.see(id, lamp)
  const debug = await page.context().newCDPSession(page)
  await debug.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' })
  const marks = await Promise.all(
    Object.keys(examples).map((id) => visitor.node(id).getByRole('cell').first().locator('svg').first().screenshot()),
  )
  for (const [at, mark] of marks.entries()) {
    for (const other of marks.slice(at + 1)) {
      expect(await countDifferences(browser, mark, other)).toBeGreaterThan(30)
    }
  }
  await visitor.leave()
}, 180_000)
