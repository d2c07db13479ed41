import { addNodes, updateNode } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { openWorld } from '../testing/world.ts'
import type { Tab } from '../testing/world.ts'

const rename = (id: string, name: string) => (graph: GraphDocument) => updateNode(graph, id, { name })
const nameOf = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id)?.name

test('what was changed is saved two seconds after the hand rests, in one request', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  const before = server.saves()
  session.edit('rename', rename('cart', 'a'))
  await time.pass(1_500)
  session.edit('rename', rename('cart', 'b'))
  expect(session.state().saving).toEqual({ kind: 'unsaved' })
  await time.pass(1_900)
  expect(server.newest('shop').revision).toBe(1)
  await time.pass(200)
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('b')
  expect(session.state().saving).toEqual({ kind: 'saved', at: '2026-11-22T14:02:03.500Z', revision: 2 })
  expect(server.saves() - before).toBe(1)
})

test('whoever never rests is saved every ten seconds', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  for (let turn = 0; turn < 25; turn++) {
    session.edit('rename', rename('cart', `name ${turn}`))
    await time.pass(1_000)
  }
  expect(server.newest('shop').revision).toBe(3)
})

test('a save that is asked for happens at once, and takes along what was changed while another was on its way', async () => {
  const { server, openTab } = openWorld()
  const { session } = await openTab()
  session.edit('rename', rename('cart', 'a'))
  const first = session.saveNow()
  session.edit('rename', rename('cart', 'b'))
  await session.saveNow()
  await first
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('b')
})

test('an edit that changes nothing, or is undone, is not sent', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  session.edit('nothing', (graph) => graph)
  expect(session.state()).toMatchObject({ undoLabel: undefined, saving: { kind: 'saved' } })
  session.edit('rename cart', rename('cart', 'a'))
  expect(session.state().undoLabel).toBe('rename cart')
  session.undo()
  expect(session.state()).toMatchObject({ undoLabel: undefined, redoLabel: 'rename cart' })
  await time.pass(5_000)
  expect(session.state().saving.kind).toBe('saved')
  expect(server.newest('shop').revision).toBe(1)
})

test('while the server is away the work goes on, says since when, and saves itself when the server is back', async () => {
  const { time, server, openTab } = openWorld()
  const { session, way, wake } = await openTab()
  way.state = 'cut'
  session.edit('rename', rename('cart', 'a'))
  await time.pass(2_000)
  const away = { kind: 'offline', since: '2026-11-22T14:02:02.000Z', reason: 'The server cannot be reached.' }
  expect(session.state().saving).toMatchObject({ ...away, needsSignIn: false })
  await time.pass(60_000)
  session.edit('rename', rename('cart', 'b'))
  expect(session.state().saving).toMatchObject(away)
  way.state = 'works'
  wake()
  await time.pass(0)
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('b')
  expect(session.state().saving.kind).toBe('saved')
})

test('it also tries by itself, less and less often', async () => {
  const { time, server, openTab } = openWorld()
  const { session, way } = await openTab()
  way.state = 'cut'
  session.edit('rename', rename('cart', 'a'))
  await time.pass(2_000)
  const before = server.saves()
  await time.pass(10 * 60_000)
  const tries = server.saves() - before
  expect(tries).toBeGreaterThan(20)
  expect(tries).toBeLessThan(100)
  way.state = 'works'
  await time.pass(60_000)
  expect(session.state().saving.kind).toBe('saved')
})

test('a save that arrived although its answer was lost is known again, and nobody is asked about it', async () => {
  const { time, server, openTab } = openWorld()
  const { session, way } = await openTab()
  const other = await openTab()
  way.state = 'answers lost'
  session.edit('rename', rename('cart', 'first'))
  await time.pass(2_000)
  expect(session.state().saving.kind).toBe('offline')
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('first')
  other.session.edit('rename', rename('db', 'theirs'))
  await time.pass(3_000)
  session.edit('rename', rename('cart', 'second'))
  way.state = 'works'
  await time.pass(60_000)
  expect(session.state().conflicts).toEqual([])
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('second')
  expect(nameOf(session.state().graph, 'db')).toBe('theirs')
})

test('two people who change different things both keep their work, and each sees the other’s', async () => {
  const { time, server, openTab } = openWorld()
  const ana = await openTab({ name: 'Ana' })
  const ben = await openTab({ name: 'Ben' })
  ana.session.edit('rename', rename('cart', 'of Ana'))
  ben.session.edit('rename', rename('db', 'of Ben'))
  await time.pass(10_000)
  for (const graph of [server.newest('shop').graph, ana.session.state().graph, ben.session.state().graph]) {
    expect([nameOf(graph, 'cart'), nameOf(graph, 'db')]).toEqual(['of Ana', 'of Ben'])
  }
  ana.session.undo()
  await time.pass(10_000)
  expect(nameOf(ben.session.state().graph, 'cart')).toBe('cart')
  expect(nameOf(ben.session.state().graph, 'db')).toBe('of Ben')
})

test('the same field changed by two waits for a decision, and either decision is saved', async () => {
  for (const [decision, name] of [
    ['mine', 'of Ben'],
    ['theirs', 'of Ana'],
  ] as const) {
    const { time, server, openTab } = openWorld()
    const ana = await openTab({ name: 'Ana' })
    const ben = await openTab({ name: 'Ben' })
    ana.session.edit('rename', rename('cart', 'of Ana'))
    ben.session.edit('rename', rename('cart', 'of Ben'))
    ben.session.edit('add', (graph) => addNodes(graph, [{ id: 'new', name: 'new', kind: 'queue' }]))
    await ana.session.saveNow()
    await time.pass(60_000)
    expect(ben.session.state().saving).toEqual({ kind: 'conflict' })
    const [conflict] = ben.session.state().conflicts
    expect(conflict).toMatchObject({ field: 'name', base: 'cart', mine: 'of Ben', theirs: 'of Ana' })
    if (conflict !== undefined) ben.session.decide(conflict, decision)
    await time.pass(3_000)
    expect(ben.session.state()).toMatchObject({ saving: { kind: 'saved' }, conflicts: [] })
    expect(nameOf(server.newest('shop').graph, 'cart')).toBe(name)
    expect(nameOf(ana.session.state().graph, 'new')).toBe('new')
  }
})

test('whoever undoes their own side of a conflict, or makes it the same, is not asked any more', async () => {
  const ways = [
    ({ session }: Tab) => session.undo(),
    ({ session }: Tab) => session.edit('rename', rename('cart', 'of Ana')),
  ]
  for (const settle of ways) {
    const { time, server, openTab } = openWorld()
    const ana = await openTab({ name: 'Ana' })
    const ben = await openTab({ name: 'Ben' })
    ben.session.edit('rename', rename('cart', 'of Ben'))
    ana.session.edit('rename', rename('cart', 'of Ana'))
    await ana.session.saveNow()
    await time.pass(5_000)
    expect(ben.session.state().conflicts).toHaveLength(1)
    settle(ben)
    expect(ben.session.state().conflicts).toEqual([])
    await time.pass(5_000)
    expect(ben.session.state().saving.kind).toBe('saved')
    expect(nameOf(ben.session.state().graph, 'cart')).toBe('of Ana')
    expect(server.newest('shop').revision).toBe(2)
  }
})

test('while a conflict waits, the newest of theirs takes its place in the question', async () => {
  const { time, openTab } = openWorld()
  const ana = await openTab({ name: 'Ana' })
  const ben = await openTab({ name: 'Ben' })
  ben.session.edit('rename', rename('cart', 'of Ben'))
  ana.session.edit('rename', rename('cart', 'first'))
  await ana.session.saveNow()
  ana.session.edit('rename', rename('cart', 'second'))
  await ana.session.saveNow()
  await time.pass(5_000)
  expect(ben.session.state().conflicts).toMatchObject([{ mine: 'of Ben', theirs: 'second' }])
})

test('a graph that was deleted under the editor loses nothing: the work becomes a graph of its own', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  session.edit('rename', rename('cart', 'kept'))
  server.remove('shop')
  await time.pass(2_000)
  expect(session.state().saving).toMatchObject({ kind: 'refused', cause: 'deleted' })
  expect(nameOf(session.state().graph, 'cart')).toBe('kept')
  const id = await session.saveAsCopy()
  expect(nameOf(server.newest(id).graph, 'cart')).toBe('kept')
})

test('whoever is signed out is told so, and the work is saved when the session is back', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  for (const status of [401, 403, 302, 0]) {
    server.refusal = { code: 'http/other', status }
    session.edit('rename', rename('cart', `while ${status}`))
    await time.pass(2_000)
    expect(session.state().saving).toMatchObject({ kind: 'offline', needsSignIn: true })
    server.refusal = undefined
    await time.pass(60_000)
    expect(nameOf(server.newest('shop').graph, 'cart')).toBe(`while ${status}`)
  }
})

test('what the server finds wrong is not sent again and again, but as soon as it is changed', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  session.edit('rename', rename('cart', 'x'.repeat(500)))
  await time.pass(2_000)
  expect(session.state().saving).toMatchObject({ kind: 'refused', cause: 'invalid' })
  const before = server.saves()
  await time.pass(600_000)
  expect(server.saves()).toBe(before)
  session.edit('rename', rename('cart', 'short'))
  await time.pass(2_000)
  expect(nameOf(server.newest('shop').graph, 'cart')).toBe('short')
})

test('a server that was set back to an older state takes the work all the same', async () => {
  const { time, server, openTab } = openWorld()
  const { session } = await openTab()
  for (const name of ['a', 'b', 'c']) {
    session.edit('rename', rename('cart', name))
    await session.saveNow()
  }
  const older = server.revisionsOf('shop').slice(0, 2)
  server.remove('shop')
  server.restore('shop', older)
  session.edit('rename', rename('db', 'later'))
  await time.pass(5_000)
  expect(nameOf(server.newest('shop').graph, 'db')).toBe('later')
  expect(session.state().saving.kind).toBe('saved')
})

test('when the revision that the work started from is gone on the server, nothing of the work is', async () => {
  const { time, server, openTab } = openWorld()
  const { session, way } = await openTab()
  const other = await openTab()
  way.state = 'answers lost'
  session.edit('rename', rename('cart', 'mine'))
  await time.pass(2_000)
  other.session.edit('rename', rename('db', 'theirs'))
  await other.session.saveNow()
  // Old revisions were cleared away, the one that the lost answer spoke of too.
  server.restore('shop', server.revisionsOf('shop').slice(-1))
  way.state = 'works'
  await time.pass(60_000)
  expect(session.state()).toMatchObject({ saving: { kind: 'saved' }, conflicts: [] })
  const { graph } = server.newest('shop')
  expect([nameOf(graph, 'cart'), nameOf(graph, 'db')]).toEqual(['mine', 'theirs'])
})

test('a graph of five thousand nodes is edited and kept by small steps', async () => {
  const nodes = Array.from({ length: 5_000 }, (_, at) => ({ id: `n${at}`, name: `n${at}`, kind: 'service' as const }))
  const { time, server, openBrowser, openTab } = openWorld({ version: 1, id: 'shop', name: 'shop', nodes, edges: [] })
  const browser = openBrowser()
  const { session } = await openTab({ browser })
  for (let turn = 0; turn < 20; turn++) session.edit('rename', rename(`n${turn}`, 'renamed'))
  await time.pass(0)
  const [draft] = await browser.shelf.list()
  const kept = await browser.shelf.read(draft?.id ?? '')
  expect(kept?.events).toHaveLength(20)
  for (const { text } of kept?.events ?? []) expect(text.length).toBeLessThan(500)
  await session.saveNow()
  expect(server.newest('shop').graph.nodes.filter(({ name }) => name === 'renamed')).toHaveLength(20)
})
