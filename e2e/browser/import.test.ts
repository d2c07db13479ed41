import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { Stack } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { drop, dropPath } from './dropping.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

const compose = `services:
  frontend:
    image: nginx:1.27
    depends_on: [checkout, cart]
  checkout:
    image: acme/checkout:2
    depends_on: [payment-service]
  cart:
    image: acme/cart
    depends_on: [cartdb]
  payment-service:
    image: acme/payment
  cartdb:
    image: redis:7
  emial:
    image: acme/email
`
/** One service more, one less, and another image. */
const newer = compose
  .replace(/ {2}emial:\n.*\n/, '  recommend:\n    image: acme/recommend\n    depends_on: [cart]\n')
  .replace('redis:7', 'redis:8')

let browser: Browser
let stack: Stack
let client: Client
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-diagrams-'))
  await writeFile(join(folder, 'compose.yaml'), compose)
  await writeFile(join(folder, 'newer.yaml'), newer)
  ;[browser, stack] = await Promise.all([openBrowser(), openShop()])
  client = createClient(stack.statusgraph.url)
})
afterAll(async () => {
  await Promise.all([browser?.close(), stack?.stop()])
  await rm(folder, { recursive: true, force: true })
})

async function home(options: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  const visitor = await visit(browser, stack.statusgraph.url, options)
  await visitor.open('/')
  await visitor.page.getByRole('heading', { level: 2 }).first().waitFor()
  return visitor
}

function deploymentOf(name: string): string {
  const pod = `{ metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, image: acme/${name} }] } }`
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: ${pod} }\n`
}

function serviceOf(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} } }\n`
}

function button(page: Page, name: string | RegExp) {
  return page.getByRole('button', { name, exact: typeof name === 'string' })
}

/** Chooses from the menu of the page. */
async function choose(page: Page, item: string): Promise<void> {
  await button(page, 'Menu').click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Makes a graph of the compose file, bound as far as names are sure, and waits for its first save. */
async function importShop(): Promise<{ readonly visitor: Visitor; readonly id: string }> {
  const visitor = await home()
  const { page } = visitor
  await drop(page, 'compose.yaml', compose)
  await button(page, 'Next: services').click()
  await button(page, /^Accept all \d+ likely$/).click()
  await button(page, 'Create and edit').click()
  await visitor.node('cart').waitFor({ state: 'attached', timeout: patienceMs })
  const id = new URL(page.url()).pathname.replace('/graphs/', '')
  await page.getByText('All saved').waitFor({ timeout: patienceMs })
  return { visitor, id }
}

test('a diagram that is dropped on the page is looked at, bound to services, and becomes a live map', async () => {
  const visitor = await home()
  const { page } = visitor
  const before = await client.listGraphs()
  await drop(page, 'compose.yaml', compose, false)
  await page.getByText('Drop the diagram').waitFor()
  await drop(page, 'compose.yaml', `${compose}volumes:\n  data: {}\n`)
  const dialog = page.getByRole('dialog', { name: 'New graph from a diagram' })
  await dialog.getByText('6 nodes, 4 edges').waitFor({ timeout: patienceMs })
  await dialog.getByText('Docker Compose, as found').waitFor({ state: 'attached' })
  await visitor.node('payment-service').waitFor({ state: 'attached' })
  expect(await findViolations(page)).toEqual([])
  expect(await client.listGraphs()).toHaveLength(before.length)

  await dialog.getByRole('textbox', { name: 'Name' }).fill('Our shop')
  await button(page, 'Next: services').click()
  const payment = dialog.getByRole('checkbox', { name: /^payment-service/ })
  await payment.waitFor({ timeout: patienceMs })
  expect(await findViolations(page)).toEqual([])
  expect(await payment.isChecked()).toBe(false)
  await button(page, /^Accept all 5 likely$/).click()
  expect(await payment.isChecked()).toBe(true)
  // What is spelt otherwise is for a person to see.
  expect(await dialog.getByRole('checkbox', { name: /^emial/ }).isChecked()).toBe(false)
  await button(page, 'Change the service of emial').click()
  await page.getByRole('combobox', { name: 'Find a service' }).fill('email')
  await page.keyboard.press('Enter')
  expect(await dialog.getByRole('checkbox', { name: /^emial/ }).isChecked()).toBe(true)

  await button(page, 'Create and edit').click()
  for (const node of ['frontend', 'checkout', 'cart', 'payment-service', 'cartdb', 'emial'])
    await visitor.see(node, 'ok')
  const { graph } = await client.readGraph('our-shop')
  expect(graph.nodes.find(({ id }) => id === 'cartdb')?.services).toEqual(['cart-db.svc'])
  await visitor.leave()
})

test('a newer file changes what it changed, and nothing that people did', async () => {
  const { visitor, id } = await importShop()
  const { page } = visitor
  const { graph, revision } = await client.readGraph(id)
  const nodes = graph.nodes.map((node) => {
    if (node.id === 'checkout') return { ...node, name: 'Check out' }
    return node.id === 'cartdb' ? { ...node, name: 'Cart DB' } : node
  })
  const edited = await client.saveGraph({ ...graph, nodes }, revision)
  await page
    .locator('[data-node-id=checkout]')
    .filter({ hasText: 'Check out' })
    .first()
    .waitFor({ timeout: patienceMs })

  await choose(page, 'Update from a file …')
  await page.locator('input[type=file]').setInputFiles(join(folder, 'newer.yaml'))
  await button(page, 'Compare with the graph').click()
  const panel = page.getByRole('complementary', { name: 'Update from a file' })
  const box = (name: string) => panel.getByRole('checkbox', { name, exact: true })
  await box('Remove emial').waitFor({ timeout: patienceMs })
  expect(await findViolations(page)).toEqual([])
  expect(await box('Remove emial').isChecked()).toBe(true)
  expect(await box('Add recommend').isChecked()).toBe(true)
  // Both the file and somebody changed it.
  expect(await box('Change Cart DB').isChecked()).toBe(false)
  expect(await panel.getByText('Check out').count()).toBe(0)
  await visitor.node('recommend').waitFor({ state: 'attached' })
  expect((await client.readGraph(id)).revision).toBe(edited.revision)

  await panel.getByRole('checkbox', { name: /^labels: .*redis:8/ }).check()
  await button(page, 'Apply 3 changes').click()
  await expect
    .poll(async () => (await client.readGraph(id)).revision, { timeout: patienceMs })
    .toBeGreaterThan(edited.revision)
  const updated = (await client.readGraph(id)).graph
  const find = (node: string) => updated.nodes.find((one) => one.id === node)
  expect(find('emial')).toBeUndefined()
  expect(find('recommend')?.position).toBeDefined()
  expect(find('checkout')).toMatchObject({ name: 'Check out', services: ['checkout.svc'] })
  expect(find('cartdb')).toMatchObject({
    name: 'Cart DB',
    labels: { technology: 'redis:8' },
    services: ['cart-db.svc'],
  })
  expect(updated.edges.some(({ source, target }) => source === 'recommend' && target === 'cart')).toBe(true)

  await button(page, 'Undo').first().click()
  await visitor.node('emial').waitFor({ state: 'attached', timeout: patienceMs })
  await visitor.node('recommend').waitFor({ state: 'detached' })
  await visitor.leave()
})

test('whoever only looks at a graph can update it: the editor opens with the change as its first step', async () => {
  const visitor = await visit(browser, stack.statusgraph.url)
  const { page } = visitor
  const { graph } = await client.createGraph({ version: 1, name: 'Looked at', nodes: [{ id: 'frontend' }] })
  await visitor.open(`/graphs/${graph.id}`)
  await visitor.node('frontend').waitFor({ state: 'attached', timeout: patienceMs })
  await choose(page, 'Update from a file …')
  await page.getByLabel('Or paste its text').fill('digraph { frontend -> cart }')
  await button(page, 'Read it').click()
  await button(page, 'Compare with the graph').click()
  await page.getByText(/^This graph was not made from a file/).waitFor({ timeout: patienceMs })
  await button(page, /^Apply 1 change/).click()
  await expect.poll(async () => (await client.readGraph(graph.id)).graph.nodes.length, { timeout: patienceMs }).toBe(2)
  expect(new URL(page.url()).searchParams.has('edit')).toBe(true)
  expect((await client.readGraph(graph.id)).graph.imported?.format).toBe('dot')
  await visitor.leave()
})

test('a diagram comes into an open graph as one step, beside what is drawn', async () => {
  const { visitor } = await importShop()
  const { page } = visitor
  await choose(page, 'Import into this graph …')
  await page.getByLabel('Or paste its text').fill('digraph { ledger -> bank }')
  await button(page, 'Read it').click()
  await button(page, 'Insert').click()
  await page.getByText('Inserted 2 nodes.').waitFor({ timeout: patienceMs })
  const nodes = page.locator('[data-node-id^=ledger], [data-node-id^=bank]')
  await expect.poll(() => nodes.count()).toBe(2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => nodes.count()).toBe(0)
  await visitor.node('cart').waitFor({ state: 'attached' })
  await visitor.leave()
})

test('a file that cannot be read says where and what was expected, and keeps its text to be put right', async () => {
  const visitor = await home()
  const { page } = visitor
  await drop(page, 'compose.yaml', 'services:\n  cart:\n    image: [redis\n')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Cannot be read').waitFor({ timeout: patienceMs })
  await dialog
    .getByText(/^lines? \d/)
    .first()
    .waitFor()
  expect(await button(page, 'Create and edit').isDisabled()).toBe(true)
  expect(await findViolations(page)).toEqual([])
  await dialog.getByLabel(/^Its text, to put it right/).fill('services:\n  cart:\n    image: redis\n')
  await button(page, 'Read it again').click()
  await dialog.getByText('1 node, 0 edges').waitFor({ timeout: patienceMs })
  await visitor.leave()
})

test('hostile files are plain errors, and markup in them is text', async () => {
  const visitor = await home()
  const { page } = visitor
  const dialog = page.getByRole('dialog')
  const bomb = `<?xml version="1.0"?><!DOCTYPE mxfile [<!ENTITY a "${'x'.repeat(50)}">${Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n} "${n === 0 ? '&a;&a;' : `&a${n - 1};&a${n - 1};`}">`).join('')}]><mxfile><diagram>&a11;</diagram></mxfile>`
  await drop(page, 'bomb.drawio', bomb)
  await dialog.getByText('Cannot be read').waitFor({ timeout: patienceMs })
  await button(page, 'Another file').click()
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 254, 253]),
  })
  await dialog.getByText('Cannot be read').waitFor({ timeout: patienceMs })
  await button(page, 'Another file').click()
  const label = '<img src=x onerror=alert(1)>'
  await dialog.getByLabel('Or paste its text').fill(`digraph { a [label="${label}"]; a -> b }`)
  await button(page, 'Read it').click()
  await dialog.getByText('2 nodes, 1 edge').waitFor({ timeout: patienceMs })
  expect(await page.locator('img[src=x]').count()).toBe(0)
  await visitor.leave()
})

test('manifests in several files are one diagram, and what is said of them names the file', async () => {
  const visitor = await home()
  const { page } = visitor
  const manifest = (kind: string, name: string) => `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`
  await button(page, 'New graph').click()
  await page.getByRole('radio', { name: /^Diagram/ }).check()
  await button(page, 'Next: the diagram').click()
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'cart.yaml', mimeType: 'text/yaml', buffer: Buffer.from(manifest('Deployment', 'cart')) },
      { name: 'mail.yaml', mimeType: 'text/yaml', buffer: Buffer.from(manifest('Deployment', 'mail')) },
      { name: 'zoo.yaml', mimeType: 'text/yaml', buffer: Buffer.from(`${manifest('Gnu', 'x')}  bad\n`) },
    ])
  await page.getByText('2 nodes, 0 edges').waitFor({ timeout: patienceMs })
  await page.getByText(/^zoo\.yaml, line \d/).waitFor()
  expect(await page.getByText('3 files', { exact: true }).count()).toBe(1)
  await visitor.leave()
})

test('a folder that is dropped is read as a whole, and what is said of its files names them', async () => {
  const charts = join(folder, 'charts')
  await mkdir(join(charts, 'shop/cart'), { recursive: true })
  await writeFile(join(charts, 'shop/cart/cart.yaml'), deploymentOf('cart'))
  await writeFile(join(charts, 'shop/frontend.yml'), `${deploymentOf('frontend')}---\n${serviceOf('frontend')}`)
  await writeFile(join(charts, 'config.json'), '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}')
  await writeFile(join(charts, 'README.md'), 'Not a manifest.')
  const visitor = await home()
  const { page } = visitor
  await dropPath(page, charts)
  const dialog = page.getByRole('dialog', { name: 'New graph from a diagram' })
  await dialog.getByText('3 nodes, 1 edge').waitFor({ timeout: patienceMs })
  expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('charts')
  await dialog.getByText(/^charts\/config\.json, line 1/).waitFor()
  await button(page, 'Next: services').click()
  await button(page, /^Accept all \d+ likely$/).click()
  await button(page, 'Create and edit').click()
  await visitor.node('Deployment/cart').waitFor({ state: 'attached', timeout: patienceMs })
  await visitor.leave()
})

test('while the server is away the file stays, and is read when it is back', async () => {
  const visitor = await home()
  const { page } = visitor
  await page.route('**/api/v1/import**', (route) => route.abort())
  await drop(page, 'compose.yaml', compose)
  await page.getByText('The server cannot be reached. The file is still here.').waitFor({ timeout: patienceMs })
  await page.unroute('**/api/v1/import**')
  await button(page, 'Try again').click()
  await page.getByText('6 nodes, 4 edges').waitFor({ timeout: patienceMs })
  expect(await button(page, 'Create and edit').isEnabled()).toBe(true)
  await visitor.leave()
})

test('by keyboard and in the dark a diagram is pasted and becomes a graph', async () => {
  const visitor = await home({ colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  const { page } = visitor
  await button(page, 'New graph').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: /^Diagram/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByLabel('Or paste its text').focus()
  await page.keyboard.type('digraph payments { frontend -> checkout }')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('2 nodes, 1 edge').waitFor({ timeout: patienceMs })
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Name' }).focus()
  await page.keyboard.press('Enter')
  await button(page, /^Accept all 2 likely$/).waitFor({ timeout: patienceMs })
  expect(await findViolations(page)).toEqual([])
  await button(page, /^Accept all 2 likely$/).focus()
  await page.keyboard.press('Enter')
  await button(page, 'Create and edit').focus()
  await page.keyboard.press('Enter')
  await visitor.see('frontend', 'ok')
  await visitor.leave()
})

test('a graph that comes from a file on the server is not updated here', async () => {
  const provisioned = await mkdtemp(join(tmpdir(), 'statusgraph-files-'))
  await writeFile(join(provisioned, 'bank.yaml'), 'version: 1\nid: bank\nnodes: [{id: ledger}]\n')
  const server = await startStatusgraph({ config: `provisioning: [${provisioned}]\n` })
  const visitor = await visit(browser, server.url)
  try {
    await visitor.open('/graphs/bank')
    await visitor.node('ledger').waitFor({ state: 'attached', timeout: patienceMs })
    await button(visitor.page, 'Menu').click()
    const item = visitor.page.getByRole('menuitem', { name: 'Update from a file …' })
    expect(await item.getAttribute('aria-disabled')).toBe('true')
  } finally {
    await visitor.leave()
    await server.stop()
    await rm(provisioned, { recursive: true, force: true })
  }
})
