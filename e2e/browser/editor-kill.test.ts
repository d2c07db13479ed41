import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { drawGraph, nudge, openEditor, savedWords } from './editing.ts'
import type { EditedGraph } from './editing.ts'
import { makeProfile } from './profile.ts'

let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '{}' }), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** What may be lost when a tab is killed. Half a second is promised; a change is kept at once, so far less is lost. */
const lossMs = 100
/** A hundred pages take a minute, and more where others are at work too. */
const slowMs = 400_000
/** The longest that a tab lives in these tests. */
const longestLifeMs = 600

/** Works in a tab until it is ended: how far the node had come by then, and how far a moment before. */
interface Life {
  readonly done: number
  readonly safe: number
}

/** Moves the node on and on, and ends the tab in the middle of it. */
async function workUntil(page: Page, start: number, lifeMs: number, end: () => Promise<void>): Promise<Life> {
  const doneAtMs: number[] = []
  const ending = new AbortController()
  const work = (async () => {
    while (!ending.signal.aborted) {
      await nudge(page, 1)
      doneAtMs.push(performance.now())
    }
  })().catch(() => undefined)
  await new Promise((resolve) => {
    setTimeout(resolve, lifeMs)
  })
  const endedAtMs = performance.now()
  ending.abort()
  await end()
  await work
  const safe = doneAtMs.filter((atMs) => atMs < endedAtMs - lossMs).length
  return { done: start + doneAtMs.length, safe: start + safe }
}

/** Opens the graph again and saves; answers how far the node is then. */
async function reopen(context: BrowserContext, graph: EditedGraph): Promise<{ page: Page; place: number }> {
  const page = await openEditor(context, graph)
  await page.keyboard.press('Control+s')
  await savedWords(page)
    .filter({ hasText: /^(All saved|Saved)/ })
    .waitFor()
  const { placeOf } = await graph.read()
  return { page, place: placeOf('cart') ?? Number.NaN }
}

/** Ends the tab as a crash would, or closes it without asking. */
async function killTab(page: Page, isCrash: boolean): Promise<void> {
  if (!isCrash) return page.close({ runBeforeUnload: false })
  const crashed = new Promise<void>((resolve) => {
    page.once('crash', () => resolve())
  })
  const session = await page.context().newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}

test(
  'a tab that is killed a hundred times, at any instant, loses at most a tenth of a second of work',
  async () => {
    await Promise.all(
      [1, 2, 3, 4].map(async (lane) => {
        // A small window is painted sooner; a hundred pages are opened here.
        const context = await browser.newContext({ viewport: { width: 480, height: 320 } })
        const graph = await drawGraph(server.url, `kill-${lane}`)
        let before: Life = { done: 0, safe: 0 }
        for (let turn = 0; turn <= 25; turn++) {
          const { page, place } = await reopen(context, graph)
          expect(place, `of ${before.done} moves after kill ${turn}`).toBeGreaterThanOrEqual(before.safe)
          before = await workUntil(page, place, Math.random() * longestLifeMs, () => killTab(page, turn % 2 === 0))
        }
        await context.close()
      }),
    )
  },
  slowMs,
)

test(
  'a browser that is killed loses no more either',
  async () => {
    const profile = await makeProfile()
    const graph = await drawGraph(server.url, 'power-cut')
    try {
      let before: Life = { done: 0, safe: 0 }
      for (let turn = 0; turn <= 4; turn++) {
        const { page, place } = await reopen(await profile.start(), graph)
        expect(place, `of ${before.done} moves after kill ${turn}`).toBeGreaterThanOrEqual(before.safe)
        before = await workUntil(page, place, Math.random() * longestLifeMs, profile.kill)
      }
    } finally {
      await profile.remove()
    }
  },
  slowMs,
)
