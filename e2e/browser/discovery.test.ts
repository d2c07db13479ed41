import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { GraphDocument } from '@statusgraph/model'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { forget, push } from './discovery.ts'
import { savedWords } from './editing.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string
const patience = { timeout: patienceMs }

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  client = createClient(server.url)
})

beforeEach(() =>
  push(server.url, 'traces', {
    nodes: [{ id: 'shop/web' }, { id: 'shop/cart' }, { id: 'shop/ads' }, { id: 'bank/ledger' }].map(({ id: full }) => ({
      id: full,
      name: full.split('/')[1] ?? full,
      namespace: full.split('/')[0] ?? '',
    })),
    edges: [
      ['shop/web', 'shop/cart'],
      ['shop/web', 'shop/ads'],
      ['shop/cart', 'bank/ledger'],
    ],
  }),
)

afterEach(async () => {
  await visitor.leave()
  for (const { name } of await client.listTopologySources()) await forget(server.url, name)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const drawing = {
  version: 1,
  name: 'Drawing',
  nodes: [
    { id: 'web', namespace: 'shop', position: { x: 0, y: 0 } },
    { id: 'cart', namespace: 'shop', position: { x: 400, y: 0 } },
    { id: 'store', namespace: 'bank', position: { x: 400, y: 160 } },
  ],
  edges: [
    { id: 'a', source: 'web', target: 'cart' },
    { id: 'b', source: 'cart', target: 'web' },
  ],
}

async function open(document: unknown, query = '', options: Parameters<typeof visit>[2] = {}): Promise<void> {
  const { graph } = await client.createGraph(document)
  ;({ id } = graph)
  visitor = await visit(browser, server.url, { viewport: { width: 1_440, height: 900 }, ...options })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${id}${query}`)
}

const read = async (): Promise<GraphDocument> => (await client.readGraph(id)).graph
const namesOf = async (): Promise<readonly string[]> => (await read()).nodes.map(({ name }) => name).toSorted()
const nodesOnMap = (): Promise<readonly (string | null)[]> =>
  page
    .locator('[data-node-id]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-node-id')))
    .then((ids) => ids.toSorted((a, b) => (a ?? '').localeCompare(b ?? '')))
const tray = (name = 'Observed, not drawn'): Locator => page.getByRole('region', { name })
const row = (name: RegExp | string): Locator => tray().getByRole('listbox').getByRole('option', { name })

/** Opens the tray of the editor on one of its parts. */
async function openTray(tab: RegExp): Promise<void> {
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor(patience)
  await page.keyboard.press('u')
  await page.getByRole('button', { name: tab }).click(patience)
}

async function save(): Promise<void> {
  await page.keyboard.press('Control+s')
  await savedWords(page).filter({ hasText: 'saved' }).waitFor(patience)
}

test('what is seen beside a drawing changes nothing of it, and is one press away from being reviewed', async () => {
  await open({ ...drawing, dynamic: 'overlay' })
  const before = await read()
  const chip = page.getByRole('button', { name: 'Review: 2 new nodes, 2 new edges, 2 drawn but not seen' })
  await chip.waitFor(patience)
  expect(await nodesOnMap()).toEqual(['cart', 'store', 'web'])
  await chip.click()
  await row(/^ads/).waitFor(patience)
  expect(await tray().getByRole('listbox').getByRole('option').count()).toBe(4)
  expect(await row(/^web → ads/).textContent()).toContain('12/s')
  expect(await nodesOnMap()).toEqual(['cart', 'store', 'web'])
  expect(await read()).toEqual(before)
})

test('a find is added by key, taken back and done again; ignoring and naming it the same are steps, too', async () => {
  await open({ ...drawing, dynamic: 'overlay' }, '?edit')
  await openTray(/^Not drawn/)
  await row(/^ads/).click()
  await tray().getByRole('listbox').press('Enter')
  await expect.poll(() => row(/^ads/).count(), patience).toBe(0)
  await page.locator('[data-node-id="shop/ads"]').waitFor(patience)
  await save()
  expect(await namesOf()).toEqual(['ads', 'cart', 'store', 'web'])

  await page.keyboard.press('Control+z')
  await row(/^ads/).waitFor(patience)
  await save()
  expect(await namesOf()).toEqual(['cart', 'store', 'web'])
  await page.keyboard.press('Control+Shift+z')
  await save()
  expect(await namesOf()).toEqual(['ads', 'cart', 'store', 'web'])

  await row(/^ledger/).click()
  await tray().getByRole('button', { name: 'Ignore all of bank/*' }).click()
  await expect.poll(() => row(/ledger/).count(), patience).toBe(0)
  await save()
  expect((await read()).rules).toEqual({ ignore: [{ node: 'bank/*' }] })
  await page.keyboard.press('Control+z')
  await row(/^ledger/).click(patience)

  await tray().getByRole('button', { name: 'Same as …' }).click()
  await page.getByRole('combobox', { name: 'Which node?' }).fill('store')
  await page.keyboard.press('Enter')
  await expect.poll(() => row(/^ledger/).count(), patience).toBe(0)
  await save()
  expect((await read()).rules).toEqual({ aliases: [{ from: 'bank/ledger', to: 'store' }] })
  // The source sees the store now, and somebody calls it.
  await page.getByRole('button', { name: /^Not seen/ }).click()
  await tray('Drawn, never observed').getByText('cart → web').waitFor(patience)
  expect(await tray('Drawn, never observed').getByText('store', { exact: true }).count()).toBe(0)

  await page.getByRole('button', { name: /^Rules/ }).click()
  await page.getByRole('button', { name: 'Take back: the same bank/ledger is store' }).click()
  await page.getByText('No rules yet').waitFor()
})

test('several finds are added together as one step, and one lands where it is dropped', async () => {
  await open({ ...drawing, dynamic: 'overlay' }, '?edit')
  await openTray(/^Not drawn/)
  const map = page.locator('.sg-map')
  await row(/^ledger/).dragTo(map, { targetPosition: { x: 1_000, y: 700 } })
  const dropped = page.locator('[data-node-id="bank/ledger"]')
  await dropped.waitFor(patience)
  const box = await dropped.boundingBox()
  const frame = await map.boundingBox()
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - (frame?.x ?? 0) - 1_000)).toBeLessThan(24)

  await tray().getByRole('button', { name: /^All/ }).click()
  await tray()
    .getByRole('button', { name: /^Add all/ })
    .click()
  await tray().getByText('Everything seen is drawn').waitFor(patience)
  await save()
  const all = await read()
  expect(all.edges.map(({ source, target }) => `${source} ${target}`).toSorted()).toEqual([
    'cart bank/ledger',
    'cart web',
    'web cart',
    'web shop/ads',
  ])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await save()
  expect(await namesOf()).toEqual(['cart', 'store', 'web'])
})

test('what is drawn and not seen is kept, or taken out', async () => {
  await open({ ...drawing, dynamic: 'overlay' }, '?edit')
  await openTray(/^Not seen/)
  const missing = tray('Drawn, never observed')
  const options = missing.getByRole('listbox').getByRole('option')
  await options.filter({ hasText: 'store' }).click(patience)
  await missing.getByRole('button', { name: 'Keep as it is' }).click()
  await options.filter({ hasText: 'cart → web' }).click()
  await missing.getByRole('button', { name: 'Remove from the drawing' }).click()
  await missing.getByText('Everything drawn is seen').waitFor(patience)
  await save()
  const after = await read()
  expect(after.edges.map(({ id: edge }) => edge)).toEqual(['a'])
  expect(after.rules).toEqual({ ignore: [{ node: 'store' }] })
  expect(after.nodes).toHaveLength(3)
})

test('a graph that discovery draws holds nothing of it; what is dragged is pinned, and comes back to its place', async () => {
  await open({ version: 1, name: 'Auto', dynamic: 'auto', nodes: [], edges: [] }, '?edit')
  const ads = page.locator('[data-node-id="shop/ads"]')
  await ads.click(patience)
  const panel = page.getByRole('complementary', { name: 'Discovered: ads' })
  await panel.getByText('traces', { exact: true }).waitFor()
  const from = await ads.boundingBox()
  if (from === null) throw new Error('ads is not drawn')
  await page.mouse.move(from.x + 40, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 120, { steps: 4 })
  await page.mouse.move(from.x + 60, from.y + 200, { steps: 4 })
  await page.mouse.up()
  await save()
  const { nodes, edges, rules } = await read()
  expect(nodes).toEqual([])
  expect(edges).toEqual([])
  expect(Object.keys(rules?.pins ?? {})).toEqual(['shop/ads'])
  const there = await ads.boundingBox()
  expect(there?.y).toBeGreaterThan(from.y + 100)

  await push(server.url, 'traces', { edges: [['shop/web', 'shop/cart']] })
  await expect.poll(() => ads.count(), patience).toBe(0)
  await push(server.url, 'traces', {
    nodes: [{ id: 'shop/ads', name: 'ads', namespace: 'shop' }],
    edges: [['shop/web', 'shop/ads']],
  })
  await ads.waitFor(patience)
  expect(await ads.boundingBox()).toEqual(there)

  await ads.click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Ignore it' }).click()
  await expect.poll(() => ads.count(), patience).toBe(0)
  await page.keyboard.press('Control+z')
  await ads.waitFor(patience)
})

test('over twenty steps of churn, what is pinned and what stood there before never moves', async () => {
  const pins = { 'shop/web': { x: 0, y: 0 }, 'shop/cart': { x: 400, y: 0 } }
  await open({ version: 1, name: 'Churn', dynamic: 'auto', rules: { pins }, nodes: [], edges: [] }, '?at=300,200,0.7')
  const boxes = async (): Promise<readonly unknown[]> =>
    Promise.all(
      ['shop/web', 'shop/cart', 'shop/ads', 'bank/ledger'].map((node) =>
        page.locator(`[data-node-id="${node}"]`).boundingBox(),
      ),
    )
  await page.locator('[data-node-id="bank/ledger"]').waitFor(patience)
  const before = await boxes()
  for (let step = 0; step < 20; step++) {
    const comer = `team${step % 3}/new-${step}`
    await push(server.url, 'churn', {
      nodes: [{ id: comer, name: `new-${step}`, namespace: `team${step % 3}` }],
      edges: [
        ['shop/web', comer],
        [comer, 'bank/ledger'],
      ],
    })
    await page.locator(`[data-node-id="${comer}"]`).waitFor({ state: 'attached', ...patience })
    expect(await boxes(), comer).toEqual(before)
  }
})

test('2,000 services in 40 namespaces come as 40 cards; filters and open namespaces are in the address', async () => {
  const names = Array.from({ length: 2_000 }, (_, at) => ({
    id: `ns${at % 40}/s${at}`,
    name: `s${at}`,
    namespace: `ns${at % 40}`,
  }))
  const idOf = (at: number): string => names[at % names.length]?.id ?? ''
  await push(server.url, 'mesh', {
    nodes: names,
    edges: Array.from({ length: 5_000 }, (_, at) => [idOf(at), idOf(at * 7 + 40)] as const),
  })
  await open({ version: 1, name: 'Big', dynamic: 'auto', rules: { sources: ['mesh'] }, nodes: [], edges: [] })
  await page.getByRole('button', { name: '2,000 discovered' }).waitFor(patience)
  // Whoever looks around points at lines that stand for many.
  for (const wheel of [0, -800, -800, -800]) {
    await page.mouse.move(700, 500)
    await page.mouse.wheel(0, wheel)
    await page.mouse.move(400, 300, { steps: 8 })
  }
  await page.getByRole('button', { name: '2,000 discovered' }).click(patience)
  const filter = page.getByRole('region', { name: 'What is shown of what was discovered' })
  await filter.getByRole('checkbox', { name: /^ns7\b/ }).check()
  await page.getByRole('button', { name: '50 of 2,000 discovered' }).waitFor(patience)
  expect(page.url()).toContain('namespaces=ns7')
  await page.keyboard.press('Escape')
  await page.locator('[data-node-id="ns7/s7"]').waitFor({ state: 'attached', ...patience })
  await page.goto(`${server.url}/graphs/${id}?open=ns:ns7`)
  await page.getByRole('button', { name: '2,000 discovered' }).waitFor(patience)
  await page.goto(`${server.url}/graphs/${id}?view=list&q=s1999`)
  await page.getByText('s1999', { exact: true }).first().waitFor(patience)
})

test('somebody without a drawing begins with what is seen running', async () => {
  visitor = await visit(browser, server.url)
  ;({ page } = visitor)
  await visitor.open('/')
  await page.getByRole('button', { name: 'New graph' }).first().click(patience)
  await page.getByRole('radio', { name: /^Discover/ }).check()
  await page.getByText('traces sees 4 nodes and 3 edges').waitFor(patience)
  await page.getByRole('button', { name: 'Create and watch' }).click()
  await page.locator('[data-node-id="bank/ledger"]').waitFor(patience)
  expect(await nodesOnMap()).toContain('shop/web')
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with tray, panel, filter and sources, %s',
  async (colorScheme) => {
    await open({ ...drawing, dynamic: 'auto' }, '?edit', { colorScheme })
    await page.locator('[data-node-id="shop/ads"]').click(patience)
    await page
      .getByRole('button', { name: /discovered$/ })
      .last()
      .click()
    expect(await findViolations(page)).toEqual([])
    await page.goto(`${server.url}/graphs/${id}?edit`)
    await openTray(/^Services/)
    for (const name of [/^Not drawn/, /^Not seen/, /^Rules/]) {
      await page.getByRole('button', { name }).click(patience)
      expect(await findViolations(page)).toEqual([])
    }
    await page.goto(`${server.url}/upstreams`)
    await page.getByRole('heading', { name: /^traces/ }).waitFor(patience)
    expect(await findViolations(page)).toEqual([])
  },
)

test('on a phone the difference is reviewed by touch', async () => {
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
  await open({ ...drawing, dynamic: 'overlay' }, '', phone)
  await page.getByRole('button', { name: /^Review/ }).tap(patience)
  await row(/^ads/).tap(patience)
  await tray().getByRole('button', { name: 'Add to the drawing' }).tap()
  await expect.poll(() => row(/^ads/).count(), patience).toBe(0)
  await expect.poll(namesOf, patience).toEqual(['ads', 'cart', 'store', 'web'])
})
