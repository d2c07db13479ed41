import { createClient } from '@statusgraph/protocol'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'

/** The first picture after another theme came fails, as it does when the machine takes the canvas of a worker away. */
const failOnce = `{
  const take = OffscreenCanvas.prototype.transferToImageBitmap
  let theme, isDue
  self.addEventListener('message', ({ data }) => {
    if (data.kind !== 'colours') return
    const next = JSON.stringify(data.colours)
    isDue = theme !== undefined && theme !== next
    theme = next
  })
  OffscreenCanvas.prototype.transferToImageBitmap = function () {
    if (!isDue) return take.call(this)
    isDue = false
    throw new DOMException('The canvas was lost.', 'InvalidStateError')
  }
}
`

/** From 0 to 255: how light the picture of the map is on the whole. */
function readLightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const picture = document.querySelector<HTMLCanvasElement>('.map-stage canvas')
    const pen = new OffscreenCanvas(1, 1).getContext('2d')
    if (picture === null || pen === null) return -1
    pen.drawImage(picture, 0, 0, 1, 1)
    return pen.getImageData(0, 0, 1, 1).data[1] ?? -1
  })
}

test('a picture that could not be painted is painted a moment later, and the map goes on', async () => {
  const [server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  onTestFinished(async () => {
    await browser.close()
    await server.stop()
  })
  await createClient(server.url).createGraph({ version: 1, id: 'shop', nodes: [{ id: 'cart' }] })
  const visitor = await visit(browser, server.url, { colorScheme: 'light' })
  const { page } = visitor
  await page.route('**/picture.worker-*.js', async (route) => {
    const response = await route.fetch()
    const { 'content-length': _, 'content-encoding': __, ...headers } = response.headers()
    await route.fulfill({ headers, body: failOnce + (await response.text()) })
  })
  await visitor.open('/graphs/shop')
  await expect.poll(() => readLightness(page), { timeout: patienceMs }).toBeGreaterThan(180)
  const failure = page.waitForEvent('pageerror', { timeout: patienceMs })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect((await failure).message).toContain('The canvas was lost.')
  await expect.poll(() => readLightness(page), { timeout: patienceMs }).toBeLessThan(80)
})
