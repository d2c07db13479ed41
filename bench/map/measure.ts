import type { Browser, Page } from 'playwright-core'
import './pages/stage.ts'

/** Milliseconds throughout: medians of a frame unless said otherwise. */
export interface Measured {
  readonly far: number
  readonly near: number
  readonly zoom: number
  readonly drag: number
  /** From a change of a tenth of the lamps to the painted frame that shows it, close up and with everything in view. */
  readonly seenNear: number
  readonly seenFar: number
  /** The longest frame after such a change. */
  readonly changeNear: number
  readonly changeFar: number
  /** From moving the pointer onto a card to the frame in which its lines are lit; undefined where nothing lights up. */
  readonly hover: number | undefined
}

type Motion = 'far' | 'near' | 'zoom'

/** A page is loaded so often; the median is the first paint. */
const loads = 9
const changes = 5
const hovers = 7

/**
 * The median first paint of each page. They take turns, because what else the machine does while it paints must not
 * weigh on one of them alone.
 */
export async function measurePaints(
  browser: Browser,
  urls: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, number>> {
  const paints = new Map<string, number[]>([...urls.keys()].map((name) => [name, []]))
  for (let at = 0; at < loads; at++) {
    for (const [name, url] of urls) {
      const page = await open(browser, url)
      paints.get(name)?.push(await page.evaluate(() => window.stage?.firstPaintMs ?? NaN))
      await page.close()
    }
  }
  return new Map([...paints].map(([name, each]) => [name, middleOf(each)]))
}

/** Opens a page of the benchmark and measures everything on it that comes after the first paint. */
export async function measure(browser: Browser, url: string): Promise<Measured> {
  const page = await open(browser, url)
  try {
    const far = await play(page, 'far')
    const { seen: seenFar, longest: changeFar } = await change(page, false)
    const near = await play(page, 'near')
    const { seen: seenNear, longest: changeNear } = await change(page, true)
    const zoom = await play(page, 'zoom')
    const hover = await hoverCard(page)
    const drag = await dragCard(page)
    return { far, near, zoom, drag, seenNear, seenFar, changeNear, changeFar, hover }
  } finally {
    await page.close()
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_600, height: 900 } })
  page.setDefaultTimeout(180_000)
  await page.goto(url)
  await page.waitForFunction(() => window.stage !== undefined)
  return page
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}

/** The median frame while the map moves for some seconds. */
function play(page: Page, motion: Motion): Promise<number> {
  return page.evaluate(
    ({ motion, lastsMs }) =>
      new Promise<number>((resolve) => {
        const { stage } = window
        if (stage === undefined) throw new Error('no stage')
        const { whole } = stage
        const frames: number[] = []
        const startedAt = performance.now()
        let last = startedAt
        const step = (now: number): void => {
          frames.push(now - last)
          last = now
          const share = (now - startedAt) / lastsMs
          const swing = Math.sin(share * Math.PI * 4)
          if (motion === 'far') stage.look(whole.x + (swing * 300) / whole.scale, whole.y, whole.scale)
          else if (motion === 'near') stage.look(whole.x + share * 3_000, whole.y + swing * 400, 1)
          else
            stage.look(whole.x, whole.y, whole.scale * (1 / whole.scale) ** ((1 - Math.cos(share * Math.PI * 2)) / 2))
          if (share < 1) requestAnimationFrame(step)
          else resolve(frames.toSorted((a, b) => a - b)[frames.length >> 1] ?? NaN)
        }
        requestAnimationFrame(step)
      }),
    { motion, lastsMs: 3_000 },
  )
}

/** Medians of some changes of a tenth of the lamps: when it is seen, and the longest of the frames that follow. */
async function change(page: Page, isNear: boolean): Promise<{ readonly seen: number; readonly longest: number }> {
  const seen: number[] = []
  const longest: number[] = []
  for (let at = 0; at < changes; at++) {
    const one = await changeOnce(page, isNear)
    seen.push(one.seen)
    longest.push(one.longest)
  }
  return { seen: middleOf(seen), longest: middleOf(longest) }
}

function changeOnce(page: Page, isNear: boolean): Promise<{ readonly seen: number; readonly longest: number }> {
  return page.evaluate(async (isNear) => {
    const { stage } = window
    if (stage === undefined) throw new Error('no stage')
    stage.look(stage.whole.x, stage.whole.y, isNear ? 1 : stage.whole.scale)
    await new Promise((resolve) => setTimeout(resolve, 600))
    // Statuses come from the network, in a task of their own between two frames.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 4)))
    return new Promise<{ seen: number; longest: number }>((resolve) => {
      const startedAt = performance.now()
      const isShown = stage.change()
      let longest = 0
      let last = startedAt
      let frames = 0
      let isInPage = false
      let seen = NaN
      const step = (): void => {
        const now = performance.now()
        longest = Math.max(longest, now - last)
        last = now
        // What a frame finds it paints; the next one finds it painted.
        if (isInPage && Number.isNaN(seen)) seen = now - startedAt
        isInPage ||= isShown()
        if (++frames < 20 || Number.isNaN(seen)) requestAnimationFrame(step)
        else resolve({ seen, longest })
      }
      requestAnimationFrame(step)
    })
  }, isNear)
}

/** The median time from the pointer's arrival on a card to the painted frame in which its lines are lit. */
async function hoverCard(page: Page): Promise<number | undefined> {
  await page.evaluate(() => window.stage?.look(window.stage.whole.x, window.stage.whole.y, 1))
  await page.waitForTimeout(600)
  if ((await page.locator('.sg-node').count()) === 0) return undefined
  const times = await page.evaluate(async (hovers) => {
    const cards = [...document.querySelectorAll('.sg-node[data-kind="service"]')].filter((one) => {
      const box = one.getBoundingClientRect()
      return box.left > 200 && box.right < 1_400 && box.top > 100 && box.bottom < 800
    })
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const point = (at: Element | null | undefined): unknown =>
      at?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse' }))
    const times: number[] = []
    for (const card of cards.slice(0, hovers)) {
      point(document.querySelector('.sg-map'))
      while (document.querySelector('.sg-beam') !== null) await nextFrame()
      await nextFrame()
      // The browser hands over movements of the pointer at the start of a frame.
      const startedAt = performance.now()
      point(card)
      while (document.querySelector('.sg-beam') === null) await nextFrame()
      await nextFrame()
      times.push(performance.now() - startedAt)
    }
    return times
  }, hovers)
  return middleOf(times)
}

/** The median frame while a card is dragged by the mouse. */
async function dragCard(page: Page): Promise<number> {
  await page.evaluate(() => {
    const { stage } = window
    stage?.edit?.()
    // The first card of the map, a little to the left of the middle.
    stage?.look(300, 100, 1)
  })
  await page.waitForTimeout(600)
  const stoodAt = await firstCardX(page)
  const frames = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const seen: number[] = []
        const endsAt = performance.now() + 2_500
        let last = performance.now()
        const step = (now: number): void => {
          seen.push(now - last)
          last = now
          if (now < endsAt) requestAnimationFrame(step)
          else resolve(seen.toSorted((a, b) => a - b)[seen.length >> 1] ?? NaN)
        }
        requestAnimationFrame(step)
      }),
  )
  await page.mouse.move(800 - 300 + 60, 450 - 100 + 20)
  await page.mouse.down()
  const endsAt = Date.now() + 2_300
  for (let at = 0; Date.now() < endsAt; at++) await page.mouse.move(600 + Math.sin(at / 8) * 120, 370 + (at % 40))
  await page.mouse.move(680, 390)
  await page.mouse.up()
  if ((await firstCardX(page)) === stoodAt) throw new Error(`the card of ${page.url()} was not dragged`)
  return frames
}

function firstCardX(page: Page): Promise<number> {
  return page.evaluate(() => window.stage?.firstCardX() ?? NaN)
}
