import { expect, test } from 'vitest'
import { shortcuts } from '../../../parts/shortcuts.ts'
import { actions, findAction, runAction } from './actions.ts'
import { addNode } from './add-node.ts'
import { putDown } from './adding.ts'
import { nudge } from './arranging.ts'
import { connectChosen } from './connecting.ts'
import { finding } from './finding.ts'
import { findHosts, moveIntoGroup } from './grouping.ts'
import { draftOf } from './kinds.ts'
import { listMenu } from './menu-items.ts'
import { openTestEditor, placeOn } from './testing/open-test-editor.ts'
import type { TestEditor } from './testing/open-test-editor.ts'

const shop = {
  version: 1,
  nodes: [
    { id: 'cart', position: { x: 0, y: 0 }, services: ['cart.svc'] },
    { id: 'checkout', position: { x: 320, y: 40 }, ports: [{ id: 'create', label: '/create' }, { id: 'pay' }] },
    { id: 'orders', kind: 'database', position: { x: 800, y: 104 } },
    { id: 'payments', kind: 'group' },
    { id: 'pay', position: { x: 0, y: 400 }, parent: 'payments' },
    { id: 'bank', kind: 'external', position: { x: 320, y: 400 }, parent: 'payments' },
  ],
  edges: [
    { id: 'a', source: 'cart', target: 'checkout' },
    { id: 'b', source: 'checkout', target: 'orders' },
  ],
}

function namesOf(editor: TestEditor): readonly string[] {
  return editor.graph().nodes.map(({ name }) => name)
}

function nodeOf(editor: TestEditor, id: string) {
  return editor.graph().nodes.find((node) => node.id === id)
}

test('no two actions have one name, and every shortcut of an action is in the table', () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
  const known = new Set<string>(shortcuts.map(({ id }) => id))
  expect(actions.filter(({ shortcut }) => shortcut !== undefined && !known.has(shortcut))).toEqual([])
})

test('whatever an action does is one step, and undo takes it back entirely', async () => {
  const quiet = new Set([
    'undo',
    'redo',
    'rename',
    'layout',
    'tray',
    'connect',
    'copy',
    'cut',
    'paste',
    'move-into-group',
    // What is discovered has tests of its own.
    ...finding.map(({ id }) => id),
  ])
  for (const action of actions.filter(({ id }) => !quiet.has(id))) {
    const editor = await openTestEditor(shop)
    const before = editor.graph()
    editor.ui.select({ nodes: ['cart', 'checkout', 'orders', 'payments', 'pay'], edges: ['a'] })
    const place = action.id.includes('port')
      ? placeOn({ kind: 'port', node: 'checkout', port: action.id === 'port-up' ? 'pay' : 'create' })
      : placeOn({ kind: 'canvas' }, 1_000, 1_000)
    if (action.id === 'add-port') editor.ui.select({ nodes: ['checkout'] })
    if (action.id === 'take-out') editor.ui.select({ nodes: ['pay'] })
    expect(action.refuse(editor, place), action.id).toBeUndefined()
    action.run(editor, place)
    if (action.id.startsWith('select')) {
      expect(editor.graph(), action.id).toBe(before)
      continue
    }
    expect(editor.graph(), action.id).not.toEqual(before)
    editor.session.undo()
    expect(editor.graph(), action.id).toEqual(before)
    expect(editor.session.state().undoLabel, action.id).toBeUndefined()
  }
})

test('without a selection an action changes nothing and says what is missing', async () => {
  const editor = await openTestEditor(shop)
  const needy = ['delete', 'copy', 'duplicate', 'group', 'ungroup', 'pin', 'align-left', 'same-width', 'take-out']
  for (const id of needy) {
    expect(findAction(id)?.refuse(editor), id).toMatch(/^(Select|It is)/)
    runAction(editor, id)
  }
  expect(editor.session.state().undoLabel).toBeUndefined()
})

test('a node that is added by key stands beside what is selected, in the same group, and its name is being typed', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['bank'] })
  runAction(editor, 'add-queue')
  expect(editor.ui.state().tool).toMatchObject({ kind: 'place', draft: { kind: 'queue' } })
  expect(putDown(editor)).toBe(true)
  const added = editor.graph().nodes.at(-1)
  expect(added).toMatchObject({ kind: 'queue', name: 'new queue', parent: 'payments' })
  expect(added?.position?.x).toBeGreaterThan(320 + 168)
  expect(editor.ui.state().renaming).toEqual({ kind: 'node', id: added?.id })
  expect([...editor.ui.state().selection.nodes]).toEqual([added?.id])
  expect(editor.ui.state().tool).toEqual({ kind: 'select' })
})

test('with a group selected a node is added inside of it', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['payments'] })
  addNode(editor, draftOf('service'))
  expect(editor.graph().nodes.at(-1)?.parent).toBe('payments')
})

test('a node that is added on the ground of a group is in that group', async () => {
  const editor = await openTestEditor(shop)
  const ground = placeOn({ kind: 'group', id: 'payments', part: 'area' }, 270, 430)
  editor.ui.select({ nodes: ['cart'] })
  expect(listMenu(editor, ground)[0]?.actions.map(({ id }) => id)).toContain('add-cache')
  runAction(editor, 'add-cache', ground)
  expect(editor.graph().nodes.at(-1)).toMatchObject({ kind: 'cache', parent: 'payments' })
})

test('no two new nodes share a name, because a name is what a node is bound by', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart'] })
  for (const _ of [1, 2, 3]) addNode(editor, draftOf('cache'))
  expect(namesOf(editor).slice(-3)).toEqual(['new cache', 'new cache 2', 'new cache 3'])
  const [first, second, third] = editor
    .graph()
    .nodes.slice(-3)
    .map(({ id }) => editor.at(id))
  expect(new Set([first, second, third]).size).toBe(3)
})

test('deleting a node takes its edges and says both', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['checkout'] })
  runAction(editor, 'delete')
  expect(namesOf(editor)).not.toContain('checkout')
  expect(editor.graph().edges).toEqual([])
  expect(editor.session.state().undoLabel).toBe('delete checkout')
  expect(editor.ui.state().selection.nodes.size).toBe(0)
})

test('arrows move what is selected by one, a group with all in it, and presses in a row are one step', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart', 'payments', 'pay'] })
  for (const _ of [1, 2, 3]) nudge(editor, { x: 1, y: 0 })
  nudge(editor, { x: 0, y: 10 })
  expect(['cart', 'pay', 'bank'].map(editor.at)).toEqual(['3,10', '3,410', '323,410'])
  editor.session.undo()
  expect(['cart', 'pay', 'bank'].map(editor.at)).toEqual(['0,0', '0,400', '320,400'])
  editor.ui.select({})
  expect(nudge(editor, { x: 1, y: 0 })).toBe(false)
})

test('boxes are aligned, and stand at the same distances', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart', 'checkout', 'orders'] })
  runAction(editor, 'align-top')
  expect(['cart', 'checkout', 'orders'].map(editor.at)).toEqual(['0,0', '320,0', '800,0'])
  runAction(editor, 'distribute-across')
  const [x0 = 0, x1 = 0, x2 = 0] = ['cart', 'checkout', 'orders'].map((id) => Number(editor.at(id).split(',')[0]))
  const [w0 = 0, w1 = 0] = ['cart', 'checkout'].map((id) => editor.map()?.boxes().get(id)?.width)
  expect(x1 - (x0 + w0)).toBe(x2 - (x1 + w1))
  expect(editor.said.at(-1)).toBe('3 nodes stand at the same distances across.')
})

test('a group around a selection keeps its nodes where they are; taken away, they stay', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart', 'checkout'] })
  runAction(editor, 'group')
  const group = editor.graph().nodes.find(({ name }) => name === 'new group')
  expect(nodeOf(editor, 'cart')?.parent).toBe(group?.id)
  expect(editor.at('cart')).toBe('0,0')
  expect(editor.ui.state().renaming).toEqual({ kind: 'node', id: group?.id })
  runAction(editor, 'ungroup')
  expect(nodeOf(editor, 'cart')?.parent).toBeUndefined()
  expect([...editor.ui.state().selection.nodes]).toEqual(['cart', 'checkout'])
})

test('moved into a group a node stands inside its frame, taken out again beside it', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['cart', 'orders'] })
  expect(findHosts(editor).map(({ id }) => id)).toEqual(['payments'])
  moveIntoGroup(editor, 'payments')
  const boxes = editor.map()?.boxes()
  expect(nodeOf(editor, 'cart')?.parent).toBe('payments')
  expect(editor.at('cart')).not.toBe(editor.at('orders'))
  expect(boxes?.get('cart')?.y).toBe(400)
  runAction(editor, 'take-out')
  const after = editor.map()?.boxes()
  const frame = after?.get('payments')
  expect(nodeOf(editor, 'cart')?.parent).toBeUndefined()
  expect(after?.get('cart')?.x).toBeGreaterThan((frame?.x ?? 0) + (frame?.width ?? 0))
})

test('a group never goes into itself or into what is in it', async () => {
  const editor = await openTestEditor({
    version: 1,
    nodes: [
      { id: 'outer', kind: 'group' },
      { id: 'inner', kind: 'group', parent: 'outer' },
      { id: 'other', kind: 'group' },
    ],
  })
  editor.ui.select({ nodes: ['outer'] })
  expect(findHosts(editor).map(({ id }) => id)).toEqual(['other'])
})

test('two nodes are connected by name, either way, to a port, with a label, and never twice the same', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['pay'] })
  const toPort = { other: { node: 'checkout', port: 'create' }, isReversed: false, label: ' gRPC ' }
  connectChosen(editor, toPort)
  expect(editor.graph().edges.at(-1)).toMatchObject({
    source: 'pay',
    target: 'checkout',
    sourcePort: null,
    targetPort: 'create',
    label: 'gRPC',
  })
  connectChosen(editor, toPort)
  expect(editor.graph().edges).toHaveLength(3)
  expect(editor.said.at(-1)).toBe('pay is connected to checkout already.')
  connectChosen(editor, { ...toPort, isReversed: true })
  expect(editor.graph().edges.at(-1)).toMatchObject({ source: 'checkout', sourcePort: 'create', target: 'pay' })
})

test('a port moves within its node, and not beyond the ends', async () => {
  const editor = await openTestEditor(shop)
  const first = placeOn({ kind: 'port', node: 'checkout', port: 'create' })
  expect(findAction('port-up')?.refuse(editor, first)).toBe('It is the first one already.')
  runAction(editor, 'port-down', first)
  expect(nodeOf(editor, 'checkout')?.ports?.map(({ id }) => id)).toEqual(['pay', 'create'])
})

test('pin and collapse are turned by the same action, and its name says which way', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['payments'] })
  expect(findAction('collapse')?.label(editor)).toBe('Collapse to one node')
  runAction(editor, 'collapse')
  runAction(editor, 'pin')
  expect(nodeOf(editor, 'payments')).toMatchObject({ collapsed: true, pinned: true })
  expect(findAction('collapse')?.label(editor)).toBe('Expand')
  runAction(editor, 'collapse')
  runAction(editor, 'pin')
  expect(nodeOf(editor, 'payments')).not.toHaveProperty('collapsed')
  expect(nodeOf(editor, 'payments')).not.toHaveProperty('pinned')
})

test('what is connected, and what is of the same kind, is selected from what is selected', async () => {
  const editor = await openTestEditor(shop)
  editor.ui.select({ nodes: ['checkout'] })
  runAction(editor, 'select-connected')
  expect([...editor.ui.state().selection.nodes].toSorted()).toEqual(['cart', 'checkout', 'orders'])
  expect([...editor.ui.state().selection.edges]).toEqual(['a', 'b'])
  editor.ui.select({ nodes: ['orders'] })
  runAction(editor, 'select-same-kind')
  expect([...editor.ui.state().selection.nodes]).toEqual(['orders'])
})

test('what a layout placed stays where it is drawn while other things are added, moved, connected and deleted', async () => {
  const editor = await openTestEditor({
    version: 1,
    nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'hand', position: { x: 900, y: 900 } }],
    edges: [{ source: 'a', target: 'b' }],
  })
  const places = (): readonly string[] => ['a', 'b', 'c'].map(editor.at)
  const before = places()
  editor.ui.select({ nodes: ['hand'] })
  nudge(editor, { x: 10, y: 0 })
  expect(places()).toEqual(before)
  connectChosen(editor, { other: { node: 'c', port: null }, isReversed: false, label: '' })
  addNode(editor, draftOf('service'))
  runAction(editor, 'delete')
  expect(places()).toEqual(before)
})
