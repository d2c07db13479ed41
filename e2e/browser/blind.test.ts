import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import type { ExpectStatic } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer, Stack } from '../../demo/stack.ts'
import { drawShop } from '../../demo/run/graph.ts'
import { openBrowser } from './browser.ts'
import { countGreenPixels } from './pixels.ts'
import { openShop } from './shop.ts'
import { visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let browser: Browser
/** Its upstreams are killed. */
let stack: Stack
/** Its upstreams live; two servers look at them, of which one is killed and one is stopped. */
let calm: Stack
let second: RunningServer

beforeAll(async () => {
  ;[stack, calm, browser] = await Promise.all([openShop(), openShop(), openBrowser()])
  second = await startStatusgraph({ prometheusUrl: calm.prometheus.url, alertmanagerUrls: [calm.alertmanager.url] })
  await drawShop(second.url)
})

afterAll(async () => {
  await browser?.close()
  await second?.stop()
  await Promise.all([stack?.stop(), calm?.stop()])
})

/** Two intervals of the demo, and time for a busy machine. */
const soon = { timeout: 15_000 }

/** Waits until nothing on the page looks confirmed, and then looks at it again, pixel by pixel. */
async function expectNothingGreen(expect: ExpectStatic, visitor: Visitor, timeout: number): Promise<void> {
  const { page } = visitor
  const green = page.locator('[data-lamp="ok"]:not([data-stale])')
  await expect
    .poll(() => green.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML.slice(0, 200))), { timeout })
    .toEqual([])
  expect(await page.locator('[data-node-id][data-stale]').count()).toBeGreaterThan(20)
  expect(await page.getByRole('button', { name: /^catalog\.svc, (ok, stale|unknown)/ }).count()).toBe(1)
  await expect.poll(() => page.title(), soon).not.toContain('all ok')
  await expect.poll(() => page.locator('link[rel="icon"]').getAttribute('href')).not.toContain('2c8a54')
  // The pixels follow within a frame or two; they are the promise that counts.
  const look = async (): Promise<number> => countGreenPixels(browser, await page.getByRole('main').screenshot())
  await expect.poll(look, { ...soon, message: 'green pixels' }).toBe(0)
}

/** Waits until it was read out to whoever does not see the page. */
async function expectToHear({ page }: Visitor, words: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 30_000 })
}

async function openCalm(expect: ExpectStatic, url: string): Promise<Visitor> {
  const visitor = await visit(browser, url)
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'ok')
  await visitor.see('catalog', 'ok')
  expect(await countGreenPixels(browser, await visitor.page.getByRole('main').screenshot())).toBeGreaterThan(100)
  return visitor
}

/** All well again, on the page as it stands. */
async function expectHealed(expect: ExpectStatic, visitor: Visitor): Promise<void> {
  await visitor.see('cart-db', 'ok')
  await visitor.see('catalog', 'ok')
  await expect.poll(() => visitor.page.getByText(/No data since|does not answer/).count(), { timeout: 45_000 }).toBe(0)
  expect(visitor.troubles).toEqual([])
}

/** The pages that ask again and again instead of listening. */
async function openLists(url: string): Promise<readonly Visitor[]> {
  const lists = await Promise.all(
    ['/', '/alerts', '/services', '/upstreams'].map(async (path) => {
      const visitor = await visit(browser, url)
      await visitor.open(path)
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
      return visitor
    }),
  )
  await lists[0]?.page.getByRole('heading', { name: 'Web shop' }).waitFor()
  await lists[1]?.page.getByText('No alert is firing').waitFor()
  return lists
}

/** Nothing on them looks confirmed, and they say since when. */
async function expectListsAreOld(expect: ExpectStatic, lists: readonly Visitor[]): Promise<void> {
  for (const { page } of lists) {
    await page
      .getByText(/No data since \d/)
      .first()
      .waitFor({ timeout: 60_000 })
    const look = async (): Promise<number> => countGreenPixels(browser, await page.getByRole('main').screenshot())
    await expect.poll(look, { ...soon, message: page.url() }).toBe(0)
    expect(await page.getByText('No alert is firing').count()).toBe(0)
  }
}

async function expectListsHealed(expect: ExpectStatic, lists: readonly Visitor[]): Promise<void> {
  for (const visitor of lists) {
    await expect.poll(() => visitor.page.getByText('No data since').count(), { timeout: 60_000 }).toBe(0)
    expect(visitor.troubles).toEqual([])
    await visitor.leave()
  }
}

test.concurrent('while an upstream is dead nothing looks green, and a banner names it, until it is back', async ({
  expect,
}) => {
  const visitor = await openCalm(expect, stack.statusgraph.url)
  const services = await visit(browser, stack.statusgraph.url)
  const { page } = visitor
  for (const server of [stack.alertmanager, stack.prometheus]) {
    await server.kill()
    await expectNothingGreen(expect, visitor, soon.timeout)
    const name = server.name.toLowerCase()
    await page.getByRole('region', { name: new RegExp(`^${name} does not answer`) }).waitFor()
    await expectToHear(visitor, `${name} does not answer.`)
    await services.open('/services')
    await services.page.getByRole('row').filter({ hasText: 'catalog.svc' }).waitFor()
    const list = await services.page.getByRole('main').screenshot()
    expect(await countGreenPixels(browser, list), `the list of services without ${name}`).toBe(0)
    await server.restart()
    await expectHealed(expect, visitor)
  }
  await visitor.leave()
}, 180_000)

test.concurrent('when the server dies every page says by itself since when it knows nothing, and heals without a reload', async ({
  expect,
}) => {
  const visitor = await openCalm(expect, calm.statusgraph.url)
  const lists = await openLists(calm.statusgraph.url)

  await calm.statusgraph.kill()
  await expectNothingGreen(expect, visitor, 30_000)
  await visitor.page.getByRole('region', { name: /^No data since \d/ }).waitFor()
  await expectToHear(visitor, 'The picture is the past.')
  await expectListsAreOld(expect, lists)

  await calm.statusgraph.restart()
  await expectHealed(expect, visitor)
  await expectToHear(visitor, 'The data is fresh again.')
  await expectListsHealed(expect, lists)
  expect(visitor.troubles).toEqual([])
  await visitor.leave()
}, 180_000)

test.concurrent('when the server hangs, the page takes its silence for what it is', async ({ expect }) => {
  const visitor = await openCalm(expect, second.url)
  const lists = await openLists(second.url)
  const { pid } = second
  if (pid === undefined) throw new Error('the server does not run')
  process.kill(pid, 'SIGSTOP')
  try {
    await expectNothingGreen(expect, visitor, 60_000)
    expect(await visitor.page.getByRole('region', { name: /^No data since \d/ }).count()).toBe(1)
    await expectListsAreOld(expect, lists)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await expectHealed(expect, visitor)
  await expectListsHealed(expect, lists)
  await visitor.leave()
}, 180_000)

// Alone: the others take its server away.
test('whoever has to sign in again is offered to reload, which is what brings the sign-in', async ({ expect }) => {
  const visitor = await visit(browser, calm.statusgraph.url)
  const { page } = visitor
  // A proxy in front whose session has ended while the page was open: the stream cannot be had any more.
  await page.route('**/graphs/shop/events', (route) => route.fulfill({ status: 401 }))
  await visitor.open('/graphs/shop')
  await page.getByText(/^You are no longer signed in \(401\)/).waitFor({ timeout: 40_000 })
  expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)
  await page.unroute('**/graphs/shop/events')
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect.poll(() => page.getByText(/No data since/).count(), { timeout: 30_000 }).toBe(0)
  await visitor.page.getByRole('button', { name: /^cart-db/ }).waitFor()
})
