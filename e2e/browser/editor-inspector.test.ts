import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { GraphNode } from '@statusgraph/model'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string
/** A save comes after a pause, and a lamp after the save. */
const patience = { timeout: patienceMs }

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
  client = createClient(stack.statusgraph.url)
  await stack.shop.service('cart-db.svc', 'down')
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const sheet = {
  version: 1,
  name: 'Sheet',
  nodes: [
    { id: 'team', name: 'Team', kind: 'group' },
    { id: 'inside', name: 'inside', parent: 'team', position: { x: 0, y: 320 } },
    {
      id: 'api',
      name: 'api',
      position: { x: 0, y: 0 },
      labels: { team: 'pay', tier: '1' },
      ports: [{ id: 'read', label: '/read' }, { id: 'write' }],
    },
    { id: 'store', name: 'store', kind: 'box', position: { x: -320, y: 0 } },
  ],
  edges: [{ id: 'e', source: 'store', target: 'api', targetPort: 'read' }],
}

/** Opens the sheet in the editor with a node selected. */
async function openSheet(node = '', options: Parameters<typeof visit>[2] = {}): Promise<void> {
  const { graph } = await client.createGraph(sheet)
  ;({ id } = graph)
  visitor = await visit(browser, stack.statusgraph.url, { viewport: { width: 1_600, height: 900 }, ...options })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${id}?edit${node === '' ? '' : `&node=${node}`}`)
  await page.getByRole('toolbar').first().waitFor(patience)
  if (node !== '') await inspector().waitFor(patience)
}

function inspector(): Locator {
  return page.getByRole('complementary', { name: /^Edit/ })
}

function field(name: string): Locator {
  return inspector().getByLabel(name, { exact: true })
}

/** Saves, and reads back what the server has. */
async function readSaved() {
  await page.keyboard.press('Control+s')
  await page.getByRole('banner').getByText(/saved/i).first().waitFor(patience)
  return (await client.readGraph(id)).graph
}

async function readNode(node: string): Promise<GraphNode | undefined> {
  return (await readSaved()).nodes.find((one) => one.id === node)
}

test('every field of a node is edited beside the map, saved, and read back', async () => {
  await openSheet('api')
  await field('Name').fill('checkout api')
  await inspector().getByRole('radio', { name: 'gateway' }).check()
  await field('Namespace').fill('shop')
  await field('Description').fill('first line\nsecond line')
  const group = inspector().getByRole('combobox', { name: 'Group' })
  await group.click()
  await page.getByRole('option', { name: 'Team' }).click()
  expect(await group.inputValue()).toBe('Team')

  await field('Key of the label team').fill('owner')
  await field('Value of the label owner').fill('payments')
  await inspector().getByRole('button', { name: 'Remove the label tier' }).click()
  await inspector().getByRole('button', { name: 'Add a label' }).click()
  await page.keyboard.type('zone')
  await page.keyboard.press('Tab')
  await page.keyboard.type('eu')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await field('Id of port 1').fill('get')
  await field('Protocol of port 1').fill('GRPC')
  await field('Label of port 2').fill('/write')
  await inspector().getByRole('button', { name: 'Move the port /read down' }).click()
  await inspector().getByRole('button', { name: 'Add a port' }).click()
  await page.keyboard.type('/extra')

  await inspector().getByRole('button', { name: 'Add a link' }).click()
  await page.keyboard.type('Runbook')
  await page.keyboard.press('Tab')
  await page.keyboard.type('https://runbooks.example/api')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await field('x').fill('160')
  await field('y').fill('-80')
  await inspector().getByRole('checkbox', { name: 'Size fits its content' }).uncheck()
  await field('width').fill('320')
  await field('height').fill('240')
  await inspector()
    .getByRole('checkbox', { name: /^Pinned/ })
    .check()

  const { nodes, edges } = await readSaved()
  expect(nodes.find((one) => one.id === 'api')).toEqual({
    id: 'api',
    name: 'checkout api',
    kind: 'gateway',
    namespace: 'shop',
    description: 'first line\nsecond line',
    parent: 'team',
    labels: { owner: 'payments', zone: 'eu' },
    ports: [
      { id: 'write', label: '/write' },
      { id: 'get', label: '/read', name: 'GRPC' },
      { id: 'port-3', label: '/extra' },
    ],
    links: [{ title: 'Runbook', url: 'https://runbooks.example/api' }],
    position: { x: 160, y: -80 },
    size: { width: 320, height: 240 },
    pinned: true,
  })
  // The edge followed its port.
  expect(edges[0]).toMatchObject({ source: 'store', target: 'api', targetPort: 'get' })
})

test('what a document cannot take stays in the field with what is wrong, and nowhere else', async () => {
  await openSheet('api')
  const cases = [
    { name: 'Name', bad: '', says: /must not be empty/ },
    { name: 'Key of the label team', bad: 'tier', says: /there is a label "tier" already/ },
    { name: 'Id of port 2', bad: 'read', says: /the port id "read" is used twice/ },
    { name: 'x', bad: 'left', says: /no number/ },
    { name: 'Namespace', bad: 'n'.repeat(401), says: /must have at most 400 characters/ },
  ]
  for (const { name, bad, says } of cases) {
    const wrong = field(name)
    await wrong.fill(bad)
    await wrong.blur()
    await inspector().getByText(says).waitFor()
    expect(await wrong.getAttribute('aria-invalid'), name).toBe('true')
    expect(await wrong.evaluate(readDescription), name).toMatch(says)
  }
  await inspector().getByRole('button', { name: 'Add a link' }).click()
  await page.keyboard.type('Trap')
  await page.keyboard.press('Tab')
  await page.keyboard.type('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await inspector().getByText('only http, https and mailto addresses can be opened').waitFor()

  // Somebody looks elsewhere and comes back: the text waits there.
  await visitor.node('store').click()
  await page.getByRole('complementary', { name: 'Edit store' }).waitFor()
  await visitor.node('api').click()
  await page.getByRole('complementary', { name: 'Edit api' }).waitFor()
  expect(await field('Name').inputValue()).toBe('')
  expect(await field('x').inputValue()).toBe('left')
  await inspector()
    .getByText(/there is a label "tier" already/)
    .waitFor()
  expect((await client.readGraph(id)).graph.nodes).toHaveLength(4)
  expect(await readNode('api')).toMatchObject({ name: 'api', labels: { team: 'pay', tier: '1' } })

  // Mended, it goes into the document, and the fault is gone.
  await field('Name').fill('api 2')
  expect(await field('Name').getAttribute('aria-invalid')).toBe('false')
  expect(await readNode('api')).toMatchObject({ name: 'api 2' })
})

/** What a screen reader adds to the name of a field. */
function readDescription(element: Element): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((one) => document.querySelector(`#${CSS.escape(one)}`)?.textContent ?? '').join(' ')
}

test('binding colours a node while it is edited, and the services say which alert it is', async () => {
  await openSheet('api')
  await inspector().getByText('no upstream knows it yet').waitFor(patience)
  const add = inspector().getByRole('combobox', { name: 'Add a service' })
  await add.click()
  await page.keyboard.type('cartdb')
  const option = page.getByRole('option', { name: /cart-db\.svc/ })
  await option.waitFor(patience)
  await expect.poll(() => option.textContent(), patience).toMatch(/Critical · service_down .*in shop/)
  await page.keyboard.press('Enter')
  await inspector().getByText('Critical · service_down').waitFor(patience)
  await visitor.see('api', 'critical')
  await inspector().getByText('Critical', { exact: true }).waitFor(patience)

  await inspector().getByRole('button', { name: 'Why this colour' }).click()
  await inspector().getByRole('heading', { name: 'service_down' }).waitFor(patience)
  await inspector().getByRole('button', { name: 'Edit', exact: true }).click()

  await add.fill('not-there-yet')
  await page.getByRole('option', { name: /not-there-yet.*no upstream knows it yet/ }).click()
  expect((await readNode('api'))?.services).toEqual(['cart-db.svc', 'not-there-yet'])
  await inspector().getByRole('button', { name: 'Unbind cart-db.svc' }).click()
  await inspector().getByRole('button', { name: 'Unbind not-there-yet' }).click()
  await inspector().getByText('Bound by its name:').waitFor()
  await visitor.see('api', 'unknown')
  expect(await readNode('api')).not.toHaveProperty('services')
})

test('a word that is typed is one step back, and the next visit to the field another', async () => {
  await openSheet('api')
  await field('Name').focus()
  await page.keyboard.press('End')
  await page.keyboard.type('-one')
  await field('Namespace').focus()
  await field('Name').focus()
  await page.keyboard.press('End')
  await page.keyboard.type('-two')
  const undo = page.getByRole('button', { name: /^Undo/ })
  await undo.click()
  await expect.poll(() => field('Name').inputValue()).toBe('api-one')
  await undo.click()
  await expect.poll(() => field('Name').inputValue()).toBe('api')
})

test('what somebody else saves is shown at once, but not where one is typing', async () => {
  await openSheet('api')
  await field('Name').focus()
  await page.keyboard.press('Home')
  await page.keyboard.type('my ')
  const { graph, revision } = await client.readGraph(id)
  const theirs = graph.nodes.map((node) => (node.id === 'api' ? { ...node, namespace: 'theirs' } : node))
  await expect
    .poll(async () => {
      const { revision: newest } = await client.readGraph(id)
      return client.saveGraph({ ...graph, nodes: theirs }, newest).then(
        () => true,
        () => false,
      )
    }, patience)
    .toBe(true)
  await expect.poll(() => field('Namespace').inputValue(), patience).toBe('theirs')
  expect(revision).toBeGreaterThan(0)
  expect(await field('Name').inputValue()).toBe('my api')
  await page.keyboard.type('own ')
  expect(await field('Name').inputValue()).toBe('my own api')
  expect(await readNode('api')).toMatchObject({ name: 'my own api', namespace: 'theirs' })
})

test('of several nodes what they share is changed together, and what differs says so', async () => {
  await openSheet('api')
  await visitor.node('store').click({ modifiers: ['Shift'] })
  await page.getByRole('complementary', { name: 'Edit the selection' }).waitFor()
  await inspector().getByText('mixed').first().waitFor()
  await inspector().getByRole('radio', { name: 'cache' }).check()
  await field('Namespace').fill('shop')
  await inspector()
    .getByRole('checkbox', { name: /^Pinned/ })
    .check()
  await field('Value of the label team').fill('cart')
  await inspector().getByRole('button', { name: 'Label all of them' }).click()
  await page.keyboard.type('zone')
  await page.keyboard.press('Tab')
  await page.keyboard.type('eu')
  await page.keyboard.press('Enter')
  const { nodes } = await readSaved()
  const shared = { kind: 'cache', namespace: 'shop', pinned: true }
  expect(nodes.find((one) => one.id === 'api')).toMatchObject({
    ...shared,
    labels: { team: 'cart', tier: '1', zone: 'eu' },
  })
  expect(nodes.find((one) => one.id === 'store')).toMatchObject({ ...shared, labels: { zone: 'eu' } })
})

test('an edge is labelled, hung elsewhere, turned round and deleted', async () => {
  await openSheet()
  await selectEdge()
  await field('Label').fill('SQL')
  await field('Kind').fill('reads')
  await inspector().getByRole('combobox', { name: 'To port' }).selectOption('write')
  const from = inspector().getByRole('combobox', { name: 'From', exact: true })
  await from.click()
  await page.keyboard.type('insi')
  await page.keyboard.press('Enter')
  expect(await from.inputValue()).toBe('inside')
  await inspector().getByRole('button', { name: 'Reverse' }).click()
  expect((await readSaved()).edges).toEqual([
    { id: 'e', source: 'api', sourcePort: 'write', target: 'inside', targetPort: null, label: 'SQL', kind: 'reads' },
  ])
  await inspector().getByRole('button', { name: 'Delete' }).click()
  expect((await readSaved()).edges).toEqual([])
})

/** Clicks the edge in the middle of its way, which begins at the title of one card and ends at a port of the other. */
async function selectEdge(): Promise<void> {
  const [store, api] = await Promise.all([visitor.node('store').boundingBox(), visitor.node('api').boundingBox()])
  if (api === null || store === null) throw new Error('the nodes are not drawn')
  // The first port's row is in the middle between the title and the second port's row.
  const titlePart = 28 / 56
  const scale = store.height / 56
  const y = store.y + (store.height * titlePart + 70 * scale) / 2
  await page.mouse.click((store.x + store.width + api.x) / 2, y)
  await page.getByRole('complementary', { name: 'Edit the edge' }).waitFor()
}

test('with nothing selected the inspector is about the graph', async () => {
  await openSheet()
  await page.getByRole('button', { name: 'Edit the graph' }).click()
  await field('Name').fill('Sheet of tests')
  await field('Description').fill('Everything.')
  await field('Tags').fill('prod')
  await page.keyboard.press('Enter')
  await page.keyboard.type('eu,')
  // As from a list that was copied elsewhere.
  await field('Tags').fill('pay, prod , gold')
  await page.keyboard.press('Enter')
  await inspector().getByText('18', { exact: false }).first().waitFor(patience)
  const tags = ['prod', 'eu', 'pay', 'gold']
  expect(await readSaved()).toMatchObject({ name: 'Sheet of tests', description: 'Everything.', tags })
})

test('what no node shows waits in the tray, gets onto the map by hand or key, and is bound', async () => {
  await openSheet()
  await page.keyboard.press('u')
  const tray = page.getByRole('region', { name: 'Not on the map' })
  await tray.getByRole('button', { name: /^Not here/ }).click()
  const list = tray.getByRole('listbox')
  const row = (name: string) => tray.getByRole('option', { name: new RegExp(`^${name}`) })
  await row('cart-db').waitFor(patience)
  expect(await list.getByRole('option').count()).toBe(18)

  // Onto the ground.
  const map = await page.locator('.map-stage').boundingBox()
  if (map === null) throw new Error('there is no map')
  await row('cdn.eu').dragTo(page.locator('.map-stage'), {
    targetPosition: { x: map.width - 300, y: map.height - 120 },
  })
  await expect.poll(() => row('cdn.eu').count(), patience).toBe(0)
  // Onto a node.
  await row('email.svc').dragTo(visitor.node('store'))
  await expect.poll(() => row('email.svc').count(), patience).toBe(0)
  // By keyboard.
  await tray.getByRole('searchbox').fill('cart-db')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await visitor.node('api').click()
  await tray.getByRole('button', { name: 'Bind to api' }).click()
  await visitor.see('api', 'critical')

  const { nodes } = await readSaved()
  expect(nodes.find(({ name }) => name === 'cdn.eu')).toMatchObject({ kind: 'gateway', services: ['cdn.eu'] })
  expect(nodes.find((one) => one.id === 'store')?.services).toEqual(['email.svc'])
  expect(nodes.find((one) => one.id === 'api')?.services).toEqual(['cart-db.svc'])
})

test('services are drawn for me: grouped, bound, coloured, beside the rest, in one step', async () => {
  await openSheet()
  const before = (await client.readGraph(id)).graph
  await page.keyboard.press('u')
  const tray = page.getByRole('region', { name: 'Not on the map' })
  await tray.getByRole('button', { name: /^Not here/ }).click()
  await tray.getByRole('option', { name: /^cart-db/ }).waitFor(patience)
  await tray.getByRole('listbox').focus()
  await page.keyboard.press('Control+a')
  await tray.getByText('18 chosen').waitFor()
  await tray.getByText('cart (2), cdn (3), 13 on their own').waitFor()
  await tray.getByRole('button', { name: 'Draw these for me' }).click()
  await tray.getByText('Every service is on this graph').waitFor()

  const { nodes } = await readSaved()
  const services = nodes.flatMap((node) => node.services ?? [])
  expect(new Set(services).size).toBe(18)
  const cdn = nodes.find((node) => node.kind === 'group' && node.name === 'cdn')
  expect(nodes.filter(({ parent }) => parent === cdn?.id).map(({ name }) => name)).toEqual([
    'cdn.eu',
    'cdn.sea',
    'cdn.us',
  ])
  expect(nodes.slice(0, 4)).toEqual(before.nodes)
  const database = nodes.find(({ name }) => name === 'cart-db.svc')
  expect(database?.kind).toBe('database')
  await visitor.see(database?.id ?? '', 'critical')

  await page.getByRole('button', { name: /^Undo/ }).first().click()
  expect((await readSaved()).nodes).toEqual(before.nodes)
})

test('an alert that maps nowhere can be drawn, and one that names no service says what it lacks', async () => {
  await openSheet()
  await fetch(`${stack.alertmanager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      { labels: { alertname: 'stock_low', severity: 'warning', service_id: 'warehouse', namespace: 'back-office' } },
      { labels: { alertname: 'nobody_asked', severity: 'critical', instance: 'x1' } },
    ]),
  })
  await page.keyboard.press('u')
  const tray = page.getByRole('region', { name: 'Not on the map' })
  await tray.getByRole('button', { name: /^Alerts [1-9]/ }).click(patience)
  await tray.getByRole('option', { name: /^nobody_asked.*names no service · instance=x1/ }).click(patience)
  await tray.getByText(/which name no service/).waitFor()
  expect(await tray.getByRole('button', { name: /^Draw/ }).isDisabled()).toBe(true)
  await tray.getByRole('option', { name: /^stock_low.*names warehouse/ }).click()
  await tray.getByRole('button', { name: 'Draw it for me' }).click()
  await expect.poll(() => tray.getByRole('option', { name: /^stock_low/ }).count(), patience).toBe(0)
  const drawn = (await readSaved()).nodes.find(({ name }) => name === 'warehouse')
  expect(drawn).toMatchObject({ services: ['warehouse'], namespace: 'back-office' })
  await visitor.see(drawn?.id ?? '', 'warning')
})

test.each(['light', 'dark'] as const)('axe finds nothing wrong with inspector and tray, %s', async (colorScheme) => {
  await openSheet('api', { colorScheme })
  await page.keyboard.press('u')
  const tray = page.getByRole('region', { name: 'Not on the map' })
  await tray.getByRole('button', { name: /^Not here/ }).click()
  const options = tray.getByRole('listbox').getByRole('option')
  await options.first().click(patience)
  await options.nth(2).click({ modifiers: ['Shift'] })
  await field('Name').fill('')
  await field('Name').blur()
  expect(await findViolations(page)).toEqual([])
  await inspector().getByRole('combobox', { name: 'Add a service' }).click()
  await page
    .getByRole('option', { name: /cart-db/ })
    .first()
    .waitFor(patience)
  expect(await findViolations(page)).toEqual([])
  await inspector().getByRole('button', { name: 'Why this colour' }).click()
  expect(await findViolations(page)).toEqual([])
})
