import { expect, test } from 'vitest'
import { listDrift, sayDrift } from './list-finds.ts'
import { judgeUnwanted, settleView } from './settle-view.ts'
import { drawing, seenEdge, seenNode, viewOf } from './testing/views.ts'

const view = viewOf(
  [seenNode('web', { drawn: true, state: 'live' }), seenNode('shop/cart'), seenNode('shop/ads')],
  [seenEdge('web', 'shop/cart'), seenEdge('shop/cart', 'shop/ads')],
)
const namesIn = (graph: Parameters<typeof settleView>[1]) =>
  listDrift(settleView(view, graph)).observed.map(({ name }) => name)

test('what nobody drew is a find, whatever it joins', () => {
  expect(namesIn(drawing(['web']))).toEqual(['ads', 'cart', 'cart → ads', 'web → cart'])
})

test('what was just added is no find any more, before that is saved', () => {
  expect(namesIn(drawing(['web', 'shop/cart'], [['web', 'shop/cart']]))).toEqual(['ads', 'cart → ads'])
})

test('what was just ignored goes with everything that hangs on it', () => {
  const ignoring = (pattern: string) => drawing(['web'], [], { rules: { ignore: [{ node: pattern }] } })
  expect(namesIn(ignoring('shop/ads'))).toEqual(['cart', 'web → cart'])
  expect(namesIn(ignoring('shop/*'))).toEqual([])
})

test('one edge can be ignored, and its ends stay', () => {
  const rules = { ignore: [{ source: 'web', target: 'shop/*' }] }
  expect(namesIn(drawing(['web'], [], { rules }))).toEqual(['ads', 'cart', 'cart → ads'])
})

test('what is said to be the same as a drawn node brings its edges along', () => {
  const rules = { aliases: [{ from: 'shop/cart', to: 'web' }] }
  const settled = settleView(view, drawing(['web'], [], { rules }))
  expect(Object.keys(settled.nodes)).toEqual(['web', 'shop/ads'])
  expect(Object.values(settled.edges)).toContainEqual(expect.objectContaining({ source: 'web', target: 'shop/ads' }))
})

test('what was just taken out of the drawing is a find again, if somebody sees it', () => {
  expect(namesIn(drawing([]))).toContain('web')
  const unseen = viewOf([seenNode('old', { drawn: true, state: 'missing', provenance: [] })])
  expect(listDrift(settleView(unseen, drawing([]))).observed).toEqual([])
})

test('a pin that is not saved yet holds already', () => {
  const rules = { pins: { 'shop/cart': { x: 1, y: 2 } } }
  expect(settleView(view, drawing(['web'], [], { rules })).nodes['shop/cart']?.position).toEqual({ x: 1, y: 2 })
})

test('what is drawn and not seen is listed apart', () => {
  const drift = listDrift(
    viewOf(
      [seenNode('a', { drawn: true, state: 'live' }), seenNode('b', { drawn: true, state: 'missing', provenance: [] })],
      [seenEdge('a', 'b', { drawn: true, state: 'missing', provenance: [] })],
    ),
  )
  expect(drift.observed).toEqual([])
  expect(drift.missing.map(({ name }) => name)).toEqual(['b', 'a → b'])
  expect(sayDrift(drift)).toBe('2 drawn but not seen')
})

test('what is kept although nobody sees it is no longer listed', () => {
  const unseen = viewOf(
    [seenNode('b', { drawn: true, state: 'missing', provenance: [] }), seenNode('a', { drawn: true, state: 'live' })],
    [seenEdge('a', 'b', { drawn: true, state: 'missing', provenance: [], id: 'a->b' })],
  )
  const keeping = (rules: { ignore: ({ node: string } | { source: string; target: string })[] }) =>
    listDrift(settleView(unseen, drawing(['a', 'b'], [['a', 'b']], { rules }))).missing.map(({ name }) => name)
  expect(keeping({ ignore: [] })).toEqual(['b', 'a → b'])
  expect(keeping({ ignore: [{ source: 'a', target: 'b' }] })).toEqual(['b'])
  expect(keeping({ ignore: [{ node: 'b' }] })).not.toContain('b')
})

test('what differs is said in the order of what has to be done', () => {
  expect(sayDrift(listDrift(view))).toBe('2 new nodes, 2 new edges')
})

test.each([
  ['shop/*', 'shop/cart', true],
  ['shop/cart', 'shop/cart', true],
  ['*/cart', 'shop/cart', true],
  ['*-canary', 'shop/cart', false],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c', false],
  ['ab*ba', 'aba', false],
  ['*', 'anything', true],
])('%s of an ignore rule and %s: %s', (pattern, id, isUnwanted) => {
  expect(judgeUnwanted({ ignore: [{ node: pattern }] }).node(id)).toBe(isUnwanted)
})
