import { expect, test } from 'vitest'
import { boundsOf, centreOf } from '../../../map/index.ts'
import { duplicate, pasteText, writeChosen } from './clipboard.ts'
import { pastePlaceOf } from './paste-place.ts'
import { openTestEditor } from './testing/open-test-editor.ts'

const shop = {
  version: 1,
  nodes: [
    { id: 'cart', position: { x: 0, y: 0 }, services: ['cart.svc'], labels: { team: 'pay' } },
    { id: 'checkout', position: { x: 320, y: 0 } },
    { id: 'unplaced' },
  ],
  edges: [{ id: 'a', source: 'cart', target: 'checkout', label: 'gRPC' }],
}
const empty = { version: 1, nodes: [] }
const nowhere = { x: 0, y: 0, width: 0, height: 0 }
const anywhere = { centre: undefined, repetition: 0 }

test('what is copied in one graph is pasted into another with its bindings and edges, under new ids', async () => {
  const from = await openTestEditor(shop)
  const to = await openTestEditor(empty)
  from.ui.select({ nodes: ['cart', 'checkout'] })
  const text = writeChosen(from)
  expect(await pasteText(to, text ?? '', { centre: { x: 1_000, y: 1_000 }, repetition: 0 })).toBe(true)
  const [cart, checkout] = to.graph().nodes
  expect(cart).toMatchObject({ name: 'cart', services: ['cart.svc'], labels: { team: 'pay' } })
  expect(cart?.id).not.toBe('cart')
  expect(to.graph().edges).toMatchObject([{ source: cart?.id, target: checkout?.id, label: 'gRPC' }])
  expect([...to.ui.state().selection.nodes]).toEqual([cart?.id, checkout?.id])
  const around = boundsOf([...(to.map()?.boxes().values() ?? [])])
  expect(Math.abs(centreOf(around ?? nowhere).x - 1_000)).toBeLessThanOrEqual(8)
  to.session.undo()
  expect(to.graph().nodes).toEqual([])
})

test('the same pasted again at the same place stands 16 further each time', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart'] })
  const text = writeChosen(editor) ?? ''
  const place = pastePlaceOf(editor)
  for (const _ of [1, 2, 3]) await place.paste(text, { x: 500, y: 500 })
  const xs = editor
    .graph()
    .nodes.slice(-3)
    .map(({ position }) => position?.x ?? 0)
  expect([(xs[1] ?? 0) - (xs[0] ?? 0), (xs[2] ?? 0) - (xs[1] ?? 0)]).toEqual([16, 16])
})

test('a copy of what no hand has placed stands where the picture shows it', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['unplaced'] })
  const [x = 0, y = 0] = editor.at('unplaced').split(',').map(Number)
  duplicate(editor)
  expect(editor.graph().nodes.at(-1)?.position).toEqual({ x: x + 16, y: y + 16 })
})

test('of a group that is pasted the group is selected, and what is in it comes along', async () => {
  const editor = await openTestEditor({
    version: 1,
    nodes: [
      { id: 'team', name: 'Team', kind: 'group', collapsed: true, position: { x: 0, y: 0 } },
      { id: 'cart', parent: 'team', position: { x: 24, y: 48 } },
      { id: 'orders', parent: 'team', position: { x: 24, y: 148 } },
    ],
    edges: [{ source: 'cart', target: 'orders' }],
  })
  editor.ui.select({ nodes: ['team'] })
  duplicate(editor)
  const [copy, ...members] = editor.graph().nodes.slice(-3)
  expect([...editor.ui.state().selection.nodes]).toEqual([copy?.id])
  expect(editor.ui.state().selection.edges.size).toBe(0)
  expect(members.map(({ parent }) => parent)).toEqual([copy?.id, copy?.id])
  expect(editor.graph().edges).toHaveLength(2)
})

test('a graph document in YAML is pasted as elements', async () => {
  const editor = await openTestEditor(empty)
  const yaml = 'version: 1\nnodes:\n  - {id: a}\n  - {id: b}\nedges:\n  - {source: a, target: b}\n'
  expect(await pasteText(editor, yaml, anywhere)).toBe(true)
  expect(editor.graph().nodes.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(editor.graph().edges).toHaveLength(1)
})

test.each([
  ['nothing', ''],
  ['a sentence', 'the nodes are down again'],
  ['several lines', 'cart\ncheckout\norders'],
  ['YAML that is no graph', 'nodes: 12'],
  ['a broken document', '{"version": 1, "nodes": [{"id": "a"}'],
  [
    'a damaged fragment',
    '{"statusgraph":"fragment","version":1,"graph":"x","nodes":[{"id":5}],"edges":[],"looseEdges":[]}',
  ],
  ['a fragment of a later version', '{"statusgraph":"fragment","version":9}'],
])('%s from elsewhere changes nothing', async (_, text) => {
  const editor = await openTestEditor(shop)
  const before = editor.graph()
  expect(await pasteText(editor, text, anywhere)).toBe(false)
  expect(editor.graph()).toBe(before)
})

test('20,000 nodes fit into an empty graph in one step, and are refused where they would be too many', async () => {
  const nodes = Array.from({ length: 20_000 }, (_, at) => ({
    id: `n${at}`,
    position: { x: (at % 200) * 200, y: Math.floor(at / 200) * 80 },
  }))
  const text = JSON.stringify({ version: 1, id: 'huge', nodes })
  const into = await openTestEditor(empty)
  expect(await pasteText(into, text, anywhere)).toBe(true)
  expect(into.graph().nodes).toHaveLength(20_000)
  into.session.undo()
  expect(into.graph().nodes).toHaveLength(0)
  const full = await openTestEditor(shop)
  const before = full.graph()
  expect(await pasteText(full, text, anywhere)).toBe(false)
  expect(full.graph()).toBe(before)
}, 60_000)
