import type { Browser, Page } from 'playwright-core'
import './pages/stage.ts'

/** Milliseconds throughout: medians of a frame unless said otherwise. */
export interface Measured {
  readonly firstPaint: number
  readonly far: number
  readonly near: number
  readonly zoom: number
  readonly drag: number
  /** The longest frame after a tenth of the lamps changed, close up and with everything in view. */
  readonly changeNear: number
  readonly changeFar: number
  /** From moving the pointer onto a card to the frame in which its lines are lit; undefined where nothing lights up. */
  readonly hover: number | undefined
}

type Motion = 'far' | 'near' | 'zoom'

/** Opens a page of the benchmark and measures everything on it. */
export async function measure(browser: Browser, url: string): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1_600, height: 900 } })
  page.setDefaultTimeout(180_000)
  try {
    await page.goto(url)
    await page.waitForFunction(() => window.stage !== undefined)
    const firstPaint = await page.evaluate(() => window.stage?.firstPaintMs ?? NaN)
    const far = await play(page, 'far')
    const changeFar = await change(page, false)
    const near = await play(page, 'near')
    const changeNear = await change(page, true)
    const zoom = await play(page, 'zoom')
    const hover = await hoverCard(page)
    const drag = await dragCard(page)
    return { firstPaint, far, near, zoom, drag, changeNear, changeFar, hover }
  } finally {
    await page.close()
  }
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

/** The longest of the frames that follow a change of a tenth of the lamps. */
function change(page: Page, isNear: boolean): Promise<number> {
  return page.evaluate(async (isNear) => {
    const { stage } = window
    if (stage === undefined) throw new Error('no stage')
    stage.look(stage.whole.x, stage.whole.y, isNear ? 1 : stage.whole.scale)
    await new Promise((resolve) => setTimeout(resolve, 600))
    return new Promise<number>((resolve) => {
      let longest = 0
      let count = 0
      let last = performance.now()
      const step = (): void => {
        const now = performance.now()
        longest = Math.max(longest, now - last)
        last = now
        if (++count < 20) requestAnimationFrame(step)
        else resolve(longest)
      }
      stage.change()
      requestAnimationFrame(step)
    })
  }, isNear)
}

async function hoverCard(page: Page): Promise<number | undefined> {
  await page.evaluate(() => window.stage?.look(window.stage.whole.x, window.stage.whole.y, 1))
  await page.waitForTimeout(600)
  const card = page.locator('.sg-node[data-kind="service"]').nth(0)
  if ((await page.locator('.sg-node').count()) === 0) return undefined
  return page
    .evaluate(async () => {
      const cards = [...document.querySelectorAll('.sg-node[data-kind="service"]')]
      const middle = cards.find((one) => {
        const box = one.getBoundingClientRect()
        return box.left > 400 && box.right < 1_200 && box.top > 200 && box.bottom < 700
      })
      if (middle === undefined) return undefined
      const startedAt = performance.now()
      middle.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse' }))
      return new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector('.sg-beam') === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(performance.now() - startedAt))
        }
        requestAnimationFrame(look)
      })
    })
    .finally(() => card.page().mouse.move(2, 2))
}

/** The median frame while a card is dragged by the mouse. */
async function dragCard(page: Page): Promise<number> {
  await page.evaluate(() => {
    const { stage } = window
    // The first card of the map, a little to the left of the middle.
    stage?.look(300, 100, 1)
  })
  await page.waitForTimeout(600)
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
  for (let at = 0; Date.now() < endsAt; at++) await page.mouse.move(560 + Math.sin(at / 8) * 120, 370 + (at % 40))
  await page.mouse.up()
  return frames
}
