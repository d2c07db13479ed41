// From an alert that is visible in the API of a real Alertmanager to a red node in the DOM of a real Chromium, with the
// servers at 1 s: once with nudges, once by polling alone. Needs the page to be built. node bench/alert-to-pixel.ts
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { openBrowser } from '../e2e/browser/browser.ts'
import { openShop } from '../e2e/browser/shop.ts'
import { visit } from '../e2e/browser/visitor.ts'
import { printDelays } from './alert-to-pixel/print-delays.ts'

const intervalMs = 1_000
const lookEveryMs = 10
const giveUpMs = 30_000
const alertsSchema = z.array(z.object({ labels: z.record(z.string(), z.string()) }))
/** Every node of the shop whose service can be down, in no order that means anything. */
const services = [
  'cart-db orders email cdn-eu payment frontend catalog cart customer',
  'recommend ad currency shipping-portal cdn-us checkout cdn-sea edge load-gen',
].flatMap((line) => line.split(' '))

const browser = await openBrowser()
try {
  const nudged = await measure(true)
  const polled = await measure(false)
  printDelays([
    { name: 'with nudges', delaysMs: nudged, goalMs: 300 },
    { name: `polling each ${intervalMs} ms`, delaysMs: polled, goalMs: intervalMs + 300 },
  ])
} finally {
  await browser.close()
}

/** Takes one service down after the other; gives the delay of each, in milliseconds. */
async function measure(nudges: boolean): Promise<readonly number[]> {
  const shop = await openShop({ nudges, config: describeServer })
  try {
    const visitor = await visit(browser, shop.statusgraph.url)
    await visitor.open('/graphs/shop')
    for (const service of services) await visitor.see(service, 'ok')
    await noteWhenRed(visitor.page)
    const delaysMs: number[] = []
    for (const id of services) {
      // Wherever in their intervals the servers are.
      await sleep(Math.random() * intervalMs)
      const name = id.startsWith('cdn-') ? id.replace('-', '.') : `${id}.svc`
      await shop.shop.service(name, 'down')
      const visibleAtMs = await waitUntilVisible(shop.alertmanager.url, name)
      await visitor.see(id, 'critical')
      const redAtMs = await readRedAt(visitor.page, id)
      delaysMs.push(redAtMs - visibleAtMs)
    }
    await visitor.leave()
    return delaysMs
  } finally {
    await shop.stop()
  }
}

function describeServer({ prometheus, alertmanager }: { prometheus: string; alertmanager: string }): string {
  return `
upstream:
  prometheus: {url: ${prometheus}, interval: ${intervalMs}ms}
  alertmanager: {url: ${alertmanager}, interval: ${intervalMs}ms}
mapping:
  alerts: {service_labels: [service_id]}
  metrics: {service_labels: [service_id]}
`
}

/** The wall clock when the first request that saw the alert was sent: a later instant would flatter us. */
async function waitUntilVisible(alertmanagerUrl: string, service: string): Promise<number> {
  for (const giveUp = AbortSignal.timeout(giveUpMs); ; await sleep(lookEveryMs)) {
    const sentAtMs = Date.now()
    const response = await fetch(`${alertmanagerUrl}/api/v2/alerts`, { signal: giveUp })
    const alerts = alertsSchema.parse(await response.json())
    if (alerts.some(({ labels }) => labels['service_id'] === service)) return sentAtMs
  }
}

/** Lets the page write down by the wall clock, which is ours too, when each node becomes red. */
async function noteWhenRed(page: Page): Promise<void> {
  await page.evaluate(() => {
    new MutationObserver((records) => {
      for (const { target } of records) {
        if (!(target instanceof HTMLElement) || target.dataset['lamp'] !== 'critical') continue
        target.dataset['redAtMs'] ??= String(Date.now())
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-lamp'] })
  })
}

async function readRedAt(page: Page, id: string): Promise<number> {
  const text = await page.locator(`[data-node-id="${id}"]`).getAttribute('data-red-at-ms')
  if (text === null) throw new Error(`${id} was never seen to become red`)
  return Number(text)
}
