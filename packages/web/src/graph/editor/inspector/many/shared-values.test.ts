import type { GraphNode } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { shareLabels, shareValue } from './shared-values.ts'

const nodes: readonly GraphNode[] = [
  { id: 'a', name: 'a', kind: 'service', namespace: 'shop', labels: { team: 'pay', tier: '1' } },
  { id: 'b', name: 'b', kind: 'service', labels: { team: 'pay', tier: '2' } },
  { id: 'c', name: 'c', kind: 'queue', labels: { zone: 'eu' } },
]

test('a value is shared when all have it', () => {
  expect(shareValue(nodes.slice(0, 2), ({ kind }) => kind)).toEqual({ kind: 'same', value: 'service' })
  expect(shareValue(nodes, ({ kind }) => kind)).toEqual({ kind: 'mixed' })
  expect(shareValue(nodes, ({ namespace }) => namespace ?? '')).toEqual({ kind: 'mixed' })
  expect(shareValue(nodes.slice(1), ({ namespace }) => namespace ?? '')).toEqual({ kind: 'same', value: '' })
})

test('labels of several nodes are told with how many have them, and whether their values differ', () => {
  expect(shareLabels(nodes)).toEqual([
    { key: 'team', value: { kind: 'same', value: 'pay' }, count: 2 },
    { key: 'tier', value: { kind: 'mixed' }, count: 2 },
    { key: 'zone', value: { kind: 'same', value: 'eu' }, count: 1 },
  ])
})
