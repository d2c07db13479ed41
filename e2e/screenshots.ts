// The pictures of the documentation, from the real servers of the demo: node e2e/screenshots.ts. Needs the page built.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { discoverShop, drawShop, waitUntilColoured, waitUntilDiscovered } from '../demo/run/graph.ts'
import { startStack } from '../demo/stack.ts'
import type { Stack } from '../demo/stack.ts'
import { openBrowser } from './browser/browser.ts'
import { visit } from './browser/visitor.ts'
import type { Visitor } from './browser/visitor.ts'
import { takePicture } from './take-picture.ts'

const folder = join(import.meta.dirname, '../docs/screenshots')
const mostBytes = 250_000
/** So that charts are full. */
const pastMs = 65 * 60_000
/** So that the alerts have an age. */
const troubleMs = 60_000

const desk = { viewport: { width: 1_440, height: 810 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

const diagram = `flowchart LR
  frontend([Frontend]) --> checkout & cart
  subgraph orders
    checkout -->|gRPC| payment-service
    checkout --> email
  end
  subgraph basket
    cart --> cartdb[(cart-db)]
  end
  style cartdb fill:#f66
`
const newerDiagram = diagram.replace('checkout --> email', 'checkout --> shipping').replace('|gRPC|', '|gRPC, 2 s|')

const stack = await startStack({ pastMs })
const browser = await openBrowser()
try {
  await drawShop(stack.statusgraph.url)
  await waitUntilColoured(stack.statusgraph.url, new AbortController().signal)
  await waitUntilDiscovered(stack.statusgraph.url, new AbortController().signal)
  await picture('shop-calm-light', { ...desk, colorScheme: 'light' }, '/graphs/shop', seeCalm)

  await picture('editor', { ...desk, colorScheme: 'light' }, '/graphs/shop?edit', seeEditor)
  await discoverShop(stack.statusgraph.url)
  await picture('review', { ...desk, colorScheme: 'light' }, '/graphs/shop?edit', seeReview)
  await picture('discovered', { ...desk, colorScheme: 'light' }, '/graphs/discovered', seeDiscovered)
  await picture('graphs', { ...desk, colorScheme: 'light' }, '/', seeGraphs)

  await picture('import', { ...desk, colorScheme: 'light' }, '/', seeDiagram)
  await picture('import-update', { ...desk, colorScheme: 'light' }, '/', seeUpdate)

  await startTrouble(stack)
  await picture('shop-trouble-light', { ...desk, colorScheme: 'light' }, '/graphs/shop', seeTrouble)
  await picture('shop-trouble-dark', { ...desk, colorScheme: 'dark' }, '/graphs/shop', seeTrouble)
  await picture('panel', { ...desk, colorScheme: 'light' }, '/graphs/shop?node=payment', seePanel)
  await picture('alerts', { ...desk, colorScheme: 'light' }, '/alerts', seeAlerts)
  await picture('phone', { ...phone, colorScheme: 'dark' }, '/graphs/shop', seeTrouble)
  const wall = { viewport: { width: 1_920, height: 1_080 }, colorScheme: 'dark' } as const
  await picture('wall-1080p', wall, '/graphs/shop?kiosk', seeTrouble)
} finally {
  await browser.close()
  await stack.stop()
}

/** Enough at once that every lamp but unknown is on the map, as on a bad day. */
async function startTrouble({ shop, statusgraph }: Stack): Promise<void> {
  for (const incident of ['recommend-slow', 'payment-provider-slow', 'email-stuck', 'cart-db-down']) {
    await shop.incident(incident, 'start')
  }
  await sleep(troubleMs)
  await shop.incident('email-silenced', 'start')
  const visitor = await visit(browser, statusgraph.url)
  await visitor.open('/graphs/shop')
  await seeTrouble(visitor)
  await visitor.leave()
}

async function picture(
  name: string,
  options: BrowserContextOptions,
  path: string,
  arrive: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await visit(browser, stack.statusgraph.url, { ...options, locale: 'en-GB', reducedMotion: 'reduce' })
  await visitor.open(path)
  await arrive(visitor)
  await takePicture(visitor, join(folder, `${name}.png`), mostBytes)
  await visitor.leave()
}

function seeCalm(visitor: Visitor): Promise<void> {
  return visitor.see('cart-db', 'ok')
}

async function seeEditor(visitor: Visitor): Promise<void> {
  await seeCalm(visitor)
  await visitor.page.getByRole('toolbar', { name: 'Tools' }).waitFor()
  await visitor.node('orders').click()
  await visitor.page.getByRole('complementary', { name: 'orders.svc' }).waitFor()
}

async function seeReview(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await seeCalm(visitor)
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: /^Not drawn/ }).click()
  await page.getByRole('listbox').getByRole('option').first().click()
}

async function seeDiscovered(visitor: Visitor): Promise<void> {
  await visitor.see('shop/checkout.svc', 'ok')
}

async function seeGraphs({ page }: Visitor): Promise<void> {
  await page.getByRole('heading', { name: 'Web shop' }).waitFor()
}

async function seeTrouble(visitor: Visitor): Promise<void> {
  await visitor.see('cart-db', 'critical')
  await visitor.see('payment', 'critical')
  await visitor.see('recommend', 'warning')
}

async function seeDiagram({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'New graph' }).click()
  await page.getByRole('radio', { name: /^Diagram/ }).check()
  await page.getByRole('button', { name: 'Next: the diagram' }).click()
  await bring(page, 'shop.mmd', diagram)
  await page
    .getByRole('dialog')
    .getByText(/\d nodes/)
    .waitFor()
}

async function seeUpdate(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await seeDiagram(visitor)
  await page.getByRole('button', { name: 'Next: services' }).click()
  await page.getByRole('button', { name: /^Accept all/ }).click()
  await page.getByRole('button', { name: 'Create and edit' }).click()
  await visitor.see('checkout', 'ok')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Update from a file …' }).click()
  await bring(page, 'shop.mmd', newerDiagram)
  await page.getByRole('button', { name: 'Compare with the graph' }).click()
  await page.getByRole('checkbox', { name: 'Remove email' }).waitFor()
}

async function bring(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
}

async function seePanel(visitor: Visitor): Promise<void> {
  await seeTrouble(visitor)
  await visitor.page.getByRole('complementary').getByRole('article').first().waitFor()
}

async function seeAlerts({ page }: Visitor): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: 'service_down' }).first().waitFor()
}
