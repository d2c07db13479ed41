import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordImport } from '@statusgraph/model'
import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { drop, dropPath } from './dropping.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

const drawn = 'graph LR\n  frontend --> checkout\n'
const newer = 'graph LR\n  frontend --> checkout\n  checkout --> payment\n'

let browser: Browser
let server: RunningServer
let client: Client
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-drops-'))
  await writeFile(join(folder, 'newer.mmd'), newer)
  const provisioned = join(folder, 'graphs')
  await mkdir(provisioned)
  await writeFile(join(provisioned, 'bank.yaml'), 'version: 1\nid: bank\nnodes: [{id: ledger}]\n')
  ;[browser, server] = await Promise.all([
    openBrowser(),
    startStatusgraph({ config: `provisioning: [${provisioned}]\n` }),
  ])
  client = createClient(server.url)
})
afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()])
  await rm(folder, { recursive: true, force: true })
})

function button(page: Page, name: string | RegExp) {
  return page.getByRole('button', { name })
}

const offer = { name: 'What shall become of it?' }

/** A graph that was made of a diagram, open on a page. */
async function openImported(query = ''): Promise<{ readonly visitor: Visitor; readonly id: string }> {
  const { graph, format } = await client.importDiagram({ content: drawn, name: 'shop.mmd' })
  const { id: _, ...document } = graph
  const imported = recordImport(graph, { format, name: 'shop.mmd' })
  const made = await client.createGraph({ ...document, name: 'Dropped on', imported })
  const visitor = await visit(browser, server.url)
  await visitor.open(`/graphs/${made.graph.id}${query}`)
  await visitor.node('checkout').waitFor({ state: 'attached', timeout: patienceMs })
  return { visitor, id: made.graph.id }
}

test('a newer file that is dropped on its graph is compared with it, and nothing changes before that is accepted', async () => {
  const { visitor, id } = await openImported()
  const { page } = visitor
  await drop(page, 'newer.mmd', newer, false)
  await page.getByText('Drop the diagram').waitFor()
  await drop(page, 'newer.mmd', newer)
  const dialog = page.getByRole('dialog', offer)
  await dialog.getByText('newer.mmd').waitFor()
  expect(await dialog.getByRole('button', { name: /Insert/ }).count()).toBe(0)
  expect(await findViolations(page)).toEqual([])
  // What is most likely meant has the keyboard.
  await page.keyboard.press('Enter')
  await page.getByText('3 nodes, 2 edges').waitFor({ timeout: patienceMs })
  await button(page, 'Compare with the graph').click()
  await page.getByRole('complementary', { name: 'Update from a file' }).waitFor()
  expect((await client.readGraph(id)).revision).toBe(1)
  await button(page, /^Apply \d change/).click()
  await expect.poll(async () => (await client.readGraph(id)).graph.nodes.length, { timeout: patienceMs }).toBe(3)
  await visitor.leave()
})

test('a stray drop is closed with Escape, and nothing was done', async () => {
  const { visitor, id } = await openImported('?edit')
  const { page } = visitor
  const before = await client.listGraphs()
  const { pathname } = new URL(page.url())
  await dropPath(page, join(folder, 'newer.mmd'))
  await page.getByRole('dialog', offer).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect((await client.readGraph(id)).revision).toBe(1)
  expect(await client.listGraphs()).toHaveLength(before.length)
  const { pathname: now, searchParams } = new URL(page.url())
  expect([now, searchParams.has('edit')]).toEqual([pathname, true])
  await visitor.leave()
})

test('whoever edits inserts what was dropped in one step, or makes another graph of it', async () => {
  const { visitor, id } = await openImported('?edit')
  const { page } = visitor
  await page.getByRole('toolbar').first().waitFor()
  await drop(page, 'bank.mmd', 'graph LR\n  ledger --> vault\n')
  await button(page, /^Insert it into this graph/).click()
  await page.getByRole('dialog', { name: 'Import into this graph' }).getByText('2 nodes, 1 edge').waitFor()
  await button(page, 'Insert').click()
  await page.getByText('Inserted 2 nodes.').waitFor({ timeout: patienceMs })
  await page.locator('[data-node-id^=ledger]').waitFor({ state: 'attached' })

  await drop(page, 'bank.mmd', 'graph LR\n  ledger --> vault\n')
  await button(page, /^Make a new graph of it/).click()
  const dialog = page.getByRole('dialog', { name: 'New graph from a diagram' })
  await dialog.getByText('2 nodes, 1 edge').waitFor({ timeout: patienceMs })
  await button(page, 'Create and edit').click()
  await page.waitForURL((url) => url.pathname !== `/graphs/${id}`)
  await visitor.node('vault').waitFor({ state: 'attached', timeout: patienceMs })
  // What was inserted before had been kept.
  await expect.poll(async () => (await client.readGraph(id)).graph.nodes.length, { timeout: patienceMs }).toBe(4)
  await visitor.leave()
})

test('while a text is open over the map, which may hold work, a dropped file waits', async () => {
  const { visitor } = await openImported()
  const { page } = visitor
  await button(page, 'Menu').click()
  await page.getByRole('menuitem', { name: 'Show as YAML' }).click()
  await page.locator('.cm-content').waitFor()
  await drop(page, 'newer.mmd', newer)
  await page.getByText('Close what is open beside the map first').waitFor()
  expect(await page.locator('.cm-content').count()).toBe(1)
  await visitor.leave()
})

test('a graph that comes from a file on the server is left alone: of what is dropped on it a new one is made', async () => {
  const visitor = await visit(browser, server.url)
  await visitor.open('/graphs/bank')
  await visitor.node('ledger').waitFor({ state: 'attached', timeout: patienceMs })
  await drop(visitor.page, 'newer.mmd', newer)
  const dialog = visitor.page.getByRole('dialog', offer)
  await dialog.getByText('This graph comes from a file on the server, and is changed there.').waitFor()
  expect(await dialog.getByRole('button', { name: /this graph/ }).count()).toBe(0)
  await visitor.leave()
})

test.each(['/', '/alerts', '/services', '/upstreams', '/nowhere', '/graphs/bank?kiosk', '/graphs/bank?view=list'])(
  'a file that is dropped on %s never takes the page away',
  async (path) => {
    const visitor = await visit(browser, server.url)
    const { page } = visitor
    await visitor.open(path)
    await page.getByRole('main').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await dropPath(page, join(folder, 'newer.mmd'))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await dropPath(page, join(folder, 'newer.mmd'))
    await page.getByRole('main').waitFor()
    expect(page.url()).toBe(server.url + path)
    await visitor.leave()
  },
)
