import type { EdgeStatus, TopologyEdge } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { drawing } from '../discovery/testing/views.ts'
import { listEdges, passesWords, sortEdges } from './edge-rows.ts'
import type { EdgeOrder } from './edge-rows.ts'

const graph = drawing(
  ['web', 'cart', 'pay', 'ads'],
  [
    ['web', 'cart'],
    ['web', 'pay'],
    ['cart', 'pay'],
    ['web', 'ads'],
  ],
)

function seen(id: string, facts: Partial<TopologyEdge>, traffic?: Partial<NonNullable<TopologyEdge['traffic']>>) {
  const measured = traffic === undefined ? {} : { traffic: { layer: 'server', source: 'traces', ...traffic } as const }
  return [id, { id, source: '', target: '', state: 'live', provenance: [], ...facts, ...measured } as const] as const
}

const topology = new Map<string, TopologyEdge>([
  seen('web->cart', {}, { ratePerSecond: 100, errorsPerSecond: 1, p95Seconds: 0.2 }),
  seen('web->pay', {}, { ratePerSecond: 5, errorsPerSecond: 2, p95Seconds: 0.1 }),
  seen('cart->pay', { state: 'missing' }),
])
const statuses = new Map<string, EdgeStatus>([
  ['web->cart', { lamp: 'ok', overlays: [], reasons: [] }],
  ['web->pay', { lamp: 'critical', overlays: [], reasons: [] }],
])
const rows = (shown?: ReadonlySet<string>) =>
  listEdges(
    graph,
    shown,
    (id) => statuses.get(id),
    (id) => topology.get(id),
  )

test.each<[EdgeOrder, readonly string[]]>([
  ['lamp', ['web->pay', 'cart->pay', 'web->cart', 'web->ads']],
  ['ends', ['cart->pay', 'web->ads', 'web->cart', 'web->pay']],
  ['rate', ['web->cart', 'web->pay', 'cart->pay', 'web->ads']],
  ['errors', ['web->pay', 'web->cart', 'cart->pay', 'web->ads']],
  ['latency', ['web->cart', 'web->pay', 'cart->pay', 'web->ads']],
])('by %s, what matters most stands first and what nobody knows last', (order, ids) => {
  expect(sortEdges(rows(), order).map(({ edge }) => edge.id)).toEqual(ids)
})

test('whoever looks for a node sees its edges', () => {
  expect(rows(new Set(['ads'])).map(({ edge }) => edge.id)).toEqual(['web->ads'])
})

test.each([
  ['', 4],
  ['web', 3],
  ['web pay', 1],
  ['critical', 1],
  ['not seen', 1],
  ['nonsense', 0],
])('the words %j leave %d edges', (words, count) => {
  expect(rows().filter((row) => passesWords(row, words))).toHaveLength(count)
})
