import type { GraphNode, NodeStatus } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { matchesSearch, parseSearch } from './search.ts'

const node: GraphNode = {
  id: 'n1',
  name: 'cart-db.svc',
  kind: 'database',
  namespace: 'shop',
  services: ['cart-db', 'cart-replica'],
  labels: { team: 'payments', 'k8s.io/app': 'cart' },
}

const status = (lamp: NodeStatus['lamp'], overlays: NodeStatus['overlays'] = []): NodeStatus => ({
  lamp,
  overlays,
  reasons: [],
  metrics: [],
  counts: {},
})

const stale = { kind: 'stale', since: '2026-11-22T12:00:00Z', reason: 'the server cannot be reached' } as const

test.each([
  ['cart', true],
  ['CART-DB', true],
  ['replica', true],
  ['payments', true],
  ['cart payments', true],
  ['cart nowhere', false],
  ['status:critical', true],
  ['lamp:crit', true],
  ['status:ok', false],
  ['-status:ok', true],
  ['-status:critical', false],
  ['team:pay', true],
  ['app:cart', true],
  ['team:other', false],
  ['kind:database -team:other', true],
  ['service:cart-replica', true],
  ['ns:shop', true],
  ['"cart-db.svc"', true],
  ['name:"cart-db.svc"', true],
  ['', true],
  ['-', true],
  [':', false],
])('%j finds a critical cart database: %s', (text, isFound) => {
  expect(matchesSearch(parseSearch(text), node, status('critical'))).toBe(isFound)
})

test('a stale ok is found as stale and not as ok', () => {
  expect(matchesSearch(parseSearch('status:ok'), node, status('ok', [stale]))).toBe(false)
  expect(matchesSearch(parseSearch('status:stale'), node, status('ok', [stale]))).toBe(true)
})

test('a node nobody said anything about is unknown', () => {
  expect(matchesSearch(parseSearch('status:unknown'), node, undefined)).toBe(true)
  expect(matchesSearch(parseSearch('status:ok'), node, undefined)).toBe(false)
})

test('silenced means muted', () => {
  expect(matchesSearch(parseSearch('-silenced status:muted'), node, status('muted'))).toBe(true)
  expect(matchesSearch(parseSearch('status:silenced'), node, status('muted'))).toBe(true)
})
