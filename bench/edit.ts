// Frames of the editor on the real page: a node with 20 edges under the hand, and everything at once, against plain
// panning of the same page in the same run. Needs the page to be built. node bench/edit.ts [--nodes 500,5000]
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createClient } from '@statusgraph/protocol'
import type { Page } from 'playwright-core'
import { startStatusgraph } from '../demo/stack.ts'
import { openBrowser } from '../e2e/browser/browser.ts'

const { values } = parseArgs({ options: { nodes: { type: 'string', default: '500,5000' } } })
const lastsMs = 3_000
const rounds = 3
const card = { width: 176, height: 56 } as const
const cell = { width: 264, height: 136 } as const
const hubEdges = 20

/** Of the frames of one movement, in ms. */
interface Frames {
  readonly median: number
  readonly p95: number
  readonly longest: number
}

interface Point {
  readonly x: number
  readonly y: number
}

/** How far around where it takes hold the hand goes, in pixels of the window. */
const reachPx = 120

const [server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
try {
  for (const count of values.nodes.split(',').map(Number)) {
    const { id, hub: hubAt } = await drawGraph(count)
    const page = await browser.newPage({ viewport: { width: 1_600, height: 900 } })
    page.setDefaultTimeout(120_000)
    await page.goto(`${server.url}/graphs/${id}`)
    await page.locator('.sg-map').waitFor()
    await page.keyboard.press('e')
    await page.locator('.sg-map[data-tool]').waitFor()
    const { pan, hub, all, far } = await measure(page, hubAt)
    const say = (what: string, { median, p95, longest }: Frames): void =>
      console.log(
        `${what.padEnd(34)}${median.toFixed(1).padStart(8)}${p95.toFixed(1).padStart(8)}${longest.toFixed(1).padStart(9)}` +
          `${(median / pan.median).toFixed(2).padStart(12)}${(p95 / pan.p95).toFixed(2).padStart(9)}`,
      )
    console.log(`\n${count} nodes, frames in ms              median     p95  longest  ÷ pan: median     p95`)
    say('pan', pan)
    say(`drag a node with ${hubEdges} edges`, hub)
    say('drag everything', all)
    say('drag a node, seen from afar', far)
    await page.close()
  }
  console.log(`load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`)
} finally {
  await browser.close()
  await server.stop()
}

/** Teams of ten cards; each card calls two others, and the hub in the middle is called by ten and calls ten. */
async function drawGraph(count: number): Promise<{ readonly id: string; readonly hub: Point }> {
  const columns = Math.ceil(Math.sqrt(count * 0.9))
  const middle = Math.floor(count / columns / 2) * columns + Math.floor(columns / 2)
  const idOf = (at: number): string => (at === middle ? 'hub' : `n${at}`)
  const around = [...Array(count).keys()]
    .filter((at) => at !== middle)
    .toSorted((a, b) => distance(a, middle, columns) - distance(b, middle, columns))
  const near = around.slice(0, hubEdges)
  const { graph } = await createClient(server.url).createGraph({
    version: 1,
    name: `${count} nodes`,
    nodes: Array.from({ length: count }, (_, at) => ({
      id: idOf(at),
      position: { x: (at % columns) * cell.width, y: Math.floor(at / columns) * cell.height },
      size: card,
    })),
    edges: [
      ...near.map((at, edge) =>
        edge % 2 === 0 ? { source: 'hub', target: idOf(at) } : { source: idOf(at), target: 'hub' },
      ),
      ...around.flatMap((at) =>
        [at + 1, at + columns]
          .filter((to) => to < count && to !== middle)
          .map((to) => ({ source: idOf(at), target: idOf(to) })),
      ),
    ],
  })
  const hub = {
    x: (middle % columns) * cell.width + card.width / 2,
    y: Math.floor(middle / columns) * cell.height + card.height / 2,
  }
  return { id: graph.id, hub }
}

function distance(a: number, b: number, columns: number): number {
  return Math.hypot((a % columns) - (b % columns), Math.floor(a / columns) - Math.floor(b / columns))
}

async function measure(page: Page, hubAt: Point) {
  await goTo(page, hubAt, 1)
  // The first touch makes indexes and routes; the numbers are about what comes after it.
  await dragBack(page, hubAt, 400)
  const pan: Frames[] = []
  const hub: Frames[] = []
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.down('Space')
    pan.push(await drag(page, await findInWindow(page, hubAt), lastsMs))
    await page.keyboard.up('Space')
    await goTo(page, hubAt, 1)
    hub.push(await dragBack(page, hubAt, lastsMs))
  }
  await page.keyboard.press('Control+a')
  const all = await dragBack(page, hubAt, lastsMs)
  await page.keyboard.press('Escape')
  await goTo(page, hubAt, 0.3)
  const far = await dragBack(page, hubAt, lastsMs)
  return { pan: middleOf(pan), hub: middleOf(hub), all, far }
}

/** Drags what is at the hub, and undoes it, so that the hub is found there again. */
async function dragBack(page: Page, hubAt: Point, forMs: number): Promise<Frames> {
  const frames = await drag(page, await findInWindow(page, hubAt), forMs)
  const undo = page.getByRole('button', { name: /^Undo: move/ })
  await undo.waitFor()
  await page.keyboard.press('Control+z')
  await undo.waitFor({ state: 'detached' })
  await page.waitForTimeout(500)
  return frames
}

/** Looks at a point of the canvas from a distance, a little left of the middle: the panel lies over the right. */
async function goTo(page: Page, point: Point, scale: number): Promise<void> {
  const viewport = page.viewportSize() ?? { width: 0, height: 0 }
  const middle = { x: viewport.width * 0.4, y: viewport.height * 0.55 }
  await page.mouse.move(middle.x, middle.y)
  for (let turn = 0; turn < 300; turn++) {
    const at = await findInWindow(page, point)
    const beside = { x: at.x - middle.x, y: at.y - middle.y }
    const share = Math.log(scale / at.scale)
    if (Math.hypot(beside.x, beside.y) >= 3) {
      // A wheel whose steps are not whole is a trackpad, which pans.
      await page.mouse.wheel(beside.x + 0.001, beside.y + 0.001)
    } else if (Math.abs(share) > 0.05) {
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -Math.sign(share) * Math.max(60, Math.min(400, Math.abs(share) / 0.0016)))
      await page.keyboard.up('Control')
    } else break
    await page.waitForTimeout(30)
  }
  await page.waitForTimeout(500)
}

/** Where a point of the canvas is in the window, and how large everything is there. */
function findInWindow(page: Page, { x, y }: Point): Promise<Point & { readonly scale: number }> {
  return page.evaluate(
    ({ x, y }) => {
      const map = document.querySelector('.sg-map')?.getBoundingClientRect()
      const world = document.querySelector<HTMLElement>('.sg-world')
      const [left = 0, top = 0, scale = 1] = (world?.style.transform.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
      return { x: (map?.left ?? 0) + left + x * scale, y: (map?.top ?? 0) + top + y * scale, scale }
    },
    { x, y },
  )
}

/** Moves a pressed pointer in circles and watches the frames. */
async function drag(page: Page, { x, y }: Point, forMs: number): Promise<Frames> {
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 12, y, { steps: 3 })
  const frames = page.evaluate(
    (forMs) =>
      new Promise<readonly number[]>((resolve) => {
        const seen: number[] = []
        const endsAt = performance.now() + forMs
        let last = performance.now()
        const step = (now: number): void => {
          seen.push(now - last)
          last = now
          if (now < endsAt) requestAnimationFrame(step)
          else resolve(seen.slice(1))
        }
        requestAnimationFrame(step)
      }),
    forMs,
  )
  const endsAt = Date.now() + forMs - 100
  for (let at = 0; Date.now() < endsAt; at++)
    await page.mouse.move(x + Math.sin(at / 20) * reachPx, y + Math.cos(at / 20) * reachPx * 0.6)
  await page.mouse.move(x + 12, y)
  const seen = (await frames).toSorted((a, b) => a - b)
  await page.mouse.up()
  await page.waitForTimeout(400)
  return { median: shareOf(seen, 0.5), p95: shareOf(seen, 0.95), longest: seen.at(-1) ?? NaN }
}

/** The round in the middle, by its median. */
function middleOf(rounds: readonly Frames[]): Frames {
  const middle = rounds.toSorted((a, b) => a.p95 - b.p95)[rounds.length >> 1]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

function shareOf(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? NaN
}
