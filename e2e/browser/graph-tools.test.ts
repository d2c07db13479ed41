import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string
/** A save comes after a pause. */
const patience = { timeout: patienceMs }

beforeAll(async () => {
  const provisioned = await mkdtemp(join(tmpdir(), 'statusgraph-provisioned-'))
  await writeFile(join(provisioned, 'edge.yaml'), 'version: 1\nid: edge\nname: Edge\nnodes: [{id: cdn}, {id: dns}]\n')
  ;[server, browser] = await Promise.all([
    startStatusgraph({ config: `provisioning: [${provisioned}]\n` }),
    openBrowser(),
  ])
  client = createClient(server.url)
})

beforeEach(async () => {
  const { graph } = await client.createGraph({
    version: 1,
    name: 'Small shop <1>',
    nodes: [
      { id: 'cart', name: 'cart.svc', position: { x: 0, y: 0 }, ports: [{ id: 'add', name: 'GRPC', label: '/add' }] },
      { id: 'db', name: 'cart-db', kind: 'database', position: { x: 480, y: 0 } },
    ],
    edges: [{ id: 'e', source: 'cart', target: 'db', label: 'SQL' }],
  })
  ;({ id } = graph)
  visitor = await visit(browser, server.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${id}`)
  await visitor.node('cart').waitFor()
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function choose(item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function downloadBy(button: string): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return download
}

test('the graph is read as YAML, edited with a fault shown at its line, applied, saved, and undone', async () => {
  await choose('Show as YAML')
  const field = page.getByRole('textbox', { name: 'The graph as YAML' })
  await expect.poll(() => field.textContent()).toContain('kind: database')
  const before = await field.textContent()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('x')
  expect(await field.textContent()).toBe(before)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('heading', { name: 'Edit as YAML' }).waitFor()

  await field.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.type('\ncolour: red')
  await page.getByRole('button', { name: /^Line 2: .*colour/ }).waitFor()
  expect(await page.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true)
  for (let n = 0; n < '\ncolour: red'.length; n++) await page.keyboard.press('Backspace')

  await page.keyboard.press('Control+End')
  await page.keyboard.type('  - {source: db, target: cart, la')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: /label/ }).click()
  await page.keyboard.type('answers}')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Applied. Undo takes it back in one step.').waitFor()
  await expect
    .poll(async () => (await client.readGraph(id)).graph.edges.map(({ label }) => label), patience)
    .toContain('answers')

  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await client.readGraph(id)).graph.edges.length, patience).toBe(1)
})

test('the history says who changed what, draws it on the map, and an old revision comes back as a new one', async () => {
  const { graph, revision } = await client.readGraph(id)
  const [cart, db] = graph.nodes
  if (cart === undefined || db === undefined) throw new Error('the graph of this test has two nodes')
  await client.saveGraph({ ...graph, nodes: [cart, { ...db, id: 'cache', name: 'cache' }], edges: [] }, revision)
  await visitor.node('cache').waitFor()
  await choose('History')
  await page.getByRole('button', { name: /2 saves/ }).waitFor()
  await page.getByRole('button', { name: 'Show each save' }).click()
  await page
    .getByRole('button', { name: /2 · now/ })
    .last()
    .click()
  await visitor.node('db').waitFor()
  await expect.poll(() => page.locator('.change-marks .change-removed').count()).toBeGreaterThanOrEqual(2)
  expect(await page.locator('.change-marks .change-added').count()).toBeGreaterThanOrEqual(1)
  await page.getByRole('button', { name: 'removed cart-db' }).waitFor()

  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect.poll(() => visitor.node('db').count()).toBe(0)
  await page
    .getByRole('button', { name: /^Somebody.*1$/ })
    .last()
    .click()
  await page.getByRole('button', { name: 'Restore revision 1' }).click()
  await page.getByText('Revision 1 is back, as revision 3.').waitFor()
  await visitor.node('db').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(async () => (await client.readGraph(id)).graph.nodes.map((node) => node.id), patience)
    .toEqual(['cart', 'cache'])
})

test('a picture is made as SVG whose text is text, as PNG in two sizes, and onto the clipboard', async () => {
  await choose('Picture')
  await page.getByRole('img', { name: /map of Small shop/ }).waitFor()
  const svg = await readFile(await (await downloadBy('SVG')).path(), 'utf8')
  const found = await page.evaluate((text) => {
    // The page itself may not parse markup; a frame of no origin may.
    const texts = [...text.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, inner]) => inner)
    return { texts, hasScript: /<script|<foreignObject|href=/i.test(text) }
  }, svg)
  expect(found.texts).toEqual(
    expect.arrayContaining(['Small shop &lt;1&gt;', 'cart.svc', '/add', 'GRPC', 'SQL', 'Critical']),
  )
  expect(found.hasScript).toBe(false)

  const widthOf = async (download: Download): Promise<number> =>
    (await readFile(await download.path())).readUInt32BE(16)
  const single = await widthOf(await downloadBy('PNG'))
  const double = await widthOf(await downloadBy('PNG, double size'))
  expect(single).toBeGreaterThan(700)
  expect(double).toBe(single * 2)

  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByText('Picture copied.').waitFor()
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))
  expect(types).toContain('image/png')
})

test('a graph leaves in the format of another tool, and what that cannot hold is said before', async () => {
  await choose('Export')
  await page.getByText('Ports are labels at the ends of edges in draw.io.').waitFor()
  await page.getByRole('radio', { name: /^Mermaid/ }).check({ force: true })
  await page.getByText(/^Mermaid has no place for .*ports \(1\)/).waitFor()
  await page.getByRole('checkbox', { name: /lamps/ }).check()
  await page.getByText(/^Mermaid has no place for/).waitFor()
  const download = await downloadBy('Download')
  expect(download.suggestedFilename()).toMatch(/\.mmd$/)
  expect(await readFile(await download.path(), 'utf8')).toMatch(/lamps of[^]*cart\.svc<br\/>unknown/)

  await page.getByRole('radio', { name: /^Statusgraph/ }).check({ force: true })
  await page.getByText('Nothing is left behind.').waitFor()
  expect(await readFile(await (await downloadBy('Download')).path(), 'utf8')).toMatch(/^version: 1$/m)
})

test('printed, a graph is one page with its name and the legend', async () => {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
        const texts = await page.locator('.print-sheet text').allTextContents()
        await page.evaluate(() => dispatchEvent(new Event('afterprint')))
        return texts
      },
      { timeout: 30_000 },
    )
    .toEqual(expect.arrayContaining(['Small shop <1>', 'cart-db', 'Unknown']))
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  expect(await page.locator('.print-sheet').count()).toBe(0)
})

test('a graph from a file cannot be edited, and a copy of it can, and knows what it was copied from', async () => {
  await visitor.open('/graphs/edge')
  await visitor.node('cdn').waitFor()
  await page.getByRole('button', { name: 'Menu' }).click()
  expect(await page.getByRole('menuitem', { name: 'Edit', exact: true }).count()).toBe(0)
  await page.keyboard.press('Escape')
  for (const ask of [() => page.keyboard.press('e'), () => visitor.open('/graphs/edge?edit')]) {
    await ask()
    await page.getByText('This graph comes from a file on the server').waitFor()
    expect(await page.getByRole('toolbar', { name: 'Tools' }).count()).toBe(0)
    expect(new URL(page.url()).search).toBe('')
    await page.getByRole('button', { name: 'Dismiss' }).click()
  }
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Copy to edit' }).click()
  await page.waitForURL(/edge-copy.*edit/)
  await page.getByText('This is your copy of Edge.').waitFor()
  const copy = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect((await client.readGraph(copy)).graph.origin).toEqual({ graph: 'edge', revision: 1 })
})
