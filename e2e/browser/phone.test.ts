import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { places } from './pages.ts'
import { openShop } from './shop.ts'
import { visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
  await stack.shop.service('cart-db.svc', 'down')
  const visitor = await visit(browser, stack.statusgraph.url)
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'critical')
  await visitor.leave()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Width and height in CSS pixels. */
type Phone = readonly [number, number]
const phones: readonly Phone[] = [
  [390, 844],
  [360, 640],
]

function openOnPhone([width, height]: Phone): Promise<Visitor> {
  return visit(browser, stack.statusgraph.url, {
    viewport: { width, height },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
}

/** What a finger can press and is smaller than 24 px; links within a text may be as low as its lines. */
function findSmallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, summary, [role="slider"]')].flatMap((element) => {
      // A node on the map may be drawn smaller: whoever almost hits it hits it.
      if (element.hasAttribute('data-node-id') || getComputedStyle(element).display === 'inline') return []
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
      const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1
      return isSeen && Math.min(width, height) < 23.5
        ? [`${element.outerHTML.slice(0, 120)} is ${Math.round(width)}×${Math.round(height)}`]
        : []
    }),
  )
}

describe.each(phones)('on a phone of %i × %i', (...phone) => {
  test.each(places.map((place) => [place.name, place] as const))(
    '%s does not scroll sideways, and a finger hits everything',
    async (_name, place) => {
      const visitor = await openOnPhone(phone)
      const { page } = visitor
      await visitor.open(place.path)
      await place.arrive(visitor)
      const width = () => page.evaluate(() => document.documentElement.scrollWidth)
      await expect.poll(width).toBeLessThanOrEqual(phone[0])
      expect(await findSmallTargets(page)).toEqual([])
      expect(visitor.troubles).toEqual([])
      await visitor.leave()
    },
  )

  test('problems come first, and one of them opens as a sheet from below', async () => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open('/graphs/shop')
    await visitor.see('cart-db', 'critical')
    const list = page.getByRole('region', { name: 'Problems' })
    const problem = list.getByRole('button', { name: /cart-db\.svc/ })
    await problem.waitFor()
    const listBox = await list.boundingBox()
    const mapBox = await page.getByRole('region', { name: 'Map of Web shop' }).boundingBox()
    expect(listBox?.y).toBeLessThan(mapBox?.y ?? 0)

    await problem.tap()
    const sheet = page.getByRole('complementary', { name: 'About cart-db.svc' })
    await sheet.waitFor()
    await expect
      .poll(async () => {
        const box = await sheet.boundingBox()
        return box && { x: box.x, width: box.width, bottom: Math.round(box.y + box.height) }
      })
      .toEqual({ x: 0, width: phone[0], bottom: phone[1] })
    const box = await sheet.boundingBox()
    expect(box?.y).toBeGreaterThan(phone[1] * 0.15)
    await sheet.getByText('cart-db.svc is down').first().waitFor()
    await sheet
      .getByRole('link', { name: /Runbook/ })
      .first()
      .waitFor()
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await expect.poll(() => sheet.count()).toBe(0)
    await visitor.leave()
  })

  test.each(['/', '/alerts', '/services', '/upstreams'])('from %s every page is one tap away', async (path) => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open(path)
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    await expect.poll(() => links.count()).toBe(4)
    expect(await Promise.all((await links.all()).map((link) => isWhollySeen(link, phone)))).toEqual([
      true,
      true,
      true,
      true,
    ])
    await visitor.leave()
  })

  test('in the list of services a name stands on one line', async () => {
    const visitor = await openOnPhone(phone)
    await visitor.open('/services')
    const name = visitor.page.getByRole('rowheader', { name: /^catalog\.svc/ })
    await name.waitFor()
    expect((await name.boundingBox())?.height).toBeLessThan(32)
    await visitor.leave()
  })

  test('on the wall screen name, clock and age of the data do not lie on one another', async () => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open('/graphs/shop?kiosk')
    await visitor.see('cart-db', 'critical')
    const parts = page.locator('.kiosk-name .hostile, .kiosk-age, .kiosk-clock time')
    const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()))
    expect(boxes).toHaveLength(3)
    const worst = page.locator('.kiosk-worst').getByText('cart-db.svc')
    expect((await worst.boundingBox())?.width).toBeGreaterThan(60)
    expect(boxes.flatMap((box, at) => boxes.slice(at + 1).filter((other) => doLap(box, other)))).toEqual([])
    await visitor.leave()
  })

  test('while a graph is edited nothing lies over what else is at the bottom of the map', async () => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open('/graphs/shop?edit')
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    // A tap that something else would take fails.
    await page.getByRole('button', { name: /Review/ }).click({ trial: true })
    await page.getByRole('button', { name: 'Fit the whole graph' }).click({ trial: true })
    expect(visitor.troubles).toEqual([])
    await visitor.leave()
  })

  test('the picture of an imported diagram is seen without scrolling, and can be zoomed', async () => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open('/')
    await page.getByRole('button', { name: 'New graph' }).tap()
    await page.getByRole('radio', { name: /^Diagram/ }).check({ force: true })
    await page.getByRole('button', { name: 'Next: the diagram' }).tap()
    await page.getByLabel('Or paste its text').fill('graph LR\n  frontend --> checkout')
    await page.getByRole('button', { name: 'Read it' }).tap()
    const node = visitor.node('frontend')
    await node.waitFor({ state: 'attached' })
    expect(await isWhollySeen(page.getByRole('group', { name: 'Zoom' }), phone)).toBe(true)
    expect(await isWhollySeen(page.locator('.import-picture'), phone)).toBe(true)
    const widthOf = async () => (await node.boundingBox())?.width ?? 0
    const before = await widthOf()
    await page.getByRole('button', { name: 'Zoom out' }).tap()
    await expect.poll(widthOf).toBeLessThan(before)
    expect(visitor.troubles).toEqual([])
    await visitor.leave()
  })

  test('one finger moves the map, two zoom it, and a tap opens the node', async () => {
    const visitor = await openOnPhone(phone)
    const { page } = visitor
    await visitor.open('/graphs/shop')
    await visitor.see('cart-db', 'critical')
    await page.getByRole('button', { name: 'Close the list of problems' }).tap()
    const frontend = visitor.node('frontend')
    const place = async () => (await frontend.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const settled = await settle(place)
    const [x, y] = [phone[0] / 2, phone[1] / 2]

    await touch(page, [[[x, y]], [[x - 40, y - 30]], [[x - 80, y - 60]]])
    const moved = await settle(place)
    expect(Math.round(settled.x - moved.x)).toBeGreaterThan(40)
    expect(Math.round(settled.y - moved.y)).toBeGreaterThan(30)

    await touch(page, [
      [
        [x - 30, y],
        [x + 30, y],
      ],
      [
        [x - 60, y],
        [x + 60, y],
      ],
      [
        [x - 110, y],
        [x + 110, y],
      ],
    ])
    const zoomed = await settle(place)
    expect(zoomed.width).toBeGreaterThan(moved.width * 2)
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)

    await page.getByRole('button', { name: 'Fit the whole graph' }).tap()
    await settle(place)
    await frontend.tap()
    await page.getByRole('complementary', { name: 'About frontend.svc' }).waitFor()
    expect(visitor.troubles).toEqual([])
    await visitor.leave()
  })
})

/** Whether all of it is on the screen, and nothing that it lies in cuts it off. */
async function isWhollySeen(what: Locator, [width, height]: Phone): Promise<boolean> {
  const box = await what.boundingBox()
  if (box === null || box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height) return false
  return what.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return [left + 1, right - 1].every((x) => {
      const hit = document.elementFromPoint(x, (top + bottom) / 2)
      return element.contains(hit)
    })
  })
}

type Box = Awaited<ReturnType<Locator['boundingBox']>>

function doLap(one: Box, other: Box): boolean {
  if (one === null || other === null) return true
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

type Place = { x: number; y: number; width: number; height: number }

/** Where something comes to rest: a throw of the map goes on for a while. */
async function settle(place: () => Promise<Place>): Promise<Place> {
  const seen: Place[] = []
  await expect
    .poll(
      async () => {
        seen.push(await place())
        return (
          JSON.stringify(seen.at(-1)) === JSON.stringify(seen.at(-2)) &&
          JSON.stringify(seen.at(-1)) === JSON.stringify(seen.at(-3))
        )
      },
      { interval: 100, timeout: 10_000 },
    )
    .toBe(true)
  return place()
}

/** Puts fingers on the screen, moves them from place to place, and lifts them. */
async function touch(page: Page, steps: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  const debug = await page.context().newCDPSession(page)
  for (const [at, fingers] of steps.entries()) {
    await debug.send('Input.dispatchTouchEvent', {
      type: at === 0 ? 'touchStart' : 'touchMove',
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    })
  }
  await debug.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await debug.detach()
}
