import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { forget } from './discovery.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
const patience = { timeout: patienceMs }

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  client = createClient(server.url)
})

afterEach(async () => {
  await visitor.leave()
  for (const { name } of await client.listTopologySources()) await forget(server.url, name)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

interface Traffic {
  readonly ratePerSecond: number
  readonly errorsPerSecond?: number
  readonly p95Seconds?: number
}

/** Says what runs between services of the shop; what is left out is gone. */
async function run(traffic: Readonly<Record<string, Traffic>>): Promise<void> {
  const edges = Object.entries(traffic).map(([ends, numbers]) => {
    const [source = '', target = ''] = ends.split(' > ')
    return { source, target, traffic: { layer: 'server', ...numbers } }
  })
  const response = await fetch(`${server.url}/api/v1/topology/sources/traces`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edges }),
  })
  expect(response.ok, await response.text()).toBe(true)
}

const drawing = {
  version: 1,
  name: 'Shop',
  dynamic: 'overlay',
  nodes: [
    { id: 'frontend', position: { x: 0, y: 0 } },
    { id: 'checkout', position: { x: 520, y: 0 } },
    { id: 'db', position: { x: 1040, y: 0 } },
  ],
  edges: [
    { id: 'calls', source: 'frontend', target: 'checkout', label: 'gRPC' },
    { id: 'stores', source: 'checkout', target: 'db' },
    { id: 'old', source: 'frontend', target: 'db' },
  ],
}

async function open(document: object, query = ''): Promise<void> {
  const { graph } = await client.createGraph(document)
  visitor = await visit(browser, server.url, { viewport: { width: 1_440, height: 900 }, reducedMotion: 'reduce' })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${graph.id}${query}`)
}

const panel = (name: string): Locator => page.getByRole('complementary', { name: `About ${name}` })

/** The middle of the gap between two cards that stand beside each other. */
async function between(left: string, right: string): Promise<{ readonly x: number; readonly y: number }> {
  const [a, b] = await Promise.all([left, right].map((id) => visitor.node(id).boundingBox()))
  if (a === null || a === undefined || b === null || b === undefined) throw new Error('a card is not on the map')
  return { x: (a.x + a.width + b.x) / 2, y: (a.y + a.height / 2 + b.y + b.height / 2) / 2 }
}

test('an edge that fails turns red on its own, says why, and can be pointed at, pressed and sent as a link', async () => {
  const calm = { ratePerSecond: 120, errorsPerSecond: 0, p95Seconds: 0.035 }
  await run({ 'frontend > checkout': calm, 'checkout > db': { ratePerSecond: 14 } })
  await open(drawing)
  await visitor.node('frontend').getByText('frontend').first().waitFor()
  await expect.poll(async () => page.locator('.sg-map').getAttribute('data-level'), patience).toBe('near')

  const middle = await between('frontend', 'checkout')
  await page.mouse.move(middle.x, middle.y)
  const tip = page.locator('.sg-edge-tip')
  await tip.getByText('120/s · 0 % errors · p95 35 ms').waitFor(patience)
  await page.mouse.down()
  await page.mouse.up()
  await panel('frontend → checkout').getByText('35 ms').waitFor(patience)
  expect(page.url()).toContain('select=calls')

  await run({ 'frontend > checkout': { ...calm, errorsPerSecond: 36 }, 'checkout > db': { ratePerSecond: 14 } })
  await panel('frontend → checkout').getByText('Critical', { exact: true }).waitFor(patience)
  const why = panel('frontend → checkout').getByRole('region', { name: 'Why', exact: true })
  await why.getByText(/30 % of its requests fail/).waitFor(patience)
  const numbers = panel('frontend → checkout').getByRole('region', { name: 'Traffic' })
  await numbers.getByText('30 %').waitFor(patience)
  await panel('frontend → checkout').getByRole('region', { name: 'Seen by' }).getByText('traces').waitFor(patience)
  expect(await findViolations(page)).toEqual([])

  await page.reload()
  await panel('frontend → checkout').getByText('Critical', { exact: true }).waitFor(patience)
  await page.keyboard.press('Escape')
  await panel('frontend → checkout').waitFor({ state: 'detached', ...patience })
  expect(page.url()).not.toContain('select=')
})

test('without a pointer an edge is reached from the neighbours of a node, and the way leads back', async () => {
  await run({ 'frontend > checkout': { ratePerSecond: 10, errorsPerSecond: 5 }, 'checkout > db': { ratePerSecond: 1 } })
  await open(drawing, '?node=frontend')
  const edge = panel('frontend').getByRole('button', { name: /^frontend to checkout, critical, 50 % errors, 10\/s/ })
  await edge.focus()
  await page.keyboard.press('Enter')
  const about = panel('frontend → checkout')
  await about.getByRole('heading', { name: 'frontend → checkout' }).waitFor(patience)
  await expect
    .poll(() => about.getByRole('heading', { level: 2 }).evaluate((one) => one === document.activeElement))
    .toBe(true)
  await about.getByRole('button', { name: /^checkout/ }).press('Enter')
  await panel('checkout').waitFor(patience)
  expect(page.url()).toContain('node=checkout')
  expect(page.url()).not.toContain('select=')
})

test('what is drawn and not seen says so, on the map, in its panel and in the list', async () => {
  await run({ 'frontend > checkout': { ratePerSecond: 10 }, 'checkout > db': { ratePerSecond: 1 } })
  await open(drawing, '?select=old')
  await panel('frontend → db').getByText('Drawn but not seen').waitFor(patience)
  await panel('frontend → db').getByText('it may be gone, or may never have been').waitFor(patience)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Show as a list' }).click()
  await page.getByRole('button', { name: 'Edges', exact: true }).click()
  const table = page.getByRole('table')
  const row = (name: RegExp): Locator => table.getByRole('row', { name })
  await row(/frontend to db, drawn but not seen/).waitFor(patience)
  await row(/frontend to checkout.* live 10\/s/).waitFor(patience)
  await page.getByLabel('State').selectOption('missing')
  await expect.poll(() => table.getByRole('row').count(), patience).toBe(2)
  await page.getByLabel('State').selectOption('')
  await page.getByRole('searchbox', { name: 'Filter edges' }).fill('checkout live')
  await expect.poll(() => table.getByRole('row').count(), patience).toBe(3)
  expect(await findViolations(page)).toEqual([])
  await table.getByRole('button', { name: /^frontend to checkout/ }).click()
  await panel('frontend → checkout').waitFor(patience)
})

test('nothing that stands on the map moves while twenty services come and go', async () => {
  await run({ 'shop/a > shop/b': { ratePerSecond: 1 }, 'shop/b > shop/c': { ratePerSecond: 1 } })
  await open({ version: 1, name: 'Found', dynamic: 'auto', nodes: [], edges: [] })
  const card = (id: string): Locator => visitor.node(id)
  await card('shop/c').waitFor(patience)
  const placeOf = (id: string) =>
    card(id).evaluate((one) => (one instanceof HTMLElement ? [one.style.left, one.style.top, one.style.width] : []))
  const before = await Promise.all(['shop/a', 'shop/b', 'shop/c'].map(placeOf))
  const viewBefore = await page.locator('.sg-world').evaluate((one) => getComputedStyle(one).transform)
  for (let step = 0; step < 20; step++) {
    const passing = `${step % 2 === 0 ? 'shop' : 'bank'}/n${step}`
    await run({
      'shop/a > shop/b': { ratePerSecond: step },
      'shop/b > shop/c': { ratePerSecond: 1 },
      [`shop/a > ${passing}`]: { ratePerSecond: 2 },
    })
    await card(passing).waitFor(patience)
    expect(await Promise.all(['shop/a', 'shop/b', 'shop/c'].map(placeOf))).toEqual(before)
  }
  await run({ 'shop/a > shop/b': { ratePerSecond: 1 }, 'shop/b > shop/c': { ratePerSecond: 1 } })
  await card('bank/n19').waitFor({ state: 'detached', ...patience })
  expect(await Promise.all(['shop/a', 'shop/b', 'shop/c'].map(placeOf))).toEqual(before)
  expect(await page.locator('.sg-world').evaluate((one) => getComputedStyle(one).transform)).toBe(viewBefore)
})

test('a bundle of a folded group says what it stands for, and an edge in it unfolds the group', async () => {
  await run({ 'frontend > checkout': { ratePerSecond: 10 }, 'checkout > db': { ratePerSecond: 1 } })
  const nodes = drawing.nodes.map((node) => (node.id === 'frontend' ? node : { ...node, parent: 'back' }))
  const group = { id: 'back', name: 'Backend', kind: 'group', collapsed: true }
  await open({ ...drawing, nodes: [...nodes, group] })
  await visitor.node('back').waitFor(patience)
  await visitor.node('frontend').waitFor(patience)
  const middle = await between('frontend', 'back')
  await expect
    .poll(async () => {
      await page.mouse.click(middle.x, middle.y)
      return page.getByText('Stands for what is inside a closed group').isVisible()
    }, patience)
    .toBe(true)
  await panel('frontend → Backend')
    .getByRole('button', { name: /^frontend to checkout, 10\/s/ })
    .click()
  await panel('frontend → checkout').waitFor(patience)
  await visitor.node('checkout').waitFor(patience)
})

test('what the lines mean is explained beside them, and Escape closes only that', async () => {
  await run({ 'frontend > checkout': { ratePerSecond: 10 } })
  await open(drawing, '?node=frontend')
  await panel('frontend').waitFor(patience)
  await page.getByRole('button', { name: 'What the lines mean' }).click()
  await page.getByText('Drawn, but not seen').waitFor(patience)
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByText('Drawn, but not seen').waitFor({ state: 'hidden', ...patience })
  expect(await panel('frontend').isVisible()).toBe(true)
})
