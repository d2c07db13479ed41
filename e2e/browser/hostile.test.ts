import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '@statusgraph/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAlertmanager, startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { listPayloads } from './payloads.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let browser: Browser
let home: Server
const calls: string[] = []
let alertmanager: RunningServer
let statusgraph: RunningServer
let payloads: readonly string[]

beforeAll(async () => {
  home = createServer((request, response) => {
    calls.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end()
  })
  await new Promise<void>((resolve) => home.listen(0, '127.0.0.1', resolve))
  payloads = listPayloads(`http://127.0.0.1:${portOf(home.address())}`)
  ;[alertmanager, browser] = await Promise.all([startAlertmanager(), openBrowser()])
  statusgraph = await startStatusgraph({
    config: `
upstream:
  alertmanager: {url: ${alertmanager.url}, interval: 1s}
mapping:
  alerts: {service_labels: [service_id]}
`,
  })
  await Promise.all([drawHostileGraph(), ...payloads.map(fire)])
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([statusgraph?.stop(), alertmanager?.stop()])
  home?.close()
})

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the canary has no port')
  return address.port
}

/** A node for each payload that has it in every field, as far as a document may hold it. */
async function drawHostileGraph(): Promise<void> {
  const group = payloads[0] ?? ''
  await createClient(statusgraph.url).createGraph({
    version: 1,
    id: 'evil',
    name: payloads[1],
    description: payloads[2],
    nodes: [
      { id: group, name: group, kind: 'group' },
      ...payloads.map((payload, at) => ({
        id: `${payload.slice(0, 180)}#${at}`,
        name: payload.slice(0, 400),
        services: [`victim-${at}.svc`],
        namespace: payload.slice(0, 400),
        description: payload.slice(0, 4_000),
        // The server refuses __proto__ itself as a key.
        labels: { [`${payload.slice(0, 390)} key`]: payload.slice(0, 400) },
        ports: [{ id: payload.slice(0, 200), name: payload.slice(0, 400), label: payload.slice(0, 400) }],
        links: [{ title: payload.slice(0, 400), url: payload.slice(0, 4_000) }],
        ...(at % 2 === 0 && { parent: group }),
      })),
    ],
    edges: payloads.slice(1).map((payload, at) => ({
      id: payload.slice(0, 200),
      source: `${(payloads[at] ?? '').slice(0, 180)}#${at}`,
      target: `${payload.slice(0, 180)}#${at + 1}`,
      label: payload.slice(0, 400),
    })),
  })
}

/** An alert whose every text is the payload, sent to the real Alertmanager. */
async function fire(payload: string, at: number): Promise<void> {
  const send = (generatorURL: string): Promise<Response> =>
    fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        {
          labels: {
            alertname: payload,
            severity: 'critical',
            service_id: `victim-${at}.svc`,
            number: String(at),
            hostile: payload,
            __proto__x: payload,
          },
          annotations: {
            summary: payload,
            description: payload,
            runbook_url: payload,
            dashboard_url: payload,
            constructor: payload,
          },
          generatorURL,
        },
      ]),
    })
  // The Alertmanager itself refuses some of them as an address; then the alert comes without.
  const response = await send(payload)
  if (response.ok) return
  const second = await send('http://127.0.0.1:9/')
  if (!second.ok) throw new Error(`the Alertmanager refused ${payload.slice(0, 80)}: ${await second.text()}`)
}

/** Elements and attributes that only a text taken for markup could have brought in, and links to elsewhere. */
function findForeignThings(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const suspects =
      'iframe, object, embed, base, video, form, meta[http-equiv], style, body script, #root link, #root img, [onerror], [onload], [onfocus], [onmouseover], [ontoggle], [srcdoc]'
    const foreign = [...document.querySelectorAll(suspects)].map(({ outerHTML }) => outerHTML.slice(0, 120))
    const links = [...document.querySelectorAll('a[href]')].flatMap((link) => {
      const href = link instanceof HTMLAnchorElement ? link.href : 'an SVG link'
      return /^(?:https?|mailto):/.test(href) ? [] : [href.slice(0, 120)]
    })
    return [...foreign, ...links]
  })
}

async function expectHarmless(visitor: Visitor): Promise<void> {
  expect(await findForeignThings(visitor.page)).toEqual([])
  expect(visitor.troubles).toEqual([])
  expect(calls).toEqual([])
  const wide = await visitor.page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll('main *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map(({ outerHTML }) => outerHTML.slice(0, 120))
          .slice(0, 5),
  )
  expect(wide, 'wider than the window').toEqual([])
}

/** Opens whatever can be opened, and points at everything. */
async function unfold(page: Page): Promise<void> {
  const closed = page.locator('main details:not([open]) > summary')
  for (let left = await closed.count(); left > 0; left--) await closed.first().click()
}

async function waitForAlerts(visitor: Visitor): Promise<void> {
  const red = visitor.page.locator('button[data-node-id][data-lamp="critical"]')
  // Every node and the group around half of them.
  await expect.poll(() => red.count(), { timeout: patienceMs }).toBe(payloads.length + 1)
}

test('there are enough hostile texts to mean something', () => {
  expect(payloads.length).toBeGreaterThanOrEqual(30)
})

test('on the map, in its list, in the palette and in every panel hostile texts are texts', async () => {
  const visitor = await visit(browser, statusgraph.url)
  const { page } = visitor
  await visitor.open('/graphs/evil')
  await waitForAlerts(visitor)
  await expectHarmless(visitor)
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('script')
  await page.getByRole('option').first().waitFor()
  await expectHarmless(visitor)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

  const panel = page.getByRole('complementary')
  const seen = new Set<string>()
  for (let at = 0; at < payloads.length; at++) {
    await page.keyboard.press('n')
    await expect.poll(async () => seen.has((await panel.getAttribute('aria-label')) ?? '')).toBe(false)
    seen.add((await panel.getAttribute('aria-label')) ?? '')
    await panel.getByRole('article').first().waitFor()
    await unfold(page)
    await expectHarmless(visitor)
  }
  expect(seen.size).toBe(payloads.length)

  await page.keyboard.press('Escape')
  await page.keyboard.press('l')
  await page.getByRole('table').waitFor()
  await expectHarmless(visitor)
  await visitor.leave()
})

test.each([
  ['/', 'heading', /onerror/],
  ['/alerts', 'listitem', /victim-0\.svc/],
  ['/alerts?by=hostile', 'listitem', /victim-0\.svc/],
  ['/services', 'row', /victim-0\.svc/],
  ['/graphs/evil?kiosk', 'listitem', /./],
] as const)('%s shows hostile texts as texts', async (path, role, name) => {
  const visitor = await visit(browser, statusgraph.url)
  await visitor.open(path)
  await visitor.page.getByRole(role).filter({ hasText: name }).first().waitFor({ timeout: patienceMs })
  await unfold(visitor.page)
  await expectHarmless(visitor)
  expect(await visitor.page.title()).not.toBe('')
  await visitor.leave()
})

test('a script address is written out instead of linked, and hidden characters are shown as what they are', async () => {
  const visitor = await visit(browser, statusgraph.url)
  const { page } = visitor
  const show = async (payload: string) => {
    const id = `${payload.slice(0, 180)}#${payloads.indexOf(payload)}`
    await visitor.open(`/graphs/evil?node=${encodeURIComponent(id)}`)
    const panel = page.getByRole('complementary')
    await panel.getByRole('article').first().waitFor({ timeout: patienceMs })
    return panel
  }
  const script = payloads.find((payload) => payload.startsWith('javascript:')) ?? ''
  const panel = await show(script)
  expect(await panel.getByText(script).count()).toBeGreaterThan(2)
  expect(await panel.locator('a[href^="javascript"]').count()).toBe(0)

  const turned = await show(payloads.find((payload) => payload.startsWith('\u202E')) ?? '')
  await turned
    .getByRole('heading', { name: /U\+202E/ })
    .first()
    .waitFor()

  const long = await show('W'.repeat(10_240))
  await long
    .getByRole('button', { name: /^show all/ })
    .first()
    .click()
  await expectHarmless(visitor)
  await visitor.leave()
})
