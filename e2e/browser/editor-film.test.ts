import { createClient } from '@statusgraph/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { savedWords } from './editing.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Adds a node by its key and gives it a name. */
async function add(page: Page, key: string, draftName: string, name: string): Promise<void> {
  await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: `Name of ${draftName}` })
  await field.waitFor()
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect.poll(() => focusedNode(page)).toContain(name)
}

/** Connects what is selected with a node that is found by a few letters. */
async function connect(page: Page, letters: string, name: string): Promise<void> {
  await page.keyboard.press('x')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type(letters)
  await page.getByRole('option', { selected: true }).filter({ hasText: name }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  // The keyboard comes back to the node a moment after the dialog has gone.
  await expect.poll(() => focusedNode(page)).not.toBe('')
}

/** Puts down what the rail's tool adds, with a finger, and gives it a name on the screen's keyboard. */
async function tapDown(page: Page, tool: string, at: { readonly x: number; readonly y: number }, name: string) {
  await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: tool }).tap()
  await page.touchscreen.tap(at.x, at.y)
  const field = page.getByRole('textbox', { name: /^Name of new / })
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await nodeCalled(page, name).waitFor()
}

function nodeCalled(page: Page, name: string): Locator {
  return page.locator('[data-node-id]').filter({ hasText: name })
}

/** Where an element is, with a shift from its left top corner; from its middle without one. */
async function placeIn(
  element: Locator,
  dx?: number,
  dy?: number,
): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('it is not on the screen')
  return { x: box.x + (dx ?? box.width / 2), y: box.y + (dy ?? box.height / 2) }
}

function focusedNode(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.closest('[data-node-id]')?.textContent ?? '')
}

test('by keyboard alone: an empty graph becomes six nodes bound to real services, in two groups, connected and saved', async () => {
  const client = createClient(stack.statusgraph.url)
  const { graph } = await client.createGraph({ version: 1, name: 'Film' })
  const visitor = await visit(browser, stack.statusgraph.url)
  const { page } = visitor
  await visitor.open(`/graphs/${graph.id}`)
  await page.getByRole('heading', { name: 'Film' }).waitFor()
  await page.keyboard.press('e')
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor()

  await add(page, 'a', 'new group', 'Storefront')
  await add(page, '1', 'new service', 'frontend.svc')
  await add(page, '1', 'new service', 'cart.svc')
  await add(page, '2', 'new database', 'cart-db.svc')
  await page.keyboard.press('Escape')
  await add(page, 'a', 'new group', 'Purchase')
  await add(page, '1', 'new service', 'checkout.svc')
  await add(page, '1', 'new service', 'orders.svc')
  await add(page, '7', 'new gateway', 'edge.svc')

  // The gateway leads to the shop front; from neighbour to neighbour, each is connected with what it calls.
  await connect(page, 'front', 'frontend.svc')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => focusedNode(page)).toContain('frontend.svc')
  await connect(page, 'cart s', 'cart.svc')
  await connect(page, 'check', 'checkout.svc')
  await page.keyboard.press('Control+s')
  await savedWords(page)
    .filter({ hasText: /^saved/i })
    .waitFor({ timeout: patienceMs })

  const { graph: saved } = await client.readGraph(graph.id)
  const names = (kind: 'group' | 'other') =>
    saved.nodes.filter((node) => (node.kind === 'group') === (kind === 'group')).map(({ name }) => name)
  expect(names('group')).toEqual(['Storefront', 'Purchase'])
  expect(names('other')).toEqual(['frontend.svc', 'cart.svc', 'cart-db.svc', 'checkout.svc', 'orders.svc', 'edge.svc'])
  const nameOf = (wanted: string): string | undefined => saved.nodes.find(({ id }) => id === wanted)?.name
  const groupOf = (name: string): string | undefined => {
    const parent = saved.nodes.find((node) => node.name === name)?.parent
    return parent === undefined ? undefined : nameOf(parent)
  }
  expect(groupOf('cart-db.svc')).toBe('Storefront')
  expect(groupOf('orders.svc')).toBe('Purchase')
  expect(saved.edges.map(({ source, target }) => [nameOf(source), nameOf(target)])).toEqual([
    ['edge.svc', 'frontend.svc'],
    ['frontend.svc', 'cart.svc'],
    ['frontend.svc', 'checkout.svc'],
  ])
  // Bound to what really runs: each of them has a lamp from fresh evidence.
  for (const { id, kind } of saved.nodes) if (kind !== 'group') await visitor.see(id, 'ok')
  await visitor.leave()
})

test('by touch alone, on a tablet: the same', async () => {
  const client = createClient(stack.statusgraph.url)
  const { graph } = await client.createGraph({ version: 1, id: 'touched', name: 'Touched' })
  const tablet = { viewport: { width: 1_366, height: 1_024 }, hasTouch: true, isMobile: true }
  const visitor = await visit(browser, stack.statusgraph.url, tablet)
  const { page } = visitor
  await visitor.open(`/graphs/${graph.id}`)
  await page.getByRole('heading', { name: 'Touched' }).waitFor()
  await page.getByRole('button', { name: 'Menu' }).tap()
  await page.getByRole('menuitem').filter({ hasText: /^Edit/ }).tap()
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor()

  await tapDown(page, 'Add a group', { x: 460, y: 260 }, 'Storefront')
  const front = nodeCalled(page, 'Storefront')
  await tapDown(page, 'Add a service', await placeIn(front, 130, 90), 'frontend.svc')
  await tapDown(page, 'Add a service', await placeIn(front, 380, 90), 'cart.svc')
  await tapDown(page, 'Add a database', await placeIn(front, 130, 190), 'cart-db.svc')
  const { x, y } = await placeIn(front, 240, 440)
  await tapDown(page, 'Add a group', { x, y }, 'Purchase')
  const purchase = nodeCalled(page, 'Purchase')
  await tapDown(page, 'Add a service', await placeIn(purchase, 130, 90), 'checkout.svc')
  await tapDown(page, 'Add a service', await placeIn(purchase, 380, 90), 'orders.svc')
  await tapDown(page, 'Add a gateway', await placeIn(purchase, 130, 190), 'edge.svc')

  await page.getByRole('button', { name: 'Draw edges' }).tap()
  for (const name of ['frontend.svc', 'checkout.svc']) {
    const at = await placeIn(nodeCalled(page, name))
    await page.touchscreen.tap(at.x, at.y)
  }
  await expect.poll(async () => (await client.readGraph(graph.id)).graph.edges.length, { timeout: patienceMs }).toBe(1)

  const { graph: saved } = await client.readGraph(graph.id)
  const nameOf = (wanted: string | undefined): string | undefined => saved.nodes.find(({ id }) => id === wanted)?.name
  expect(saved.nodes.map(({ name, parent }) => [name, nameOf(parent)])).toEqual([
    ['Storefront', undefined],
    ['frontend.svc', 'Storefront'],
    ['cart.svc', 'Storefront'],
    ['cart-db.svc', 'Storefront'],
    ['Purchase', undefined],
    ['checkout.svc', 'Purchase'],
    ['orders.svc', 'Purchase'],
    ['edge.svc', 'Purchase'],
  ])
  expect(saved.edges.map(({ source, target }) => [nameOf(source), nameOf(target)])).toEqual([
    ['frontend.svc', 'checkout.svc'],
  ])
  for (const { id, kind } of saved.nodes) if (kind !== 'group') await visitor.see(id, 'ok')
  await visitor.leave()
})
