import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Stack } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { openShop } from './shop.ts'
import { visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let stack: Stack
let browser: Browser
let visitor: Visitor
let page: Page

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([openShop(), openBrowser()])
  await stack.shop.service('cart-db.svc', 'down')
  await stack.shop.service('email.svc', 'down')
})

beforeEach(async () => {
  visitor = await visit(browser, stack.statusgraph.url)
  ;({ page } = visitor)
  await visitor.open('/graphs/shop')
  await visitor.see('cart-db', 'critical')
  await visitor.see('email', 'critical')
  await visitor.see('catalog', 'ok')
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** The node that has the keyboard, if one has it. */
function focusedNode(): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-node-id') ?? null)
}

/** Goes on with Tab until a node has the keyboard; every stop on the way must be seen. */
async function tabTo(id: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    await expectFocusToBeSeen()
    if ((await focusedNode()) === id) return
  }
  throw new Error(`Tab does not lead to ${id}`)
}

/** The element with the keyboard is on the screen, not covered, and drawn otherwise than without it. */
async function expectFocusToBeSeen(): Promise<void> {
  // What it takes is drawn in the frames after the key.
  await expect.poll(() => page.evaluate(findFaultOfFocus), { timeout: 5_000 }).toBe('')
}

/** What is wrong with where the keyboard is, in words; empty when nothing is. */
function findFaultOfFocus(): string {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'nothing has the keyboard'
  const box = focused.getBoundingClientRect()
  const name = `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 40)}`
  const isOnScreen = box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
  if (!isOnScreen) return `${name} is not on the screen`
  const spots = [0.1, 0.5, 0.9].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y)),
  )
  const isUncovered = spots.some((top) => top !== null && (focused.contains(top) || top.contains(focused)))
  if (!isUncovered) return `${name} is covered by ${spots[4]?.outerHTML.slice(0, 120)}`
  const isRound = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  }
  // A field may be marked by the frame around it, a node by a line of its drawing.
  const marked = [focused, focused.parentElement ?? focused, ...focused.querySelectorAll('*')]
  return marked.some(isRound) ? '' : `${name} does not look focused`
}

test('a node is reached by Tab, opened by Enter, left by Escape, and Tab never leads to anything unseen', async () => {
  await tabTo('cart-db')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'About cart-db.svc' })
  await panel.waitFor()
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press('Tab')
    await expectFocusToBeSeen()
  }
  await page.keyboard.press('Escape')
  await expect.poll(() => panel.count()).toBe(0)
  expect(page.url()).not.toContain('node=')
  expect(await focusedNode()).toBe('cart-db')
})

test('a panel that was opened from the list of problems gives the keyboard back to its problem', async () => {
  const problem = page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: /cart-db/ })
  await problem.focus()
  await page.keyboard.press('Enter')
  const heading = page.getByRole('complementary').getByRole('heading', { level: 2 })
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => problem.evaluate((element) => element === document.activeElement)).toBe(true)
})

test.each([
  ['History', 'History'],
  ['Show as YAML', 'The graph as YAML'],
])('%s takes the keyboard, is the first to be closed by Escape, and gives the keyboard back', async (item, name) => {
  await visitor.node('cart-db').focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: /^About/ })
  await panel.waitFor()
  const menu = page.getByRole('button', { name: 'Menu' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: item }).focus()
  await page.keyboard.press('Enter')
  const opened = page.getByRole('heading', { name, exact: true }).or(page.getByRole('textbox', { name }))
  await opened.waitFor()
  await expect.poll(() => opened.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => opened.count()).toBe(0)
  await panel.waitFor()
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('the skip link leads past the bar', async () => {
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await expectFocusToBeSeen()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
})

test('Alt and an arrow go from a node to its neighbour on that side', async () => {
  await tabTo('cart')
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(focusedNode).toBe('cart-db')
  await expectFocusToBeSeen()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(focusedNode).toBe('cart')
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(focusedNode).toBe('checkout')
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(focusedNode).toBe('orders')
})

test('a slash goes to the search, which dims what it does not find; Escape empties it, then leaves it', async () => {
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search nodes' })
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
  await expectFocusToBeSeen()
  await page.keyboard.type('status:critical')
  await page.getByText('2 found').first().waitFor()
  expect(page.url()).toContain('q=status')
  // Letters are text while somebody types: n would have selected a problem.
  await page.keyboard.type(' n')
  expect(await page.getByRole('complementary').count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await search.inputValue()).toBe('')
  await page.keyboard.press('Escape')
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(false)
})

test('n and p go round the problems', async () => {
  const heading = page.getByRole('complementary').getByRole('heading', { level: 2 })
  const seen: string[] = []
  for (const key of ['n', 'n', 'n', 'p']) {
    await page.keyboard.press(key)
    const before = seen.at(-1)
    await expect.poll(() => heading.textContent()).not.toBe(before)
    seen.push((await heading.textContent()) ?? '')
  }
  expect(new Set(seen)).toEqual(new Set(['cart-db.svc', 'email.svc']))
  expect(seen[2]).toBe(seen[0])
  expect(seen[3]).toBe(seen[1])
})

test('a question mark shows every shortcut, and Escape gives the keyboard back', async () => {
  await tabTo('cart')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' })
  await sheet.getByText('Select the next problem').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => sheet.count()).toBe(0)
  expect(await focusedNode()).toBe('cart')
})

test('Ctrl+K finds a node by a few letters and goes there', async () => {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await field.waitFor()
  await page.keyboard.type('recom')
  await page.getByRole('option', { selected: true }).filter({ hasText: 'recommend.svc' }).waitFor()
  await page.keyboard.press('Enter')
  const heading = page.getByRole('complementary', { name: 'About recommend.svc' }).getByRole('heading', { level: 2 })
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Control+k')
  await field.waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => field.count()).toBe(0)
})

test('what is typed before the palette has arrived is in its field, and does nothing behind it', async () => {
  await page.keyboard.press('Control+k')
  // At once: the first letter alone would open the editor.
  await page.keyboard.type('email')
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('email')
  expect(new URL(page.url()).search).toBe('')
})

test('the view moves by keys, and back to the whole graph', async () => {
  const place = async () => JSON.stringify(await visitor.node('edge').boundingBox())
  await page.keyboard.press('f')
  const fitted = await place()
  await page.keyboard.press('+')
  await expect.poll(place).not.toBe(fitted)
  await page.keyboard.press('f')
  await expect.poll(place).toBe(fitted)
})
