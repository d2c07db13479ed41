import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { savedWords } from './editing.ts'
import { findViolations } from './axe.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  client = createClient(server.url)
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const size = { width: 240, height: 56 }
const sheet = {
  version: 1,
  name: 'Keys',
  nodes: [
    { id: 'cart', name: 'cart', services: ['cart.svc'], position: { x: 0, y: 0 }, size },
    { id: 'checkout', name: 'checkout', position: { x: 400, y: 0 }, size },
    { id: 'orders', name: 'orders', kind: 'database', position: { x: 0, y: 240 }, size },
    { id: 'team', name: 'Team', kind: 'group' },
    { id: 'mail', name: 'mail', parent: 'team', position: { x: 400, y: 240 }, size },
  ],
  edges: [{ id: 'e', source: 'cart', target: 'checkout' }],
}

async function openSheet(options: Parameters<typeof visit>[2] = {}): Promise<void> {
  const { graph } = await client.createGraph(sheet)
  ;({ id } = graph)
  const still = { viewport: { width: 1_400, height: 860 }, reducedMotion: 'reduce' } as const
  visitor = await visit(browser, server.url, { ...still, ...options })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${id}`)
  await visitor.node('cart').waitFor()
  await page.keyboard.press('e')
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor()
}

/** The document as the server has it after everything is saved. */
async function saved() {
  await page.keyboard.press('Control+s')
  await savedWords(page)
    .filter({ hasText: /all saved|saved \d/i })
    .waitFor({ timeout: patienceMs })
  const { graph } = await client.readGraph(id)
  return graph
}

async function placeOf(node: string): Promise<string> {
  const { x, y } = (await saved()).nodes.find((one) => one.id === node)?.position ?? {}
  return `${x},${y}`
}

/** What is selected, by name, as the map says. */
function selected(): Promise<readonly string[]> {
  return page
    .locator('[data-node-id][aria-pressed="true"]')
    .evaluateAll((elements) => elements.map((element) => (element.textContent ?? '').split(',')[0] ?? ''))
}

async function selectNode(name: string): Promise<void> {
  await visitor.node(name).focus()
  await page.keyboard.press('Enter')
  await expect.poll(selected).toEqual([name === 'team' ? 'Team' : name])
}

test('arrows move what is selected by 1, with Shift by 10, as one step; Alt and an arrow go to the neighbour', async () => {
  await openSheet()
  await selectNode('cart')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowLeft']) await page.keyboard.press(key)
  expect(await placeOf('cart')).toBe('-8,1')
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(selected).toEqual(['checkout'])
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(selected).toEqual(['mail'])
})

test('undo and redo go by their keys, and the rail says what they would do', async () => {
  await openSheet()
  await selectNode('cart')
  await page.keyboard.press('Shift+ArrowRight')
  expect(await placeOf('cart')).toBe('10,0')
  await page.getByRole('button', { name: 'Undo: move' }).waitFor()
  await page.keyboard.press('Control+z')
  expect(await placeOf('cart')).toBe('0,0')
  await page.keyboard.press('Control+Shift+Z')
  expect(await placeOf('cart')).toBe('10,0')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+y')
  expect(await placeOf('cart')).toBe('10,0')
})

test('a node is deleted by a key without a question, and the note takes it back', async () => {
  await openSheet()
  await selectNode('cart')
  await page.keyboard.press('Delete')
  const note = page.getByRole('status').filter({ hasText: 'Deleted cart and 1 edge.' })
  await note.waitFor()
  // The keyboard stays with the graph, although what had it is gone.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  expect((await saved()).edges).toEqual([])
  await note.getByRole('button', { name: 'Undo' }).click()
  await visitor.node('cart').waitFor()
  expect((await saved()).edges).toHaveLength(1)
})

test('F2 and Enter rename what is selected, and letters typed there are text', async () => {
  await openSheet()
  await selectNode('cart')
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Name of cart' })
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('n1xd')
  await page.keyboard.press('Enter')
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'Name of n1xd' }).waitFor()
  await page.keyboard.press('Escape')
  const { nodes } = await saved()
  expect(nodes.map(({ name }) => name)).toEqual(['n1xd', 'checkout', 'orders', 'Team', 'mail'])
})

test('Ctrl+A, Ctrl+D, Ctrl+G and Ctrl+Shift+G: all, twice, in a group, and out of it', async () => {
  await openSheet()
  await page.keyboard.press('Control+a')
  await expect.poll(async () => (await selected()).length).toBe(5)
  await page.keyboard.press('Escape')
  await expect.poll(selected).toEqual([])
  await selectNode('orders')
  await page.keyboard.press('Control+d')
  await expect.poll(async () => (await saved()).nodes.length).toBe(6)
  await page.keyboard.press('Control+g')
  await page.getByRole('textbox', { name: 'Name of new group' }).waitFor()
  await page.keyboard.type('Stores')
  await page.keyboard.press('Enter')
  const grouped = (await saved()).nodes
  const group = grouped.find(({ name }) => name === 'Stores')
  expect(grouped.filter(({ parent }) => parent === group?.id).map(({ name }) => name)).toEqual(['orders'])
  await page.keyboard.press('Control+Shift+G')
  await expect.poll(async () => (await saved()).nodes.length).toBe(6)
})

test('x connects by name, either way, with a label', async () => {
  await openSheet()
  await selectNode('orders')
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog', { name: 'Connect orders to…' })
  await dialog.getByRole('combobox').waitFor()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.type('check')
  await dialog.getByRole('option', { selected: true }).filter({ hasText: 'checkout' }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => dialog.count()).toBe(0)
  expect((await saved()).edges.at(-1)).toMatchObject({ source: 'orders', target: 'checkout' })
  await page.keyboard.press('x')
  await page.getByRole('button', { name: '→ orders' }).click()
  await page.getByRole('textbox', { name: 'Label' }).fill('SQL')
  await page.getByRole('dialog').getByRole('combobox').fill('mail')
  await page.keyboard.press('Enter')
  expect((await saved()).edges.at(-1)).toMatchObject({ source: 'mail', target: 'orders', label: 'SQL' })
})

test('every kind has a key; Enter puts it down where nothing stands, Escape lets go of it', async () => {
  await openSheet()
  const kinds = 'service database queue cache storage function gateway external actor box hexagon diamond group'
  const keys = '1 2 3 4 5 6 7 8 9 0 s d a'.split(' ')
  for (const [at, kind] of kinds.split(' ').entries()) {
    await page.keyboard.press(keys[at] ?? '')
    const tool = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: /^Add /, pressed: true })
    await tool.waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: `Name of new ${kind}` }).waitFor()
    await page.keyboard.press('Escape')
  }
  const { nodes } = await saved()
  expect(nodes.slice(5).map(({ kind }) => kind)).toEqual(kinds.split(' '))
  await page.keyboard.press('2')
  await page.keyboard.press('Escape')
  await expect
    .poll(() => page.getByRole('button', { name: 'Select and move' }).getAttribute('aria-pressed'))
    .toBe('true')
  expect(await page.getByRole('toolbar', { name: 'Tools' }).count()).toBe(1)
})

test('Escape steps back: the tool, the selection, the editor', async () => {
  await openSheet()
  await selectNode('cart')
  await page.keyboard.press('m')
  await page.keyboard.press('Escape')
  await expect.poll(selected).toEqual(['cart'])
  await page.keyboard.press('Escape')
  await expect.poll(selected).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('toolbar', { name: 'Tools' }).count()).toBe(0)
})

test('v, m and x take tools up, y and u open the layout and the tray, and a held Space moves the view', async () => {
  await openSheet()
  const pressed = () =>
    page
      .getByRole('toolbar', { name: 'Tools' })
      .getByRole('button', { pressed: true })
      .first()
      .getAttribute('aria-label')
  for (const [key, tool] of [
    ['m', 'Hand: move the view'],
    ['v', 'Select and move'],
    ['x', 'Draw edges'],
    ['v', 'Select and move'],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(pressed).toBe(tool)
  }
  await page.keyboard.press('y')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  const tray = page.getByRole('button', { name: 'Not on the map…' })
  await page.keyboard.press('u')
  await expect.poll(() => tray.getAttribute('aria-pressed')).toBe('true')
  await page.keyboard.press('Escape')
  await expect.poll(() => tray.getAttribute('aria-pressed')).toBe('false')
  const before = await visitor.node('cart').boundingBox()
  await page.keyboard.down('Space')
  await page.mouse.move(700, 700)
  await page.mouse.down()
  await page.mouse.move(760, 740, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.up('Space')
  const after = await visitor.node('cart').boundingBox()
  expect(Math.round((after?.x ?? 0) - (before?.x ?? 0))).toBe(60)
  expect((await saved()).nodes[0]?.position).toEqual({ x: 0, y: 0 })
})

test('the menu of a node opens by Shift+F10 and by the right button, goes by arrows and letters, and gives focus back', async () => {
  await openSheet()
  await selectNode('mail')
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: 'What can be done here' })
  await menu.waitFor()
  expect(await findViolations(page)).toEqual([])
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(await focused()).toContain('Rename')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toContain('Connect')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toContain('Delete')
  await page.keyboard.press('t')
  expect(await focused()).toContain('Take out of its group')
  await page.keyboard.press('Enter')
  await expect.poll(() => menu.count()).toBe(0)
  expect((await saved()).nodes.find((node) => node.id === 'mail')?.parent).toBeUndefined()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-node-id'))).toBe('mail')
  await visitor.node('cart').click({ button: 'right' })
  await menu.waitFor()
  await expect.poll(selected).toEqual(['cart'])
  await page.keyboard.press('Delete')
  await page.keyboard.press('Escape')
  await expect.poll(() => menu.count()).toBe(0)
  expect(await visitor.node('cart').count()).toBe(1)
})

test('several are selected by Shift and Enter, and by the menu of a finger', async () => {
  await openSheet()
  await selectNode('cart')
  await visitor.node('orders').focus()
  await page.keyboard.press('Shift+Enter')
  await expect.poll(async () => new Set(await selected())).toEqual(new Set(['cart', 'orders']))
  await visitor.node('checkout').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Select it as well' }).click()
  await expect.poll(async () => new Set(await selected())).toEqual(new Set(['cart', 'orders', 'checkout']))
})

test('what has no key is in the palette, as far as it can be done now', async () => {
  await openSheet()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('align left')
  await page.getByRole('option', { selected: true }).filter({ hasText: 'Align left edges' }).waitFor()
  await page.keyboard.press('Enter')
  const { nodes } = await saved()
  expect(
    new Set(
      nodes.filter(({ parent, kind }) => parent === undefined && kind !== 'group').map(({ position }) => position?.x),
    ).size,
  ).toBe(1)
})

test('while the list is shown the keys work on the same document', async () => {
  await openSheet()
  await selectNode('cart')
  await page.keyboard.press('l')
  await page.getByRole('table').waitFor()
  await page.keyboard.press('Delete')
  await page.getByRole('status').filter({ hasText: 'Deleted cart' }).waitFor()
  await expect.poll(() => visitor.node('cart').count()).toBe(0)
  await page.keyboard.press('Control+z')
  await expect.poll(() => visitor.node('cart').count()).toBe(1)
})

test('the rail is one stop of Tab, goes by arrows, and puts a kind down by Enter, by click and by drag', async () => {
  await openSheet()
  const rail = page.getByRole('toolbar', { name: 'Tools' })
  await rail.getByRole('button', { name: 'Select and move' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(await focused()).toBe('Add a database')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name of new database' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await rail.getByRole('button', { name: 'Add a queue' }).click()
  const map = await page.locator('.sg-map').boundingBox()
  if (map === null) throw new Error('there is no map')
  await page.mouse.click(map.x + 240, map.y + 40)
  await page.getByRole('textbox', { name: 'Name of new queue' }).waitFor()
  await page.keyboard.press('Escape')
  await rail
    .getByRole('button', { name: 'Add a cache' })
    .dragTo(page.locator('.sg-map'), { targetPosition: { x: 420, y: 40 } })
  await page.getByRole('textbox', { name: 'Name of new cache' }).waitFor()
  await page.keyboard.press('Escape')
  const { nodes } = await saved()
  expect(nodes.slice(5).map(({ kind }) => kind)).toEqual(['database', 'queue', 'cache'])
  expect(await findViolations(page)).toEqual([])
})

test('what is copied in one tab is pasted into another graph in another tab; text from elsewhere is refused', async () => {
  await openSheet()
  const { graph: other } = await client.createGraph({ version: 1, name: 'Other' })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const tab = await page.context().newPage()
  await tab.goto(`${server.url}/graphs/${other.id}?edit`)
  await tab.getByRole('toolbar', { name: 'Tools' }).waitFor()
  await tab.keyboard.press('Control+v')
  await expect.poll(() => tab.locator('[data-node-id]').count()).toBe(5)
  await tab.keyboard.press('Control+s')
  await savedWords(tab)
    .filter({ hasText: /all saved|saved \d/i })
    .waitFor({ timeout: patienceMs })
  const { graph: pasted } = await client.readGraph(other.id)
  expect(pasted.nodes.map(({ name }) => name)).toEqual(['cart', 'checkout', 'orders', 'Team', 'mail'])
  expect(pasted.nodes[0]).toMatchObject({ services: ['cart.svc'] })
  expect(pasted.nodes.some((node) => node.id === 'cart')).toBe(false)
  expect(pasted.edges).toHaveLength(1)
  await tab.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'three lines\nof a letter\nto somebody')
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await tab.getByRole('status').filter({ hasText: 'The clipboard holds no part of a graph' }).waitFor()
  expect(await tab.locator('[data-node-id]').count()).toBe(5)
  await tab.keyboard.press('Control+z')
  await expect.poll(() => tab.locator('[data-node-id]').count()).toBe(0)
})

test('cut takes away what paste brings back, and in a field the clipboard is the text’s', async () => {
  await openSheet()
  await selectNode('orders')
  await page.keyboard.press('Control+x')
  await expect.poll(() => visitor.node('orders').count()).toBe(0)
  await page.keyboard.press('/')
  await page.keyboard.press('Control+v')
  expect((await saved()).nodes).toHaveLength(4)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await saved()).nodes.length).toBe(6)
  const [first, second] = (await saved()).nodes.slice(-2)
  expect((second?.position?.x ?? 0) - (first?.position?.x ?? 0)).toBe(16)
})

test('single keys that are switched off do nothing, and the others go on working', async () => {
  await openSheet()
  await page.keyboard.press('?')
  const sheetDialog = page.getByRole('dialog', { name: 'Shortcuts' })
  await sheetDialog.getByText('In the editor').waitFor()
  await sheetDialog.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await selectNode('cart')
  await page.keyboard.press('2')
  await page.keyboard.press('x')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Shift+ArrowRight')
  expect(await placeOf('cart')).toBe('10,0')
})
