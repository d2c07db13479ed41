import type { NodeStatus, Overlay } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { describeNode } from './describe-node.ts'

const calm: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: {} }
const stale: Overlay = { kind: 'stale', since: '2026-11-22T12:00:00.000Z', reason: 'no answer' }
const node = { id: 'checkout', name: 'checkout.svc', kind: 'service' } as const

test('a node that nobody said anything about is said to be unknown', () => {
  expect(describeNode(node, undefined)).toBe('checkout.svc, unknown')
})

test.each([
  [{ ...calm, lamp: 'critical', counts: { alerts: 1 } }, 'checkout.svc, critical, 1 alert'],
  [{ ...calm, lamp: 'warning', counts: { alerts: 3, suppressed: 1 } }, 'checkout.svc, warning, 2 alerts'],
  [{ ...calm, lamp: 'muted', counts: { alerts: 1, suppressed: 1 } }, 'checkout.svc, muted, 1 muted alert'],
  [{ ...calm, overlays: [stale] }, 'checkout.svc, ok, stale'],
  [{ ...calm, counts: { alerts: 1, none: 1 } }, 'checkout.svc, ok'],
] satisfies readonly (readonly [NodeStatus, string])[])(
  'a status is said with name and lamp first (%#)',
  (status, said) => {
    expect(describeNode(node, status)).toBe(said)
  },
)
