import { expect, test } from 'vitest'
import { noFoundFilters } from '../../routes/view-state.ts'
import { filterFound, foldFound, noNamespace, readableNodes } from './filter-found.ts'
import { drawing, seenEdge, seenNode, viewOf } from './testing/views.ts'

const server = 'server' as const
const view = viewOf(
  [
    seenNode('web', { drawn: true, state: 'live' }),
    seenNode('shop/cart', { state: 'live' }),
    seenNode('bank/ledger', { state: 'idle' }),
    seenNode('loner', { state: 'stale' }),
  ],
  [
    seenEdge('web', 'shop/cart', { state: 'live', traffic: { layer: server, source: 'traces', ratePerSecond: 10 } }),
    seenEdge('shop/cart', 'bank/ledger', { state: 'idle' }),
  ],
)
const shown = (filters: Partial<typeof noFoundFilters>) => {
  const { nodes, edges } = filterFound(view, { ...noFoundFilters, ...filters })
  return [...Object.keys(nodes), ...Object.keys(edges)]
}

test('without a filter everything is there', () => {
  expect(filterFound(view, noFoundFilters)).toBe(view)
})

test('one namespace is shown with what people drew', () => {
  expect(shown({ namespaces: ['shop'] })).toEqual(['web', 'shop/cart', 'web→shop/cart'])
  expect(shown({ namespaces: [noNamespace] })).toEqual(['web', 'loner'])
})

test('idle and stale finds can be hidden', () => {
  expect(shown({ hiddenStates: ['idle', 'stale'] })).toEqual(['web', 'shop/cart', 'web→shop/cart'])
})

test('whoever asks for traffic sees only what has it', () => {
  expect(shown({ minRatePerSecond: 5 })).toEqual(['web', 'shop/cart', 'web→shop/cart'])
  expect(shown({ minRatePerSecond: 50 })).toEqual(['web'])
})

test('a source that saw nothing shows nothing but the drawing', () => {
  expect(shown({ sources: ['istio'] })).toEqual(['web'])
  expect(shown({ sources: ['istio', 'traces'] })).toHaveLength(6)
})

test('namespaces of more than anybody can read come folded; groups that people drew stay as they are', () => {
  const many = Array.from({ length: readableNodes + 1 }, (_, at) => `shop/n${at}`)
  const own = drawing(['mine'])
  const group = { id: 'ns:shop', name: 'shop', kind: 'group' } as const
  const drawn = { ...own, nodes: [...own.nodes, group, ...drawing(many).nodes] }
  expect(foldFound(own, drawn).nodes).toContainEqual({ ...group, collapsed: true })
  expect(foldFound(drawn, drawn)).toBe(drawn)
  const few = { ...own, nodes: [...own.nodes, group] }
  expect(foldFound(own, few)).toBe(few)
})
