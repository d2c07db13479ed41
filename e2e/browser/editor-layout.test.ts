import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { GraphNode } from '@statusgraph/model'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  client = createClient(server.url)
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Where something is once it has stopped moving: the map makes room for the tools first. */
async function findRest(one: Locator): Promise<Awaited<ReturnType<Locator['boundingBox']>>> {
  let before = await one.boundingBox()
  for (;;) {
    await page.waitForTimeout(150)
    const now = await one.boundingBox()
    if (JSON.stringify(now) === JSON.stringify(before)) return now
    before = now
  }
}

/** Drawn anyhow: everything on a heap, but for what is pinned far away. */
const heap = {
  version: 1,
  name: 'Heap',
  nodes: [
    { id: 'web', position: { x: 30, y: 30 } },
    { id: 'pay', name: 'Payments', kind: 'group' },
    { id: 'api', parent: 'pay', position: { x: 20, y: 20 } },
    { id: 'ledger', parent: 'pay', kind: 'database', position: { x: 10, y: 10 } },
    { id: 'rock', position: { x: 611, y: 303 }, pinned: true },
  ],
  edges: [
    { id: 'charge', source: 'web', target: 'api' },
    { id: 'refund', source: 'web', target: 'ledger' },
    { id: 'book', source: 'api', target: 'ledger' },
    { id: 'stand', source: 'api', target: 'rock' },
  ],
}

async function open(document: object, path = '', options: Parameters<typeof visit>[2] = {}): Promise<string> {
  const { graph } = await client.createGraph(document)
  visitor = await visit(browser, server.url, { viewport: { width: 1_760, height: 900 }, ...options })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${graph.id}${path}`)
  return graph.id
}

async function openEditor(document: object, options: Parameters<typeof visit>[2] = {}): Promise<string> {
  const id = await open(document, '?edit', options)
  await page.locator('.sg-map[data-tool]').waitFor({ timeout: patienceMs })
  return id
}

/** The nodes as the server has them once it has been told. */
async function readPlaces(id: string): Promise<Readonly<Record<string, GraphNode['position']>>> {
  const { graph } = await client.readGraph(id)
  return Object.fromEntries(graph.nodes.map((node) => [node.id, node.position]))
}

const startButton = () => page.getByRole('dialog').getByRole('button', { name: /^Lay out/ })

describe('a layout', () => {
  test('takes the heap apart in one step that can be undone, and what is pinned stays', async () => {
    const id = await openEditor(heap)
    const before = await readPlaces(id)
    await page.keyboard.press('y')
    expect(await findViolations(page)).toEqual([])
    await startButton().click()
    await page.getByText('Laid out 3 nodes.').first().waitFor({ timeout: patienceMs })
    await expect.poll(() => readPlaces(id), { timeout: patienceMs }).not.toEqual(before)
    const after = await readPlaces(id)
    expect(after['rock']).toEqual({ x: 611, y: 303 })
    expect(new Set(Object.values(after).map((place) => JSON.stringify(place))).size).toBe(5)
    expect(after['web']?.x).toBeLessThan(after['api']?.x ?? 0)

    await page.keyboard.press('Control+z')
    await expect.poll(() => readPlaces(id), { timeout: patienceMs }).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => readPlaces(id), { timeout: patienceMs }).toEqual(after)
  })

  test('of the selection moves nothing else', async () => {
    const id = await openEditor(heap)
    await page.locator('[data-node-id="pay"]').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('y')
    await page.getByRole('radio', { name: /The selection, 2 nodes/ }).check()
    await page.getByRole('radio', { name: /Downwards/ }).check()
    await startButton().click()
    await page.getByText('Laid out 2 nodes.').first().waitFor({ timeout: patienceMs })
    await expect.poll(async () => (await readPlaces(id))['api'], { timeout: patienceMs }).not.toEqual({ x: 20, y: 20 })
    const after = await readPlaces(id)
    expect(after['web']).toEqual({ x: 30, y: 30 })
    expect(after['api']?.y).toBeLessThan(after['ledger']?.y ?? 0)
  })

  test('of thousands of nodes is left with Escape, and nothing has moved', async () => {
    const count = 3_000
    const id = await openEditor({
      version: 1,
      name: 'Many',
      nodes: Array.from({ length: count }, (_, at) => ({ id: `n${at}`, position: { x: at * 8, y: 0 } })),
      edges: Array.from({ length: count * 2 }, (_, at) => ({
        id: `e${at}`,
        source: `n${(at * 7) % count}`,
        target: `n${(at * 13 + 1) % count}`,
      })).filter(({ source, target }) => source !== target),
    })
    await page.keyboard.press('y')
    await page.getByRole('radio', { name: /To the right/ }).check()
    await startButton().click()
    await page.getByRole('progressbar', { name: 'Layout' }).waitFor({ timeout: patienceMs })
    await page.keyboard.press('Escape')
    await page.getByRole('progressbar', { name: 'Layout' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.has('edit')).toBe(true)
    expect((await client.readGraph(id)).revision).toBe(1)

    await page.keyboard.press('y')
    await page.getByRole('radio', { name: /Compact/ }).check()
    await startButton().click()
    await page.getByText('Laid out 3,000 nodes.').first().waitFor({ timeout: patienceMs })
  })
})

const shop = {
  version: 1,
  name: 'Shop',
  nodes: [
    { id: 'web', position: { x: 0, y: 0 } },
    { id: 'pay', name: 'Payments', kind: 'group', collapsed: true },
    { id: 'api', parent: 'pay', position: { x: 360, y: 0 } },
    { id: 'ledger', parent: 'pay', position: { x: 360, y: 120 } },
  ],
  edges: [
    { id: 'charge', source: 'web', target: 'api' },
    { id: 'refund', source: 'web', target: 'ledger' },
  ],
}

describe('a collapsed group', () => {
  test('is one node for whoever looks, who opens and closes it for herself', async () => {
    const id = await open(shop)
    const group = visitor.node('pay')
    await group.waitFor({ timeout: patienceMs })
    await expect
      .poll(() => group.textContent(), { timeout: patienceMs })
      .toMatch(/Payments, unknown, collapsed group of 2/)
    expect(await visitor.node('api').count()).toBe(0)
    expect(await findViolations(page)).toEqual([])

    await page.getByRole('button', { name: 'Open Payments' }).click()
    await visitor.node('api').waitFor()
    expect(new URL(page.url()).searchParams.get('open')).toBe('pay')
    await page.reload()
    await visitor.node('ledger').waitFor({ timeout: patienceMs })

    await group.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('w')
    await visitor.node('api').waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('open')).toBeNull()
    expect((await client.readGraph(id)).revision).toBe(1)
  })

  test('hides no node that is gone to', async () => {
    await open(shop)
    await visitor.node('pay').waitFor({ timeout: patienceMs })
    await page.keyboard.press('l')
    await page
      .getByRole('row', { name: /ledger/ })
      .getByRole('button')
      .click()
    await page.keyboard.press('l')
    await visitor.node('ledger').waitFor({ timeout: patienceMs })
    expect(new URL(page.url()).searchParams.get('open')).toBe('pay')
  })

  test('stays where it is when it is opened and closed while editing, for everybody', async () => {
    const id = await openEditor(shop)
    const group = visitor.node('pay')
    const before = await findRest(group)
    await page.getByRole('button', { name: 'Open Payments' }).click()
    await visitor.node('api').waitFor()
    await expect
      .poll(async () => (await client.readGraph(id)).graph.nodes.find((node) => node.id === 'pay')?.collapsed, {
        timeout: patienceMs,
      })
      .toBeUndefined()
    await page.getByRole('button', { name: 'Collapse Payments to one node' }).click()
    await visitor.node('api').waitFor({ state: 'detached' })
    expect(await findRest(group)).toEqual(before)
    await page.keyboard.press('Control+z')
    await visitor.node('api').waitFor()
  })
})
