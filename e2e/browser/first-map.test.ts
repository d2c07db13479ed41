import { createClient } from '@statusgraph/protocol'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer, Stack } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'

let stack: Stack
let own: RunningServer
let browser: Browser
/** How far a handle stands from its card. */
const handlePx = 20

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
  own = await startStatusgraph({
    config: `upstream:
  prometheus: { url: ${stack.prometheus.url} }
  alertmanager: { url: ${stack.alertmanager.url} }
mapping:
  alerts: { service_labels: [service_id] }
  metrics: { service_labels: [service_id] }
`,
  })
})

afterAll(async () => {
  await browser?.close()
  await own?.stop()
  await stack?.stop()
})

test('the tutorial can be followed word by word: a map is drawn, bound, and alive', async () => {
  const visitor = await visit(browser, own.url)
  const { page } = visitor
  await visitor.open('/')
  await page.getByRole('button', { name: 'New graph' }).click()
  await page.getByLabel('Name').fill('My first map')
  await page.getByRole('button', { name: 'Create and edit' }).click()
  await page.getByRole('toolbar', { name: 'Tools' }).waitFor()

  const map = page.locator('.sg-map')
  await map.dblclick({ position: { x: 560, y: 260 } })
  await page.keyboard.type('frontend.svc')
  await page.keyboard.press('Tab')
  await page.keyboard.type('catalog.svc')
  await page.keyboard.press('Enter')
  const node = (name: string) => page.locator('[data-node-id]').filter({ hasText: name })
  await node('catalog.svc').waitFor()

  await page.keyboard.press('u')
  const tray = page.getByRole('region', { name: 'Not on the map' })
  await tray.getByRole('searchbox', { name: 'Search what is not on the map' }).fill('orders')
  await tray.getByRole('option', { name: /^orders\.svc/ }).dragTo(map, { targetPosition: { x: 620, y: 480 } })
  await node('orders.svc').waitFor()
  await tray.getByRole('button', { name: 'Close the tray' }).click()

  const middleOf = async (name: string) => {
    const box = await node(name).boundingBox()
    if (box === null) throw new Error(`${name} is not on the screen`)
    return { ...box, x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const frontend = await middleOf('frontend.svc')
  const orders = await middleOf('orders.svc')
  await page.mouse.move(frontend.x, frontend.y)
  await page.mouse.move(frontend.x, frontend.y + frontend.height / 2 + handlePx)
  await page.mouse.down()
  await page.mouse.move(orders.x, orders.y, { steps: 8 })
  await page.mouse.up()
  await node('orders.svc').click()
  await page.mouse.move(orders.x + orders.width / 2 + handlePx, orders.y)
  await page.mouse.down()
  await page.mouse.up()
  await page.keyboard.type('warehouse')
  await page.keyboard.press('Enter')

  const client = createClient(own.url)
  await expect
    .poll(async () => (await client.readGraph('my-first-map')).graph.nodes.map(({ name }) => name), {
      timeout: patienceMs,
    })
    .toEqual(['frontend.svc', 'catalog.svc', 'orders.svc', 'warehouse'])
  const { nodes, edges } = (await client.readGraph('my-first-map')).graph
  const nameOf = (id: string) => nodes.find((one) => one.id === id)?.name
  expect(edges.map(({ source, target }) => [nameOf(source), nameOf(target)])).toEqual([
    ['frontend.svc', 'catalog.svc'],
    ['frontend.svc', 'orders.svc'],
    ['orders.svc', 'warehouse'],
  ])
  for (const name of ['frontend.svc', 'catalog.svc', 'orders.svc']) {
    await page.locator('[data-node-id][data-lamp="ok"]').filter({ hasText: name }).waitFor({ timeout: patienceMs })
  }
  await page.locator('[data-node-id][data-lamp="unknown"]').filter({ hasText: 'warehouse' }).waitFor()
  await visitor.leave()
})
