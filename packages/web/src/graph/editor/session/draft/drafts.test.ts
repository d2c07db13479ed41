import { addNodes, updateNode } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld } from '../testing/world.ts'
import { bringBackDraft, discardDraft, findDrafts } from './find-drafts.ts'

const rename = (id: string, name: string) => (graph: GraphDocument) => updateNode(graph, id, { name })
const add = (id: string) => (graph: GraphDocument) => addNodes(graph, [{ id, name: id, kind: 'service' }])
const nameOf = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id)?.name

test('a tab that is killed at any instant loses nothing that was done before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 12 }), async (pauses) => {
      const { time, openTab } = openWorld()
      let tab = await openTab()
      for (const [turn, pause] of pauses.entries()) {
        tab.session.edit('add', add(`node-${turn}`))
        await time.pass(pause)
        tab.kill()
        tab = await tab.reopen()
        expect(tab.session.state().graph.nodes.map(({ id }) => id)).toContain(`node-${turn}`)
      }
      await time.pass(60_000)
      expect(tab.session.state()).toMatchObject({ saving: { kind: 'saved' }, conflicts: [] })
      expect(tab.session.state().graph.nodes).toHaveLength(3 + pauses.length)
    }),
    { numRuns: 30 },
  )
})

test('after a reload five hundred steps can still be undone and redone, saved or not', async () => {
  const { time, openTab } = openWorld()
  let tab = await openTab()
  const start = tab.session.state().graph
  for (let turn = 0; turn < 500; turn++) {
    tab.session.edit(`step ${turn}`, rename('cart', `name ${turn}`))
    if (turn % 100 === 50) await tab.session.saveNow()
  }
  const end = tab.session.state().graph
  await time.pass(0)
  tab.kill()
  tab = await tab.reopen()
  expect(tab.session.state().graph).toEqual(end)
  for (let turn = 0; turn < 500; turn++) tab.session.undo()
  expect(tab.session.state().graph).toEqual(start)
  expect(tab.session.state().undoLabel).toBeUndefined()
  await time.pass(0)
  tab.kill()
  tab = await tab.reopen()
  for (let turn = 0; turn < 500; turn++) tab.session.redo()
  expect(tab.session.state().graph).toEqual(end)
})

test('a tab that was killed while it saved knows its own save again', async () => {
  const { time, server, openTab } = openWorld()
  const first = await openTab()
  first.way.state = 'answers lost'
  first.session.edit('rename', rename('cart', 'first'))
  await time.pass(2_000)
  first.session.edit('rename', rename('cart', 'second'))
  await time.pass(0)
  first.kill()
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('first')
  const again = await first.reopen()
  await time.pass(5_000)
  expect(again.session.state().conflicts).toEqual([])
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('second')
})

test('work that a tab left behind comes into the next one, merged with what others saved since', async () => {
  const { time, server, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const lost = await openTab({ browser })
  lost.session.edit('rename', rename('cart', 'of the lost tab'))
  await time.pass(500)
  lost.kill()
  const other = await openTab({ name: 'Ben' })
  other.session.edit('rename', rename('db', 'of Ben'))
  await other.session.saveNow()
  expect(
    await findDrafts('shop', { shelf: browser.shelf, locks: browser.openTab().locks, wallMs: time.nowMs }),
  ).toHaveLength(1)
  const next = await openTab({ browser })
  expect(next.takenOver).toEqual(['2026-11-22T14:02:00.000Z'])
  await time.pass(5_000)
  for (const graph of [server.newest('shop').graph, next.session.state().graph]) {
    expect([nameOf(graph, 'cart'), nameOf(graph, 'db')]).toEqual(['of the lost tab', 'of Ben'])
  }
  next.session.undo()
  expect(nameOf(next.session.state().graph, 'cart')).toBe('cart')
})

test('of several tabs that are gone, the work of each is taken over, once', async () => {
  const { time, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const tabs = [await openTab({ browser }), await openTab({ browser }), await openTab({ browser })]
  for (const [turn, tab] of tabs.entries()) {
    tab.way.state = 'cut'
    tab.session.edit('add', add(`node-${turn}`))
    await time.pass(100)
  }
  for (const tab of tabs) tab.kill()
  const next = await openTab({ browser })
  const ids = next.session.state().graph.nodes.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(['node-0', 'node-1', 'node-2']))
  await time.pass(3_000)
  expect(next.session.state()).toMatchObject({ saving: { kind: 'saved', revision: 2 }, conflicts: [] })
  expect(await browser.shelf.list()).toHaveLength(1)
})

test('a duplicated tab is a tab of its own, and the work of a living tab is nobody else’s', async () => {
  const { time, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const first = await openTab({ browser })
  first.way.state = 'cut'
  first.session.edit('add', add('of the first'))
  await time.pass(100)
  const copy = await first.reopen()
  expect(copy.session.state().graph.nodes).toHaveLength(3)
  copy.session.edit('add', add('of the copy'))
  await time.pass(100)
  expect(await browser.shelf.list()).toHaveLength(2)
  first.kill()
  copy.kill()
  const next = await openTab({ browser })
  expect(next.session.state().graph.nodes).toHaveLength(5)
})

test('discarded work is out of sight, and can be brought back', async () => {
  const { time, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const drafts = { shelf: browser.shelf, locks: browser.openTab().locks, wallMs: time.nowMs }
  const tab = await openTab({ browser })
  tab.session.edit('add', add('wanted'))
  await time.pass(100)
  expect(await findDrafts('shop', drafts)).toEqual([])
  tab.kill()
  const [found] = await findDrafts('shop', drafts)
  expect(found?.graph).toBe('shop')
  await discardDraft(found?.id ?? '', drafts)
  expect(await findDrafts('shop', drafts)).toEqual([])
  const without = await tab.reopen()
  expect(without.session.state().graph.nodes).toHaveLength(3)
  await without.session.close()
  await bringBackDraft(found?.id ?? '', drafts)
  const again = await openTab({ browser })
  expect(again.session.state().graph.nodes).toHaveLength(4)
})

test('whoever leaves the editor has saved; only what the server cannot take stays as a draft', async () => {
  const { time, server, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const tab = await openTab({ browser })
  tab.session.edit('add', add('saved'))
  await tab.session.close()
  expect(server.newest('shop').graph.nodes).toHaveLength(4)
  await time.pass(0)
  expect(await browser.shelf.list()).toEqual([])
  const other = await openTab({ browser })
  other.way.state = 'cut'
  other.session.edit('add', add('unsaved'))
  await other.session.close()
  await time.pass(0)
  expect(await browser.shelf.list()).toMatchObject([{ isUnsaved: true }])
})

test('where nothing can be kept the work goes on and says so, and is kept as soon as there is room', async () => {
  const { time, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const tab = await openTab({ browser })
  tab.way.state = 'cut'
  tab.session.edit('add', add('first'))
  await time.pass(100)
  expect(tab.session.state().keeping).toEqual({ kind: 'kept' })
  browser.trouble = 'QuotaExceededError'
  tab.session.edit('add', add('second'))
  await time.pass(100)
  expect(tab.session.state().keeping).toEqual({ kind: 'not-kept', reason: 'the browser has no room left.' })
  browser.trouble = undefined
  await time.pass(10_000)
  expect(tab.session.state().keeping).toEqual({ kind: 'kept' })
  tab.kill()
  const again = await tab.reopen()
  expect(again.session.state().graph.nodes).toHaveLength(5)
})

test('a draft that was cleared away under the editor is kept anew at the next change', async () => {
  const { time, openBrowser, openTab } = openWorld()
  const browser = openBrowser()
  const tab = await openTab({ browser })
  tab.way.state = 'cut'
  tab.session.edit('add', add('first'))
  await time.pass(100)
  for (const { id } of await browser.shelf.list()) await browser.shelf.remove(id)
  tab.session.edit('add', add('second'))
  await time.pass(100)
  tab.kill()
  const again = await tab.reopen()
  expect(again.session.state().graph.nodes).toHaveLength(5)
})
