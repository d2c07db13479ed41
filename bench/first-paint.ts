// The first coloured picture of a graph of 200 nodes over a slow line, against the same page over loopback and against
// the line itself, which needs so long for as many bytes. Needs the page to be built. node bench/first-paint.ts
import type { Browser, CDPSession } from 'playwright-core'
import { startAlertmanager, startStatusgraph } from '../demo/stack.ts'
import { createClient } from '@statusgraph/protocol'
import { openBrowser } from '../e2e/browser/browser.ts'

const nodes = 200
const rounds = 5
const goalMs = 1_500
/** What developer tools call fast 3G. */
const slowLine = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

interface Visit {
  readonly colouredMs: number
  readonly bytes: number
}

const [alertmanager, browser] = await Promise.all([startAlertmanager(), openBrowser()])
const statusgraph = await startStatusgraph({
  config: `
upstream:
  alertmanager: {url: ${alertmanager.url}, interval: 1s}
mapping:
  alerts: {service_labels: [service_id]}
`,
})
try {
  await drawGraph()
  await fireAlerts()
  const slow = await visitOften(browser, slowLine)
  const fast = await visitOften(browser, undefined)
  const lineMs = slowLine.latency + (slow.bytes / slowLine.downloadThroughput) * 1_000
  const say = (ms: number): string => `${Math.round(ms)} ms`
  console.log(
    `first coloured picture of ${nodes} nodes on fast 3G: median ${say(slow.colouredMs)}, ` +
      `${(slow.colouredMs / goalMs).toFixed(2)} × the goal of ${say(goalMs)}${slow.colouredMs <= goalMs ? '' : ' — MISSED'}; ` +
      `over loopback ${say(fast.colouredMs)} (${(slow.colouredMs / fast.colouredMs).toFixed(1)} ×); ` +
      `one request and ${Math.round(slow.bytes / 1024)} KiB take this line ${say(lineMs)} (${(slow.colouredMs / lineMs).toFixed(2)} ×)`,
  )
} finally {
  await browser.close()
  await Promise.all([statusgraph.stop(), alertmanager.stop()])
}

/** Twenty columns of ten, each node calling the one beside it. */
async function drawGraph(): Promise<void> {
  const ids = Array.from({ length: nodes }, (_, at) => `service-${at}`)
  await createClient(statusgraph.url).createGraph({
    version: 1,
    id: 'big',
    nodes: ids.map((id, at) => ({ id, position: { x: Math.floor(at / 10) * 320, y: (at % 10) * 120 } })),
    edges: ids.slice(10).map((target, at) => ({ source: `service-${at}`, target })),
  })
}

async function fireAlerts(): Promise<void> {
  const alerts = Array.from({ length: nodes / 4 }, (_, at) => ({
    labels: { alertname: 'service_down', severity: 'critical', service_id: `service-${at * 4}` },
  }))
  const response = await fetch(`${alertmanager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  })
  if (!response.ok) throw new Error(`the Alertmanager refused the alerts: ${await response.text()}`)
  const client = createClient(statusgraph.url)
  while ((await client.readStatus('big')).summary.critical < alerts.length) await new Promise(setImmediate)
}

/** The median of several visits, each with an empty cache. */
async function visitOften(browser: Browser, line: typeof slowLine | undefined): Promise<Visit> {
  const visits: Visit[] = []
  for (let round = 0; round < rounds; round++) visits.push(await visitOnce(browser, line))
  const median = visits.toSorted((a, b) => a.colouredMs - b.colouredMs)[Math.floor(rounds / 2)]
  if (median === undefined) throw new Error('nobody came')
  return median
}

async function visitOnce(browser: Browser, line: typeof slowLine | undefined): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } })
  try {
    const page = await context.newPage()
    const debug = await context.newCDPSession(page)
    await debug.send('Network.enable')
    if (line !== undefined) await debug.send('Network.emulateNetworkConditions', line)
    const bytes = countBytes(debug)
    await page.addInitScript(noteFirstRed)
    await page.goto(`${statusgraph.url}/graphs/big`, { waitUntil: 'commit' })
    const handle = await page.waitForFunction(() => document.documentElement.dataset['colouredAtMs'])
    const colouredMs = Number(await handle.jsonValue())
    return { colouredMs, bytes: bytes() }
  } finally {
    await context.close()
  }
}

function countBytes(debug: CDPSession): () => number {
  let bytes = 0
  debug.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return () => bytes
}

/**
 * Looks at each picture as it is put on the screen, and writes down when the first frame after one with the red of an
 * alert is drawn. Looking at every frame instead would keep the page from what is measured.
 */
function noteFirstRed(): void {
  const copy = new OffscreenCanvas(80, 50)
  const pen = copy.getContext('2d', { willReadFrequently: true })
  const show = Object.getOwnPropertyDescriptor(ImageBitmapRenderingContext.prototype, 'transferFromImageBitmap')
  const isRed = (picture: ImageBitmap): boolean => {
    pen?.drawImage(picture, 0, 0, copy.width, copy.height)
    const { data = new Uint8ClampedArray() } = pen?.getImageData(0, 0, copy.width, copy.height) ?? {}
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
      if (red - green > 60 && red - blue > 60) return true
    }
    return false
  }
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function showAndLook(picture): void {
    const { dataset } = document.documentElement
    if (dataset['colouredAtMs'] === undefined && picture !== null && isRed(picture)) {
      requestAnimationFrame(() => setTimeout(() => (dataset['colouredAtMs'] ??= String(performance.now()))))
    }
    show?.value.call(this, picture)
  }
}
