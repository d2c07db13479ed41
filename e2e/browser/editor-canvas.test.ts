import { createClient } from '@statusgraph/protocol'
import type { Client } from '@statusgraph/protocol'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer } from '../../demo/stack.ts'
import { openBrowser } from './browser.ts'
import { patienceMs, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

let server: RunningServer
let browser: Browser
let client: Client
let visitor: Visitor
let page: Page
let id: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStatusgraph({ config: '' }), openBrowser()])
  client = createClient(server.url)
})

afterEach(() => visitor.leave())

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const sheet = {
  version: 1,
  name: 'Canvas',
  nodes: [
    { id: 'team', name: 'Team', kind: 'group', position: { x: 360, y: 304 }, size: { width: 400, height: 240 } },
    { id: 'inside', name: 'inside', parent: 'team', position: { x: 400, y: 368 }, size: { width: 176, height: 56 } },
    { id: 'a', name: 'a', position: { x: 0, y: 0 }, size: { width: 176, height: 56 } },
    { id: 'b', name: 'b', position: { x: 0, y: 200 }, size: { width: 176, height: 56 } },
    {
      id: 'api',
      name: 'api',
      position: { x: 440, y: 0 },
      size: { width: 176, height: 112 },
      ports: [
        { id: 'read', label: '/read' },
        { id: 'write', label: '/write' },
      ],
    },
  ],
  edges: [{ id: 'e', source: 'b', target: 'inside' }],
}

/** Opens the sheet in the editor. All of it is left of the panel. */
async function openSheet(options: Parameters<typeof visit>[2] = {}, path = ''): Promise<void> {
  const { graph } = await client.createGraph(sheet)
  ;({ id } = graph)
  visitor = await visit(browser, server.url, { viewport: { width: 1_920, height: 900 }, ...options })
  ;({ page } = visitor)
  await visitor.open(`/graphs/${id}${path}`)
  await visitor.node('a').waitFor()
  await page.keyboard.press('e')
  await page.locator('.sg-map[data-tool]').waitFor()
  await standStill()
}

/** Waits until the view has come to rest: what a hand aims at must not slide away from under it. */
async function standStill(): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.locator('.sg-world:not([data-moving])').waitFor({ state: 'attached' })
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Where a point of the canvas is in the window now. */
function inWindow(x: number, y: number): Promise<Point> {
  return page.evaluate(
    ({ x, y }) => {
      const map = document.querySelector('.sg-map')?.getBoundingClientRect()
      const world = document.querySelector<HTMLElement>('.sg-world')
      const [left = 0, top = 0, scale = 1] = (world?.style.transform.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
      return { x: (map?.left ?? 0) + left + x * scale, y: (map?.top ?? 0) + top + y * scale }
    },
    { x, y },
  )
}

async function press(x: number, y: number): Promise<void> {
  const at = await inWindow(x, y)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
}

/** Moves the pressed pointer to a point of the canvas, as a hand does: not in one jump. */
async function moveTo(x: number, y: number): Promise<void> {
  const at = await inWindow(x, y)
  await page.mouse.move(at.x, at.y, { steps: 6 })
}

async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await press(...from)
  await moveTo(...to)
  await page.mouse.up()
}

async function click(x: number, y: number, options: Parameters<Page['mouse']['click']>[2] = {}): Promise<void> {
  const at = await inWindow(x, y)
  await page.mouse.click(at.x, at.y, options)
}

async function readNode(node: string) {
  const { graph } = await client.readGraph(id)
  return graph.nodes.find((one) => one.id === node)
}

async function readEdges() {
  return (await client.readGraph(id)).graph.edges
}

/** How long the server may take to have what is wanted. */
const soon = { timeout: patienceMs, interval: 200 }

function listSelected(): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-node-id][aria-pressed="true"]')]
      .map((node) => node.dataset['nodeId'] ?? '')
      .toSorted(),
  )
}

describe('selecting', () => {
  test('a click selects, Shift adds and takes away, a box takes what it touches, and empty ground lets go', async () => {
    await openSheet()
    await click(88, 28)
    await expect.poll(listSelected).toEqual(['a'])
    await page.keyboard.down('Shift')
    await click(88, 228)
    await expect.poll(listSelected).toEqual(['a', 'b'])
    await click(88, 28)
    await expect.poll(listSelected).toEqual(['b'])
    await page.keyboard.up('Shift')
    await click(280, 480)
    await expect.poll(listSelected).toEqual([])
    await drag([-60, -40], [60, 240])
    await expect.poll(listSelected).toEqual(['a', 'b'])
    await click(460, 320)
    await expect.poll(listSelected).toEqual(['team'])
  })

  test('with the keyboard a node is reached by Tab and selected by Space', async () => {
    await openSheet()
    await visitor.node('b').focus()
    await page.keyboard.press('Space')
    await expect.poll(listSelected).toEqual(['b'])
    await visitor.node('a').focus()
    await page.keyboard.press('Shift+Space')
    await expect.poll(listSelected).toEqual(['a', 'b'])
  })
})

describe('moving', () => {
  test('a node goes to the grid, everything selected goes with it, and one undo takes it all back', async () => {
    await openSheet()
    await drag([-60, -40], [60, 240])
    await drag([88, 28], [88 + 101, 28 + 403])
    await expect
      .poll(async () => [(await readNode('a'))?.position, (await readNode('b'))?.position], soon)
      .toEqual([
        { x: 104, y: 400 },
        { x: 104, y: 600 },
      ])
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await readNode('a'))?.position, soon).toEqual({ x: 0, y: 0 })
  })

  test('near the line of a neighbour it snaps to that line, and with Alt it stays where the hand is', async () => {
    await openSheet()
    await press(88, 28)
    await moveTo(88 + 203, 28 + 204)
    await page.locator('.canvas-guide').first().waitFor({ state: 'attached' })
    await page.mouse.up()
    await expect.poll(async () => (await readNode('a'))?.position, soon).toEqual({ x: 200, y: 200 })
    await page.keyboard.down('Alt')
    await drag([288, 228], [288 + 21, 228 + 13])
    await page.keyboard.up('Alt')
    await expect.poll(async () => (await readNode('a'))?.position, soon).not.toEqual({ x: 200, y: 200 })
    const { x = 0, y = 0 } = (await readNode('a'))?.position ?? {}
    expect([x % 8, y % 8]).not.toEqual([0, 0])
  })

  test('Escape puts back what is in the hand, and leaves the selection alone', async () => {
    await openSheet()
    await press(88, 28)
    await moveTo(300, 100)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect.poll(listSelected).toEqual(['a'])
    const at = await inWindow(0, 0)
    await expect.poll(async () => Math.round((await visitor.node('a').boundingBox())?.x ?? 0)).toBe(Math.round(at.x))
    expect((await readNode('a'))?.position).toEqual({ x: 0, y: 0 })
  })

  test('a node is dragged into a group and out of it again', async () => {
    await openSheet()
    await press(88, 28)
    await moveTo(640, 500)
    await page.locator('.canvas-taker').waitFor({ state: 'attached' })
    await page.mouse.up()
    await expect.poll(async () => (await readNode('a'))?.parent, soon).toBe('team')
    await press(640, 500)
    await moveTo(160, 500)
    await page.mouse.up()
    await expect.poll(async () => (await readNode('a'))?.parent, soon).toBeUndefined()
  })

  test('a group brings its members and keeps its frame when the last one leaves', async () => {
    await openSheet()
    await drag([460, 320], [460, 320 + 160])
    await expect.poll(async () => (await readNode('inside'))?.position, soon).toEqual({ x: 400, y: 528 })
    expect((await readNode('team'))?.position).toEqual({ x: 360, y: 464 })
    await drag([488, 556], [120, 556])
    await expect.poll(async () => (await readNode('inside'))?.parent, soon).toBeUndefined()
    expect(await readNode('team')).toMatchObject({ position: { x: 360, y: 464 }, size: { width: 400, height: 240 } })
  })

  test('what others save meanwhile does not end a drag; when they delete the node, it ends politely', async () => {
    await openSheet()
    await press(88, 28)
    await moveTo(388, 28)
    const { graph, revision } = await client.readGraph(id)
    const moved = graph.nodes.map((node) => (node.id === 'b' ? { ...node, position: { x: 0, y: 400 } } : node))
    const { revision: second } = await client.saveGraph({ ...graph, nodes: moved }, revision)
    const bottom = await inWindow(0, 400)
    await expect
      .poll(async () => Math.round((await visitor.node('b').boundingBox())?.y ?? 0), { timeout: patienceMs })
      .toBe(Math.round(bottom.y))
    const underHand = await inWindow(304, 0)
    expect(Math.abs(((await visitor.node('a').boundingBox())?.x ?? 0) - underHand.x)).toBeLessThan(9)
    await client.saveGraph({ ...graph, nodes: moved.filter((node) => node.id !== 'a') }, second)
    await visitor.node('a').waitFor({ state: 'detached', timeout: patienceMs })
    await moveTo(400, 40)
    await page.mouse.up()
    await page.getByText('Somebody else deleted what you were moving.').waitFor({ state: 'attached' })
    expect((await client.readGraph(id)).graph.nodes.map((node) => node.id)).not.toContain('a')
  })
})

describe('sizes', () => {
  test('a corner makes a node larger, and no smaller than its rows', async () => {
    await openSheet()
    await click(500, 20)
    await drag([616, 112], [616 + 66, 112 + 42])
    await expect.poll(async () => (await readNode('api'))?.size, soon).toEqual({ width: 240, height: 152 })
    await drag([680, 152], [460, 10])
    await expect.poll(async () => (await readNode('api'))?.size, soon).toEqual({ width: 96, height: 112 })
  })

  test('a group is drawn larger by its frame, and never smaller than what stands in it', async () => {
    await openSheet()
    await click(460, 320)
    await drag([760, 544], [808, 592])
    await expect.poll(async () => (await readNode('team'))?.size, soon).toEqual({ width: 448, height: 288 })
    await drag([808, 592], [400, 200])
    await expect.poll(async () => (await readNode('team'))?.size, soon).toEqual({ width: 236, height: 140 })
  })
})

describe('edges', () => {
  test('an edge is drawn from a handle to the row of a port, and not a second time', async () => {
    await openSheet()
    await click(88, 28)
    await drag([196, 28], [500, 70])
    await expect.poll(readEdges, soon).toHaveLength(2)
    expect((await readEdges())[1]).toMatchObject({ source: 'a', target: 'api', targetPort: 'read' })
    await click(88, 28)
    await drag([196, 28], [500, 70])
    await page.getByText('a is connected to api already.').waitFor({ state: 'attached' })
    expect(await readEdges()).toHaveLength(2)
  })

  test('let go on empty ground it ends at a new node, whose name is typed at once', async () => {
    await openSheet()
    await click(88, 28)
    await drag([196, 28], [270, 110])
    await page.getByLabel(/^Name of/).waitFor()
    await page.keyboard.type('fresh')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^fresh/ }).waitFor()
    await expect.poll(async () => (await client.readGraph(id)).graph.nodes.at(-1)?.name, soon).toBe('fresh')
    const { graph } = await client.readGraph(id)
    expect(graph.edges.at(-1)).toMatchObject({ source: 'a', target: graph.nodes.at(-1)?.id })
  })

  test('without a drag: the tool, the node where it begins, the node where it ends', async () => {
    await openSheet()
    await page.getByRole('button', { name: 'Draw edges' }).click()
    await click(88, 28)
    await click(88, 228)
    await expect.poll(async () => (await readEdges()).at(-1), soon).toMatchObject({ source: 'a', target: 'b' })
  })

  test('a click selects an edge, its end is dragged to another node, and a double click types its label', async () => {
    await openSheet()
    // Half way, and a finger's width beside the line.
    await click(288, 312 - 7)
    await page.locator('.canvas-edge-end').first().waitFor({ state: 'attached' })
    await drag([400, 396], [500, 20])
    await expect.poll(async () => (await readEdges())[0], soon).toMatchObject({ source: 'b', target: 'api' })
    await click(308, 128, { clickCount: 2 })
    await page.getByLabel('Label of the edge from b to api').fill('HTTPS')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await readEdges())[0]?.label, soon).toBe('HTTPS')
  })
})

describe('adding and naming', () => {
  test('a double click adds a node; Tab adds the next one beside it, connected; Escape drops what was typed', async () => {
    await openSheet()
    await click(120, 480, { clickCount: 2 })
    await page.getByLabel(/^Name of/).waitFor()
    await page.keyboard.type('first')
    await page.keyboard.press('Tab')
    await page.getByLabel(/^Name of new service/).waitFor()
    await page.keyboard.type('nothing')
    await page.keyboard.press('Escape')
    await expect
      .poll(async () => (await client.readGraph(id)).graph.nodes.slice(-2).map(({ name }) => name), soon)
      .toEqual(['first', 'new service'])
    const { graph } = await client.readGraph(id)
    expect(graph.edges.at(-1)).toMatchObject({ source: graph.nodes.at(-2)?.id, target: graph.nodes.at(-1)?.id })
  })

  test('a double click renames where the name stands, and an empty name keeps the old one', async () => {
    await openSheet()
    await click(88, 28, { clickCount: 2 })
    await page.getByLabel('Name of a').fill('renamed')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await readNode('a'))?.name, soon).toBe('renamed')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-node-id'))).toBe('a')
    await click(88, 28, { clickCount: 2 })
    await page.getByLabel('Name of renamed').fill(' ')
    await page.keyboard.press('Enter')
    await page.getByLabel('Name of renamed').waitFor({ state: 'detached' })
    expect((await readNode('a'))?.name).toBe('renamed')
  })

  test('a kind is dragged out of the rail into a group, and drawn with the size that a hand gives it', async () => {
    await openSheet()
    const goal = await inWindow(640, 488)
    const map = await page.locator('.sg-map').boundingBox()
    const database = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Add a database' })
    await database.dragTo(page.locator('.sg-map'), {
      targetPosition: { x: goal.x - (map?.x ?? 0), y: goal.y - (map?.y ?? 0) },
    })
    await page.getByLabel(/^Name of/).waitFor()
    await page.keyboard.press('Escape')
    await expect
      .poll(async () => (await client.readGraph(id)).graph.nodes.at(-1), soon)
      .toMatchObject({
        kind: 'database',
        parent: 'team',
      })
    await database.click()
    await drag([0, 400], [240, 560])
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await client.readGraph(id)).graph.nodes.at(-1), soon)
      .toMatchObject({
        kind: 'database',
        position: { x: 0, y: 400 },
        size: { width: 240, height: 160 },
      })
  })
})

test('services that are carried in are bound to the node they are let go on, or become a node', async () => {
  await openSheet()
  const letGo = async (x: number, y: number, services: readonly string[]) => {
    const at = await inWindow(x, y)
    await page.evaluate(
      ({ at, services }) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.setData('application/x-statusgraph-service', JSON.stringify(services))
        for (const kind of ['dragover', 'drop']) {
          const place = { clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }
          document.querySelector('.sg-map')?.dispatchEvent(new DragEvent(kind, { ...place, dataTransfer }))
        }
      },
      { at, services },
    )
  }
  await letGo(88, 28, ['cart.svc', 'cart-worker.svc'])
  await expect.poll(async () => (await readNode('a'))?.services, soon).toEqual(['cart.svc', 'cart-worker.svc'])
  await letGo(88, 480, ['orders-db.shop.svc'])
  await expect
    .poll(async () => (await client.readGraph(id)).graph.nodes.at(-1), soon)
    .toMatchObject({ kind: 'database', name: 'orders-db', services: ['orders-db.shop.svc'] })
})

describe('looking around while editing', () => {
  test('a held Space or the middle button pans over a node, and the wheel takes the node in the hand along', async () => {
    await openSheet()
    const before = await inWindow(0, 0)
    await page.keyboard.down('Space')
    await press(88, 28)
    const held = await inWindow(88, 28)
    await page.mouse.move(held.x + 100, held.y + 50, { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Space')
    const panned = await inWindow(0, 0)
    expect(Math.round(panned.x - before.x)).toBe(100)
    const under = await inWindow(88, 28)
    await page.mouse.move(under.x, under.y)
    await page.mouse.down({ button: 'middle' })
    await page.mouse.move(under.x - 100, under.y - 50, { steps: 4 })
    await page.mouse.up({ button: 'middle' })
    expect(Math.round((await inWindow(0, 0)).x - before.x)).toBe(0)
    expect(await listSelected()).toEqual([])
    const still = await inWindow(0, 0)
    await press(88, 28)
    await moveTo(100, 60)
    await page.mouse.wheel(0, 40)
    await expect.poll(async () => Math.round((await inWindow(0, 0)).y - still.y)).toBe(-40)
    await page.mouse.up()
    await expect.poll(async () => (await readNode('a'))?.position?.y, soon).toBeGreaterThan(60)
  })

  test('a hand at the edge of the map pulls the map along', async () => {
    await openSheet()
    const before = await inWindow(0, 0)
    const map = await page.locator('.sg-map').boundingBox()
    await press(88, 228)
    await page.mouse.move(before.x + 88, (map?.y ?? 0) + (map?.height ?? 0) - 6, { steps: 4 })
    // So far that where it stood is out of sight: the card in the hand is drawn all the same.
    await expect.poll(async () => before.y - (await inWindow(0, 0)).y, soon).toBeGreaterThan(1_200)
    await visitor.node('b').locator('.sg-name').waitFor()
    await page.mouse.up()
    await expect.poll(async () => (await readNode('b'))?.position?.y, soon).toBeGreaterThan(400)
  })
})

describe('what lies over the map', () => {
  const laptop = { viewport: { width: 1_024, height: 700 } }

  test('the whole graph is seen beside the tools when editing begins; a view that somebody chose stays', async () => {
    await openSheet(laptop)
    const rail = await page.getByRole('toolbar', { name: 'Tools' }).boundingBox()
    expect((await inWindow(0, 0)).x).toBeGreaterThan((rail?.x ?? 0) + (rail?.width ?? 0))
    await page.keyboard.press('e')
    await page.locator('.sg-map:not([data-tool])').waitFor()
    await page.mouse.move(500, 300)
    await page.mouse.wheel(60, 0)
    await standStill()
    const chosen = await inWindow(0, 0)
    await page.keyboard.press('e')
    await page.locator('.sg-map[data-tool]').waitFor()
    await standStill()
    expect(await inWindow(0, 0)).toEqual(chosen)
  })

  test('where the panel opens a double click renames as anywhere, and the node comes out from under the panel', async () => {
    await openSheet(laptop)
    const at = await inWindow(528, 28)
    await page.mouse.dblclick(at.x, at.y, { delay: 30 })
    const field = page.getByRole('textbox', { name: 'Name of api' })
    await field.waitFor()
    const panel = await page.getByRole('complementary', { name: 'Edit api' }).boundingBox()
    expect(panel?.x).toBeLessThan(at.x)
    await expect.poll(async () => (await inWindow(616, 0)).x, soon).toBeLessThan(panel?.x ?? 0)
  })

  test('a node in the hand is not covered by the panel that belongs to it', async () => {
    await openSheet(laptop)
    await press(528, 28)
    await moveTo(528, 60)
    expect(await listSelected()).toEqual(['api'])
    expect(await page.getByRole('complementary', { name: 'Edit api' }).count()).toBe(0)
    await page.mouse.up()
    await page.getByRole('complementary', { name: 'Edit api' }).waitFor()
    await expect.poll(async () => (await readNode('api'))?.position?.y, soon).toBe(32)
  })

  test('a tool that was pressed gives the keyboard back: Space then moves the view', async () => {
    await openSheet(laptop)
    const draw = page.getByRole('button', { name: 'Draw edges' })
    await draw.click()
    await page.keyboard.press('Space')
    expect(await draw.getAttribute('aria-pressed')).toBe('true')
  })
})

describe('with a finger on a tablet', () => {
  const tablet = { viewport: { width: 1_180, height: 820 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
  let touch: CDPSession

  async function touchAt(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    await touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }) => ({ x, y })) })
  }

  async function swipe(from: Point, to: Point): Promise<void> {
    await touchAt('touchStart', [from])
    for (let step = 1; step <= 8; step++) {
      const share = step / 8
      await touchAt('touchMove', [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }])
    }
    await touchAt('touchEnd', [])
  }

  test('a drag moves the map until a tap has selected the node; then it moves the node', async () => {
    await openSheet(tablet)
    touch = await page.context().newCDPSession(page)
    const origin = await inWindow(0, 0)
    const scale = (await inWindow(1, 0)).x - origin.x
    const node = await inWindow(88, 28)
    await swipe(node, { x: node.x + 40, y: node.y + 40 })
    await expect.poll(async () => Math.round((await inWindow(0, 0)).x - origin.x)).toBe(40)
    const now = await inWindow(88, 28)
    await page.touchscreen.tap(now.x, now.y)
    await expect.poll(listSelected).toEqual(['a'])
    await swipe(now, { x: now.x, y: now.y + 96 * scale })
    await expect.poll(async () => (await readNode('a'))?.position, soon).toEqual({ x: 0, y: 96 })
  })

  test('a long press opens the menu of the node, and two fingers take the map', async () => {
    await openSheet(tablet)
    touch = await page.context().newCDPSession(page)
    const node = await inWindow(88, 28)
    await touchAt('touchStart', [node])
    await page.getByRole('menu').waitFor()
    await touchAt('touchEnd', [])
    expect(await listSelected()).toEqual(['a'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await listSelected()).toEqual(['a'])
    await touchAt('touchStart', [node])
    await page.getByRole('menu').waitFor()
    await touchAt('touchEnd', [])
    const ground = await inWindow(280, 120)
    await page.touchscreen.tap(ground.x, ground.y)
    await page.getByRole('menu').waitFor({ state: 'detached' })
    const other = { x: node.x + 200, y: node.y + 100 }
    const before = (await inWindow(1, 0)).x - (await inWindow(0, 0)).x
    await touchAt('touchStart', [node, other])
    for (let step = 1; step <= 6; step++)
      await touchAt('touchMove', [node, { x: other.x + step * 20, y: other.y + step * 10 }])
    await touchAt('touchEnd', [])
    await expect.poll(async () => (await inWindow(1, 0)).x - (await inWindow(0, 0)).x).toBeGreaterThan(before * 1.3)
    expect((await readNode('a'))?.position).toEqual({ x: 0, y: 0 })
  })
})
