import { expect, test } from 'vitest'
import { listDrift } from '../../../discovery/list-finds.ts'
import { seenEdge, seenNode, viewOf } from '../../../discovery/testing/views.ts'
import { chooseFinds, listFindFilters, listNamespacePatterns, saySeenBy } from './find-rows.ts'

const { observed } = listDrift(
  viewOf(
    [seenNode('shop/cart'), seenNode('shop/ads'), seenNode('bank/ledger'), seenNode('loner')],
    [seenEdge('shop/cart', 'bank/ledger')],
  ),
  false,
)
const namesOf = (typed: string, filter: string) => chooseFinds(observed, typed, filter).map(({ name }) => name)

test('finds are narrowed to nodes, to edges, to a namespace, and by what is typed', () => {
  expect(listFindFilters(observed).map(({ label }) => label)).toEqual([
    'nodes (4)',
    'edges (1)',
    'bank (2)',
    'shop (3)',
  ])
  expect(namesOf('', 'edges')).toEqual(['cart → ledger'])
  expect(namesOf('', 'nodes')).toEqual(['ads', 'cart', 'ledger', 'loner'])
  expect(namesOf('', 'in bank')).toEqual(['ledger', 'cart → ledger'])
  expect(namesOf('ledg', 'nodes')).toEqual(['ledger'])
  expect(namesOf('zzz', '')).toEqual([])
})

test('a whole namespace can be named by a pattern; what has none cannot', () => {
  expect(listNamespacePatterns(observed)).toEqual(['shop/*', 'bank/*'])
  expect(listNamespacePatterns(observed.filter(({ name }) => name === 'loner'))).toEqual([])
  const { observed: far } = listDrift(viewOf([seenNode('eu/shop/cart', { namespace: 'shop', cluster: 'eu' })]), false)
  expect(listNamespacePatterns(far)).toEqual(['eu/shop/*'])
})

test('who sees it is said with how new it is, or for how long nobody does', () => {
  const first = observed[0]?.provenance ?? []
  const now = Date.parse('2026-11-22T13:00:00.000Z')
  expect(saySeenBy(first, now)).toBe('traces, new for 1 h')
  expect(
    saySeenBy(
      first.map((one) => ({ ...one, state: 'stale' as const })),
      now,
    ),
  ).toBe('traces, not for 55 min')
  expect(saySeenBy([...first, ...first], now)).toBe('traces and 1 more, new for 1 h')
  expect(saySeenBy([], now)).toBe('nobody has ever seen it')
})
