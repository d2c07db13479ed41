import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import { loadConfig, startServer } from '@statusgraph/server'
import type { Config } from '@statusgraph/server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { findFreePort } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { openShop } from './shop.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Whether the page is still the one that {@link mark} was called on. */
function isSame({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => 'sameAsBefore' in globalThis)
}

async function mark({ page }: Visitor): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { sameAsBefore: true }))
}

test.concurrent('a wall screen shows clock and age, outlives a restart of the server without a reload, and goes on', async ({
  expect,
}) => {
  const visitor = await visit(browser, stack.statusgraph.url, { viewport: { width: 1_920, height: 1_080 } })
  const { page } = visitor
  await visitor.open('/graphs/shop?kiosk')
  await visitor.see('cart-db', 'ok')
  await mark(visitor)
  const head = page.locator('main header')
  await head.getByText(/^data \d+ s old$/).waitFor()
  const clock = head.locator('time').first()
  expect(await clock.textContent()).toMatch(/^\d{1,2}:\d{2}/)
  expect(await page.getByRole('button', { name: /Menu|Zoom/ }).count()).toBe(0)

  await stack.statusgraph.stop()
  await page
    .getByRole('alert')
    .getByText(/^No data since/)
    .waitFor({ timeout: patienceMs })
  expect(await page.locator('[data-lamp="ok"]:not([data-stale])').count()).toBe(0)
  await stack.statusgraph.restart()
  await visitor.see('cart-db', 'ok')
  // What is read out comes a moment after what is seen.
  await expect.poll(() => page.getByText(/No data since/).count(), { timeout: patienceMs }).toBe(0)
  await head.getByText(/^data \d+ s old$/).waitFor({ timeout: patienceMs })

  await stack.shop.service('cart-db.svc', 'down')
  await visitor.see('cart-db', 'critical')
  await page.getByRole('listitem').filter({ hasText: 'cart-db.svc' }).waitFor()
  expect(await isSame(visitor)).toBe(true)
  await visitor.leave()
}, 180_000)

test.concurrent('when the page itself was upgraded a wall screen loads it once; anybody else is asked', async ({
  expect,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-upgrade-'))
  const webFolder = join(folder, 'page')
  await cp(join(import.meta.dirname, '../../packages/web/dist'), webFolder, { recursive: true })
  const config = await describeServer(join(folder, 'data'))
  let server = await startServer({ config, webFolder, logger: false })
  try {
    await createClient(server.url).createGraph({ version: 1, id: 'wall', nodes: [{ id: 'one' }, { id: 'two' }] })
    const [wall, desk] = [await visit(browser, server.url), await visit(browser, server.url)]
    await wall.open('/graphs/wall?kiosk')
    await desk.open('/graphs/wall')
    for (const visitor of [wall, desk]) {
      await visitor.see('one', 'unknown')
      await mark(visitor)
    }
    let loads = 0
    wall.page.on('load', () => loads++)

    await server.stop()
    await appendFile(join(webFolder, 'index.html'), '<!-- a newer build -->\n')
    server = await startServer({ config, webFolder, logger: false })
    await expect.poll(() => isSame(wall).catch(() => true), { timeout: patienceMs }).toBe(false)
    await wall.see('one', 'unknown')
    await desk.page.getByText('The server was upgraded').waitFor({ timeout: patienceMs })
    expect(await isSame(desk)).toBe(true)
    await desk.page.getByRole('button', { name: 'Reload the page' }).click()
    await desk.see('one', 'unknown')
    await expect.poll(() => isSame(desk)).toBe(false)
    expect(loads).toBe(1)
    await wall.leave()
    await desk.leave()
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}, 180_000)

/** A server without upstreams, always on the same port. */
async function describeServer(dataDir: string): Promise<Config> {
  const flags = { listen: `127.0.0.1:${await findFreePort()}`, dataDir }
  const { config, diagnostics } = await loadConfig({ env: {}, flags, cwd: dataDir })
  if (config === undefined) throw new Error(diagnostics.map(({ message }) => message).join())
  return config
}
