import type { EdgeStatus, TopologyEdge, TopologyState } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { describeEdge, sayTraffic } from './describe-edge.ts'

const critical: EdgeStatus = { lamp: 'critical', overlays: [], reasons: [] }

function edge(state: TopologyState, traffic?: Partial<NonNullable<TopologyEdge['traffic']>>): TopologyEdge {
  const measured = traffic === undefined ? {} : { traffic: { layer: 'server', source: 'traces', ...traffic } as const }
  return { id: 'e', source: 'a', target: 'b', state, provenance: [], ...measured }
}

test.each([
  ['frontend to checkout', undefined, undefined],
  [
    'frontend to checkout, critical, 2.1 % errors, 120/s',
    critical,
    edge('live', { ratePerSecond: 120, errorsPerSecond: 2.52 }),
  ],
  [
    'frontend to checkout, ok, 120/s',
    { ...critical, lamp: 'ok' } as const,
    edge('live', { ratePerSecond: 120, errorsPerSecond: 0 }),
  ],
  ['frontend to checkout, idle', undefined, edge('idle', { ratePerSecond: 0 })],
  ['frontend to checkout, drawn but not seen', undefined, edge('missing')],
  ['frontend to checkout, no longer seen', undefined, edge('stale', { ratePerSecond: 3 })],
  ['frontend to checkout, its source fails, 3/s', undefined, edge('frozen', { ratePerSecond: 3 })],
  ['frontend to checkout, 3/s, traffic denied', undefined, edge('live', { ratePerSecond: 3, deniedPerSecond: 1 })],
  ['frontend and checkout, 3/s', undefined, { ...edge('live', { ratePerSecond: 3 }), undirected: true }],
])('%s', (words, status, seen) => {
  expect(describeEdge('frontend', 'checkout', status, seen)).toBe(words)
})

test('numbers come with their units, and what is not known is not said', () => {
  expect(sayTraffic(edge('live', { ratePerSecond: 1450, errorsPerSecond: 0, p95Seconds: 0.0123 }))).toBe(
    '1.5k/s · 0 % errors · p95 12 ms',
  )
  expect(sayTraffic(edge('live', { bytesPerSecond: 1_300_000 }))).toBe('1.3 MB/s')
  expect(sayTraffic(edge('live'))).toBe('')
})
