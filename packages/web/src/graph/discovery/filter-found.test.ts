import { expect, test } from 'vitest'
import { noFoundFilters } from '../../routes/view-state.ts'
import { filterFound, noNamespace } from './filter-found.ts'
import { seenEdge, seenNode, viewOf } from './testing/views.ts'

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
