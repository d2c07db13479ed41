import { parseGraphDocument } from '@statusgraph/model'
import { beforeAll, expect, test, vi } from 'vitest'
import { listDrift } from '../../discovery/list-finds.ts'
import { settleView } from '../../discovery/settle-view.ts'
import { seenEdge, seenNode, viewOf } from '../../discovery/testing/views.ts'
import { connectEnds } from '../canvas/connect.ts'
import { putDownAll } from '../canvas/drags/move.ts'
import { addFound, ignore, makeSame, removeMissing, rulesFor } from '../tray/found/found-actions.ts'
import { runAction } from './actions.ts'
import { nudge } from './arranging.ts'
import { openTestEditor } from './testing/open-test-editor.ts'
import type { TestEditor } from './testing/open-test-editor.ts'

// What comes with the next frame of a screen comes at once where there is none.
beforeAll(() => void vi.stubGlobal('requestAnimationFrame', (call: () => void) => call()))

const live = { state: 'live' } as const
const view = viewOf(
  [
    seenNode('web', { ...live, drawn: true }),
    seenNode('old', { state: 'missing', provenance: [], drawn: true }),
    seenNode('shop/cart', { ...live, position: { x: 400, y: 0 } }),
    seenNode('shop/ads', { ...live, position: { x: 400, y: 120 } }),
  ],
  [seenEdge('web', 'shop/cart', live), seenEdge('shop/cart', 'shop/ads', live)],
)
const drawn = {
  version: 1,
  nodes: [
    { id: 'web', position: { x: 0, y: 0 } },
    { id: 'old', position: { x: 0, y: 200 } },
  ],
  edges: [],
}
const openAuto = () => openTestEditor({ ...drawn, dynamic: 'auto' }, view)
const openOverlay = () => openTestEditor({ ...drawn, dynamic: 'overlay' }, view)
const idsIn = (editor: TestEditor) => editor.graph().nodes.map(({ id }) => id)
const driftOf = (editor: TestEditor) => listDrift(settleView(editor.live.topology.whole(), editor.graph()))

/** One step, which undo takes back entirely and redo does again. */
function expectOneStep(editor: TestEditor, before: ReturnType<TestEditor['graph']>): void {
  const after = editor.graph()
  expect(after).not.toEqual(before)
  expect(parseGraphDocument(JSON.parse(JSON.stringify(after)), 'test')).toMatchObject({ ok: true })
  editor.session.undo()
  expect(editor.graph()).toEqual(before)
  expect(editor.session.state().undoLabel).toBeUndefined()
  editor.session.redo()
  expect(editor.graph()).toEqual(after)
}

test('adding an edge that was found adds its ends, near what is drawn, as one step', async () => {
  const editor = await openOverlay()
  const before = editor.graph()
  await addFound(editor, { nodes: [], edges: ['web→shop/cart'] }, 'web → cart')
  expect(idsIn(editor)).toEqual(['web', 'old', 'shop/cart'])
  expect(editor.graph().edges).toMatchObject([{ source: 'web', target: 'shop/cart' }])
  expect(editor.graph().nodes[2]?.position?.x).toBeGreaterThan(0)
  expect(driftOf(editor).observed.map(({ name }) => name)).toEqual(['ads', 'cart → ads'])
  expectOneStep(editor, before)
})

test('what is dropped on the canvas stands under the hand', async () => {
  const editor = await openOverlay()
  await addFound(editor, { nodes: ['shop/cart'], edges: [] }, 'cart', { x: 1_000, y: 800 })
  const { position } = editor.graph().nodes[2] ?? {}
  expect(Math.abs((position?.x ?? 0) - 1_000)).toBeLessThan(200)
  expect(Math.abs((position?.y ?? 0) - 800)).toBeLessThan(100)
})

test('ignoring, naming the same, keeping and removing are one step each', async () => {
  const steps: readonly ((editor: TestEditor) => void)[] = [
    (editor) => ignore(editor, rulesFor(driftOf(editor).observed.slice(0, 1)), 'one'),
    (editor) => ignore(editor, [{ node: 'shop/*' }], 'shop/*'),
    (editor) => makeSame(editor, 'shop/cart', 'old', 'cart is old'),
    (editor) => ignore(editor, rulesFor(driftOf(editor).missing), 'that old is not seen'),
    (editor) => removeMissing(editor, driftOf(editor).missing, 'old'),
  ]
  for (const step of steps) {
    const editor = await openOverlay()
    const before = editor.graph()
    step(editor)
    expect(editor.session.state().undoLabel).toBeDefined()
    expectOneStep(editor, before)
  }
})

test('what discovery draws is pinned where a hand puts it, and gets into no document', async () => {
  const editor = await openAuto()
  const before = editor.graph()
  const load = {
    outermost: ['web', 'shop/cart'],
    all: new Set(['web', 'shop/cart']),
    boxes: editor.map()?.boxes() ?? new Map(),
  }
  editor.session.edit('move', (graph) => putDownAll(graph, editor.drawn(), load, { x: 200, y: 300 }, undefined))
  expect(editor.graph().rules?.pins).toEqual({ 'shop/cart': { x: 600, y: 300 } })
  expect(idsIn(editor)).toEqual(['web', 'old'])
  expect(editor.at('web')).toBe('200,300')
  expect(editor.drawn().nodes.find(({ id }) => id === 'shop/cart')?.position).toEqual({ x: 600, y: 300 })
  expectOneStep(editor, before)
})

test('arrows move what discovery draws, many presses as one step', async () => {
  const editor = await openAuto()
  const before = editor.graph()
  editor.ui.select({ nodes: ['shop/cart'] })
  nudge(editor, { x: 10, y: 0 })
  nudge(editor, { x: 10, y: 0 })
  expect(editor.graph().rules?.pins).toEqual({ 'shop/cart': { x: 420, y: 0 } })
  expectOneStep(editor, before)
})

test('an edge that is drawn to something discovered draws that too, where it stands', async () => {
  const editor = await openAuto()
  const before = editor.graph()
  connectEnds(editor, { node: 'web', port: null }, { node: 'shop/ads', port: null })
  expect(editor.graph().nodes.find(({ id }) => id === 'shop/ads')?.position).toEqual({ x: 400, y: 120 })
  expect(editor.graph().edges).toMatchObject([{ source: 'web', target: 'shop/ads' }])
  expectOneStep(editor, before)
})

test('deleting and renaming what was only discovered changes nothing', async () => {
  const editor = await openAuto()
  const before = editor.graph()
  editor.ui.select({ nodes: ['shop/cart'] })
  runAction(editor, 'delete')
  runAction(editor, 'rename')
  for (const id of ['pin', 'duplicate', 'group', 'copy', 'align-left']) runAction(editor, id)
  expect(editor.graph()).toBe(before)
  runAction(editor, 'found-ignore')
  expect(editor.graph().rules?.ignore).toEqual([{ node: 'shop/cart' }])
})
