import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { drawGraph, nudge, openEditor, savedWords, waitForEditor } from './editing.ts'
import type { EditedGraph } from './editing.ts'
import { patienceMs } from './visitor.ts'

let server: RunningServer
let browser: Browser
let context: BrowserContext
let graph: EditedGraph
let count = 0

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '{}' }), openBrowser()])
})

beforeEach(async () => {
  count++
  ;[context, graph] = await Promise.all([browser.newContext(), drawGraph(server.url, `work-${count}`)])
})

afterEach(() => context.close())

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Waits until the bar says something about where the work is. */
async function expectWords(page: Page, words: RegExp): Promise<void> {
  await savedWords(page).filter({ hasText: words }).waitFor(patiently)
}

const patiently = { timeout: patienceMs }

/** How far to the right the server has a node. */
function placeOf(node: string): () => Promise<number | undefined> {
  return async () => (await graph.read()).placeOf(node)
}

/** Counts how often a node is drawn elsewhere than in the frame before; the answer comes some frames later. */
async function watchNode(page: Page, id: string): Promise<() => Promise<number>> {
  await page.evaluate((node) => {
    const places: number[] = []
    const look = () => {
      const { x } = document.querySelector(`[data-node-id="${node}"]`)?.getBoundingClientRect() ?? { x: Number.NaN }
      if (x !== places.at(-1)) places.push(x)
      document.documentElement.dataset['movements'] = String(places.length - 1)
      requestAnimationFrame(look)
    }
    look()
  }, id)
  return () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 30; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
      return Number(document.documentElement.dataset['movements'])
    })
}

test('what is moved is saved by itself, and undone and redone after a reload', async () => {
  const page = await openEditor(context, graph)
  await nudge(page, 7)
  await expectWords(page, /^Saved \d\d:\d\d$/)
  await expect.poll(placeOf('cart'), patiently).toBe(7)
  await page.reload()
  await waitForEditor(page)
  await page.keyboard.press('Control+z')
  await expect.poll(placeOf('cart'), patiently).toBe(0)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(placeOf('cart'), patiently).toBe(7)
})

test('whoever leaves the editor at once has saved, and sees the work stay where it is', async () => {
  const page = await openEditor(context, graph)
  const movements = await watchNode(page, 'cart')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('e')
  await savedWords(page).waitFor({ state: 'detached' })
  await expect.poll(placeOf('cart'), patiently).toBe(10)
  expect(await movements()).toBe(1)
})

test('while the server is away the work goes on and is kept, and it is saved by itself when the server is back', async () => {
  const page = await openEditor(context, graph)
  await server.stop()
  try {
    await nudge(page, 5)
    await expectWords(page, /^Offline, kept here$/)
    await nudge(page, 5)
  } finally {
    await server.restart()
  }
  await expectWords(page, /^Saved/)
  await expect.poll(placeOf('cart'), patiently).toBe(10)
})

test('unsaved work of a tab that is gone is offered to whoever looks, discarded, brought back, and gone on with', async () => {
  const page = await openEditor(context, graph)
  await page.route('**/api/v1/graphs/*', (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  )
  await nudge(page, 3)
  await expectWords(page, /^Offline, kept here$/)
  await page.close()

  const viewer = await context.newPage()
  await viewer.goto(graph.viewerUrl)
  const offer = viewer.getByRole('region', { name: /^Unsaved work of \d\d:\d\d is kept here$/ })
  await offer.getByRole('button', { name: 'Discard' }).click()
  await offer.waitFor({ state: 'detached' })
  await viewer.getByRole('button', { name: 'Bring it back' }).click()
  await offer.getByRole('button', { name: 'Go on with it' }).click()
  await waitForEditor(viewer)
  await expect.poll(placeOf('cart'), patiently).toBe(3)
})

test('two tabs of one person, one a copy of the other, each keep their own work', async () => {
  const first = await openEditor(context, graph)
  const opening = context.waitForEvent('page')
  await first.evaluate((url) => globalThis.open(url), graph.editorUrl.replace('node=cart', 'node=orders'))
  const copy = await opening
  await waitForEditor(copy)
  for (const page of [first, copy]) {
    await page.route('**/api/v1/graphs/*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    )
    await nudge(page, 4)
    await expectWords(page, /^Offline, kept here$/)
  }
  await Promise.all([first.close(), copy.close()])
  await openEditor(context, graph)
  await expect.poll(placeOf('cart'), patiently).toBe(4)
  await expect.poll(placeOf('orders'), patiently).toBe(404)
})

test('two people edit at once: each sees who the other is and what the other saved, and both keep their work', async () => {
  const others = await browser.newContext()
  try {
    const ana = await openEditor(context, graph)
    const ben = await others.newPage()
    await ben.goto(graph.editorUrl.replace('node=cart', 'node=orders'))
    await waitForEditor(ben)
    await ana.getByRole('button', { name: /Names …$/ }).click()
    await ana.getByRole('textbox', { name: /^Your name/ }).fill('Ana')
    await ana.getByRole('button', { name: 'Keep' }).click()
    await ben.getByRole('button', { name: /Ana edits this too/ }).waitFor(patiently)

    await nudge(ana, 6)
    await nudge(ben, 8)
    await expect.poll(placeOf('cart'), patiently).toBe(6)
    await expect.poll(placeOf('orders'), patiently).toBe(408)
    // The work of the other is on the screen, and one's own selection still takes the keys.
    await expectWords(ana, /^Saved/)
    await nudge(ana, 1)
    await expect.poll(placeOf('cart'), patiently).toBe(7)
    expect((await graph.read()).placeOf('orders')).toBe(408)
  } finally {
    await others.close()
  }
})

test('the same thing moved by two people is asked about once, beside the map, and either answer is saved', async () => {
  const others = await browser.newContext()
  try {
    const ana = await openEditor(context, graph)
    const ben = await openEditor(others, graph)
    for (const choice of ['Mine', 'Theirs']) {
      await ben.route('**/api/v1/graphs/*', (route) =>
        route.request().method() === 'PUT' ? route.abort() : route.continue(),
      )
      await nudge(ben, 9)
      const { placeOf: placeThen, revision } = await graph.read()
      const start = placeThen('cart') ?? 0
      await nudge(ana, 5)
      await ana.keyboard.press('Control+s')
      await expect.poll(async () => (await graph.read()).revision, patiently).toBe(revision + 1)
      await ben.unroute('**/api/v1/graphs/*')

      const question = ben.getByRole('region', { name: /^1 conflict with what .* saved$/ })
      await question.getByRole('button', { name: /^Theirs .* moved 5 px right$/ }).waitFor(patiently)
      await expectWords(ben, /^1 conflict$/)
      expect(await findViolations(ben)).toEqual([])
      await question.getByRole('button', { name: new RegExp(`^${choice} `) }).click()
      await expectWords(ben, /^Saved/)
      await expect.poll(placeOf('cart'), patiently).toBe(start + (choice === 'Mine' ? 9 : 5))
    }
  } finally {
    await others.close()
  }
})

test('whoever is signed out is told so, keeps the work, and it is saved after signing in', async () => {
  const page = await openEditor(context, graph)
  await page.route('**/api/v1/graphs/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 302, headers: { location: '/login' } })
      : route.continue(),
  )
  await nudge(page, 2)
  await expectWords(page, /^Signed out, kept here$/)
  await page.getByRole('region', { name: 'You are signed out' }).getByRole('link', { name: 'Sign in again' }).waitFor()
  await page.unroute('**/api/v1/graphs/*')
  await expectWords(page, /^Saved/)
  await expect.poll(placeOf('cart'), patiently).toBe(2)
})

test('a graph that is deleted under the editor is said to be so, and the work becomes a graph of its own', async () => {
  const page = await openEditor(context, graph)
  await nudge(page, 2)
  await graph.remove()
  const trouble = page.getByRole('region', { name: 'Somebody deleted this graph.' })
  await trouble.waitFor(patiently)
  await nudge(page, 1)
  await trouble.getByRole('button', { name: 'Save as a new graph' }).click()
  await page.waitForURL((url) => !url.searchParams.has('edit'), patiently)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const saved: unknown = await (await fetch(`${server.url}/api/v1/graphs/${id}`)).json()
  expect(saved).toMatchObject({ nodes: [{ id: 'cart', position: { x: 3 } }, { id: 'orders' }] })
})

test('a browser that keeps nothing is said to keep nothing, and leaving asks only until the work is saved', async () => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      value: {
        open() {
          throw new DOMException('not here', 'SecurityError')
        },
      },
    })
  })
  const page = await openEditor(context, graph)
  let questions = 0
  page.on('dialog', (dialog) => {
    questions++
    void dialog.dismiss()
  })
  await page.route('**/api/v1/graphs/*', (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  )
  await nudge(page, 2)
  await page.getByRole('region', { name: 'Unsaved work is not kept on this device' }).waitFor()
  await expectWords(page, /^Offline, not kept on this device$/)
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => questions, patiently).toBe(1)
  await page.unroute('**/api/v1/graphs/*')
  // It may have tried again by itself before a hand could press a button.
  await page.keyboard.press('Control+s')
  await expectWords(page, /^Saved/)
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => page.isClosed(), patiently).toBe(true)
  expect(questions).toBe(1)
})
