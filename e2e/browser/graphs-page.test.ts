import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@statusgraph/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAlertmanager, startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let browser: Browser
let alertmanager: RunningServer
let statusgraph: RunningServer
let client: Client
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-files-'))
  await writeFile(join(folder, 'bank.yaml'), 'version: 1\nid: bank\nname: Bank\nnodes: [{id: ledger}, {id: cards}]\n')
  ;[browser, alertmanager] = await Promise.all([openBrowser(), startAlertmanager()])
  statusgraph = await startStatusgraph({
    config: `
upstream:
  alertmanager: {url: ${alertmanager.url}, interval: 1s}
mapping:
  alerts: {service_labels: [service]}
provisioning: [${folder}]
`,
  })
  client = createClient(statusgraph.url)
  for (const id of ['alpha', 'bravo', 'charlie']) {
    await client.createGraph({ version: 1, id, name: `Graph ${id}`, nodes: [{ id: 'a' }] })
  }
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([statusgraph?.stop(), alertmanager?.stop()])
  await rm(folder, { recursive: true, force: true })
})

async function home(options: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  const visitor = await visit(browser, statusgraph.url, options)
  await visitor.open('/')
  await heading(visitor.page, 'Bank').waitFor()
  return visitor
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 2, name, exact: true })
}

function card(page: Page, name: string): Locator {
  return page.getByRole('article').filter({ has: heading(page, name) })
}

/** The names on the screen, by where they stand. */
async function shownNames(page: Page): Promise<readonly string[]> {
  const cards = await page.getByRole('article').all()
  const placed = await Promise.all(
    cards.map(async (one) => ({ box: await one.boundingBox(), name: await one.getByRole('heading').innerText() })),
  )
  return placed
    .toSorted((a, b) => (a.box?.y ?? 0) - (b.box?.y ?? 0) || (a.box?.x ?? 0) - (b.box?.x ?? 0))
    .map(({ name }) => name)
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('a graph begins empty by keyboard alone, and opens unlocked', async () => {
  const visitor = await home()
  const { page } = visitor
  await page.getByRole('button', { name: 'New graph' }).focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.getByRole('radio', { name: /^Empty/ }).evaluate((one) => one.matches(':focus')))
    .toBe(true)
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.type('Made by keys')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/graphs\/made-by-keys\?.*edit/, { timeout: patienceMs })
  expect((await client.readGraph('made-by-keys')).graph).toMatchObject({ name: 'Made by keys', nodes: [] })
  await visitor.leave()
})

test('a template becomes a graph of its own', async () => {
  const visitor = await home()
  const { page } = visitor
  await page.getByRole('button', { name: 'New graph' }).click()
  await page.getByRole('radio', { name: /^Data pipeline/ }).check()
  await page.getByRole('button', { name: 'Create and edit' }).click()
  await page.waitForURL(/\/graphs\/data-pipeline\?/, { timeout: patienceMs })
  const { graph } = await client.readGraph('data-pipeline')
  expect(graph.nodes.length).toBeGreaterThan(12)
  expect(graph.edges.length).toBeGreaterThan(10)
  await visitor.leave()
})

test('the services that are known are chosen by group and drawn', async () => {
  const labels = ['pay-card', 'pay-bank', 'mail'].map((service) => ({ alertname: 'down', service }))
  const response = await fetch(`${alertmanager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(labels.map((one) => ({ labels: one }))),
  })
  expect(response.ok).toBe(true)
  await expect.poll(async () => (await client.listServices()).length, { timeout: patienceMs }).toBe(3)
  const visitor = await home()
  const { page } = visitor
  await page.getByRole('button', { name: 'New graph' }).click()
  await page.getByRole('radio', { name: /^Services/ }).check()
  await page.getByRole('group', { name: 'pay', exact: true }).getByRole('checkbox').first().check()
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Name' }).fill('Payments')
  await page.getByRole('button', { name: 'Draw 2 services' }).click()
  await page.waitForURL(/\/graphs\/payments\?/, { timeout: patienceMs })
  const { graph } = await client.readGraph('payments')
  expect(graph.nodes.flatMap(({ services = [] }) => services).toSorted()).toEqual(['pay-bank', 'pay-card'])
  await visitor.leave()
})

test('a graph is renamed, described and tagged, and found by all of it', async () => {
  const visitor = await home()
  const { page } = visitor
  await choose(page, 'Graph alpha', 'Rename, describe, tag')
  await page.getByRole('textbox', { name: 'Name' }).fill('Alpha')
  await page.getByRole('textbox', { name: 'Description' }).fill('The first one')
  const tags = page.getByRole('combobox', { name: 'Tags' })
  await tags.fill('prod')
  await tags.press('Enter')
  await tags.fill('team-a')
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await heading(page, 'Alpha').waitFor()
  expect((await client.readGraph('alpha')).graph).toMatchObject({
    name: 'Alpha',
    description: 'The first one',
    tags: ['prod', 'team-a'],
  })
  for (const words of ['team-a', 'first one', 'ALPHA prod']) {
    await page.getByRole('searchbox', { name: 'Search graphs' }).fill(words)
    await expect.poll(() => shownNames(page)).toEqual(['Alpha'])
  }
  await page.getByRole('searchbox', { name: 'Search graphs' }).fill('')
  const filter = page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /^prod/ })
  await filter.click()
  await expect.poll(() => shownNames(page)).toEqual(['Alpha'])
  await filter.click()
  await heading(page, 'Bank').waitFor()
  await visitor.leave()
})

test('a graph from a file is copied to edit, and the copy remembers what it was copied from', async () => {
  const visitor = await home()
  const { page } = visitor
  await choose(page, 'Bank', 'Copy to edit')
  await page.waitForURL(/\/graphs\/bank-copy\?.*edit/, { timeout: patienceMs })
  expect((await client.readGraph('bank-copy')).graph.origin).toEqual({ graph: 'bank', revision: 1 })
  await visitor.open('/')
  await card(page, 'Bank (copy)').getByText('Copy of Bank, revision 1').waitFor()
  await writeFile(join(folder, 'bank.yaml'), 'version: 1\nid: bank\nname: Bank\nnodes: [{id: ledger}]\n')
  await card(page, 'Bank (copy)').getByText('the original has changed since').waitFor({ timeout: patienceMs })
  await visitor.leave()
})

test('a deleted graph comes back by undo, comes back from the bin, or is destroyed when its name is typed', async () => {
  await client.createGraph({ version: 1, id: 'doomed', name: 'Doomed', nodes: [{ id: 'a' }] })
  const visitor = await home()
  const { page } = visitor
  const bin = page.getByRole('button', { name: /^Bin/ })
  await choose(page, 'Doomed', 'Move to the bin')
  await page.getByText('Doomed was moved to the bin.').waitFor()
  await heading(page, 'Doomed').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await heading(page, 'Doomed').waitFor()

  await choose(page, 'Doomed', 'Move to the bin')
  await heading(page, 'Doomed').waitFor({ state: 'detached' })
  await bin.click()
  await page.getByRole('button', { name: 'Restore Doomed' }).click()
  await page.getByText('The bin is empty.').waitFor()
  await page.keyboard.press('Escape')
  await heading(page, 'Doomed').waitFor()

  await choose(page, 'Doomed', 'Move to the bin')
  await heading(page, 'Doomed').waitFor({ state: 'detached' })
  await bin.click()
  await page.getByRole('button', { name: 'Destroy Doomed …' }).click()
  const forGood = page.getByRole('button', { name: 'Destroy for good' })
  expect(await forGood.isDisabled()).toBe(true)
  await page.keyboard.type('Doomed')
  expect(await findViolations(page)).toEqual([])
  await forGood.click()
  await page.getByText('The bin is empty.').waitFor()
  expect(await client.listBin()).toEqual([])
  await visitor.leave()
})

test('graphs are put in order by steps and by the hand, for everybody', async () => {
  const visitor = await home()
  const { page } = visitor
  await page.getByRole('button', { name: 'Arranged' }).click()
  const before = await shownNames(page)
  await choose(page, 'Graph charlie', 'Move earlier')
  await expect.poll(() => shownNames(page)).not.toEqual(before)
  const stepped = await shownNames(page)
  expect(stepped.indexOf('Graph charlie')).toBe(before.indexOf('Graph charlie') - 1)

  const grip = card(page, 'Graph charlie').getByTitle('Drag to another place')
  const first = page
    .getByRole('article')
    .filter({ hasText: stepped[0] ?? '' })
    .first()
  await grip.hover()
  await page.mouse.down()
  await first.hover({ position: { x: 60, y: 60 } })
  await page.mouse.up()
  await expect.poll(async () => (await shownNames(page))[0]).toBe('Graph charlie')
  await expect.poll(async () => (await client.listGraphs())[0]?.name).toBe('Graph charlie')
  await visitor.leave()

  const other = await home()
  await expect.poll(async () => (await shownNames(other.page))[0]).toBe('Graph charlie')
  await other.leave()
})

test('on a phone everything is reached by touch, and nothing sticks out at the side', async () => {
  const visitor = await home({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = visitor
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(await isWide()).toBe(false)
  await page.getByRole('button', { name: 'Actions for Graph bravo', exact: true }).tap()
  await page.getByRole('menuitem', { name: 'Duplicate' }).tap()
  await heading(page, 'Graph bravo (copy)').waitFor()
  await page.getByRole('button', { name: 'New graph' }).tap()
  await page.getByRole('radio', { name: /^Edge network/ }).tap()
  expect(await isWide()).toBe(false)
  await page.getByRole('button', { name: 'Create and edit' }).tap()
  await page.waitForURL(/\/graphs\/edge-network/, { timeout: patienceMs })
  await visitor.leave()
})
