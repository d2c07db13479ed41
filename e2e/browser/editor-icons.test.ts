import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let folder: string
let canary: Server
const calls: string[] = []
let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string
const patience = { timeout: patienceMs }

beforeAll(async () => {
  canary = createServer((request, response) => {
    calls.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const address = canary.address()
  const evil = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-icons-'))
  await mkdir(join(folder, 'acme'))
  await writeFile(join(folder, 'acme/Rocket.svg'), circle)
  await writeFile(join(folder, 'evil.svg'), drawEvil(evil))
  await writeFile(join(folder, 'bomb.svg'), `<!DOCTYPE svg [<!ENTITY a SYSTEM "${evil}/entity">]>${circle}`)
  ;[server, browser] = await Promise.all([startStatusgraph({ config: `icons: [${folder}]\n` }), openBrowser()])
  client = createClient(server.url)
})

beforeEach(async () => {
  const { graph } = await client.createGraph({
    version: 1,
    name: 'Icons',
    nodes: [
      { id: 'db', name: 'orders-postgres', kind: 'database', position: { x: 0, y: 0 } },
      { id: 'plain', name: 'payments', position: { x: 400, y: 0 } },
      { id: 'evil', name: 'evil', icon: 'team:evil', position: { x: 0, y: 200 } },
      { id: 'lost', name: 'lost', icon: 'nobody:has-this', position: { x: 400, y: 200 } },
      { id: 'none', name: 'redis', icon: 'none:none', position: { x: 0, y: 400 } },
    ],
    edges: [],
  })
  ;({ id } = graph)
  visitor = await visit(browser, server.url)
  ;({ page } = visitor)
})

afterEach(async () => {
  await visitor.leave()
  if (calls.length > 0) throw new Error(`a drawing asked somebody else for ${calls.join(', ')}`)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  canary?.close()
  await rm(folder, { recursive: true, force: true })
})

const circle =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#0a7"/></svg>'

/** Tries everything at once; what is left is a circle. */
function drawEvil(elsewhere: string): string {
  const act = `fetch('${elsewhere}/script');alert(1)`
  return circle
    .replace('<svg', `<svg onload="${act}" xmlns:xlink="http://www.w3.org/1999/xlink"`)
    .replace(
      '<circle',
      `<script>${act}</script><image xlink:href="${elsewhere}/image.png"/><use href="${elsewhere}/use.svg#a"/>` +
        `<style>@import url(${elsewhere}/sheet.css);circle{fill:url(${elsewhere}/fill.svg#a)}</style>` +
        `<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="${act}"/></foreignObject>` +
        `<animate attributeName="x" onbegin="${act}" dur="1s"/><circle`,
    )
}

/** The picture beside a node's name. */
function pictureOf(node: string): Locator {
  return visitor.node(node).locator('img')
}

async function waitForPicture(node: string, address: RegExp): Promise<void> {
  await expect.poll(() => pictureOf(node).getAttribute('src', patience), patience).toMatch(address)
  await expect
    .poll(() => pictureOf(node).evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))
    .toBe(true)
}

test('a node shows the icon that its name tells, and a browser fetches the icons of this graph only', async () => {
  const fetched: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/^\/(?:assets|api\/v1)\/icons\//.test(pathname)) fetched.push(pathname.replace(/-\w+\.svg$/, ''))
  })
  await visitor.open(`/graphs/${id}`)
  await waitForPicture('db', /\/assets\/icons\/logos-postgresql-\w+\.svg$/)
  await waitForPicture('evil', /\/api\/v1\/icons\/team\/evil\?v=/)
  expect(await pictureOf('plain').count()).toBe(0)
  expect(await pictureOf('none').count()).toBe(0)
  expect(new Set(fetched)).toEqual(new Set(['/assets/icons/logos-postgresql', '/api/v1/icons/team/evil']))
})

test('an icon that nobody has is the shape of the kind, and the page says nothing about it', async () => {
  await visitor.open(`/graphs/${id}`)
  await waitForPicture('db', /logos-postgresql/)
  await visitor.node('lost').locator('svg[data-kind="service"]').waitFor(patience)
  expect(await pictureOf('lost').count()).toBe(0)
})

test('a hostile drawing in the folder does nothing: it is a circle', async () => {
  await visitor.open(`/graphs/${id}`)
  await waitForPicture('evil', /team\/evil/)
  const { icons, diagnostics } = await client.listIcons()
  expect(icons.map(({ name }) => name)).toEqual(['acme:rocket', 'team:evil'])
  expect(diagnostics).toContainEqual(expect.objectContaining({ file: 'bomb.svg', refused: true }))
  const svg = await page.evaluate(async (url) => (await fetch(url)).text(), icons[1]?.url ?? '')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="64" height="64" viewBox="0 0 8 8">/)
  expect(svg).toContain('<circle')
  expect(svg).not.toMatch(/script|onload|image|127\.0\.0\.1|foreign|animate/)
})

test('an icon is found by what is in it, chosen with the keyboard, saved, and shown to everyone', async () => {
  const other = await visit(browser, server.url)
  await other.open(`/graphs/${id}`)
  await visitor.open(`/graphs/${id}?node=plain&edit`)
  await page.getByRole('button', { name: 'Icon: none known' }).click(patience)
  const picker = page.getByRole('dialog', { name: 'Choose an icon' })
  await picker.getByRole('searchbox', { name: 'Search icons' }).waitFor(patience)
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.type('elephant')
  await picker.getByRole('button', { name: 'PostgreSQL' }).waitFor(patience)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('PostgreSQL')
  await page.keyboard.press('Enter')
  await picker.waitFor({ state: 'detached', ...patience })
  await page.getByRole('button', { name: 'Icon: logos:postgresql' }).waitFor(patience)
  await expect
    .poll(async () => (await client.readGraph(id)).graph.nodes.find((node) => node.id === 'plain')?.icon, patience)
    .toBe('logos:postgresql')
  await expect
    .poll(() => other.node('plain').locator('img').getAttribute('src', patience), patience)
    .toContain('logos-postgresql')
  await other.leave()
})

test("the team's own icon, no icon, and back to the guess are one click each", async () => {
  await visitor.open(`/graphs/${id}?node=db&edit`)
  const iconOf = async (): Promise<string | undefined> =>
    (await client.readGraph(id)).graph.nodes.find((node) => node.id === 'db')?.icon
  const choose = async (title: string): Promise<void> => {
    await page.getByRole('button', { name: /^Icon: / }).click(patience)
    await page.getByRole('dialog').getByRole('button', { name: title, exact: true }).click(patience)
  }
  await choose('Rocket')
  await expect.poll(iconOf, patience).toBe('acme:rocket')
  await waitForPicture('db', /\/api\/v1\/icons\/acme\/rocket/)
  await choose('No icon')
  await expect.poll(iconOf, patience).toBe('none:none')
  await expect.poll(() => pictureOf('db').count()).toBe(0)
  await choose('By guess')
  await expect.poll(iconOf, patience).toBeUndefined()
  await waitForPicture('db', /logos-postgresql/)
  await page.getByRole('button', { name: /^Icon: / }).click(patience)
  await page.getByText(/files of your team's folder/).click(patience)
  await page.getByRole('dialog').getByText('bomb.svg').waitFor(patience)
  await page.keyboard.press('Escape')
})
