import type { NodeStatus } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { sayState } from './say-state.ts'

const nowMs = Date.parse('2026-01-01T12:00:00Z')

test('a node whose alert began by a clock that is ahead of ours is critical just now', () => {
  const status: NodeStatus = {
    lamp: 'critical',
    overlays: [],
    reasons: [
      {
        kind: 'alert',
        lamp: 'critical',
        title: 'down',
        text: 'down is firing',
        upstream: 'am',
        since: '2026-01-01T12:03:00Z',
        fingerprint: '1',
        state: 'active',
        alertLamp: 'critical',
        via: { source: 'label', key: 'service', service: 'shop' },
        labels: {},
        annotations: {},
        suppressedBy: [],
      },
    ],
    metrics: [],
    counts: {},
  }
  expect(sayState(status, nowMs)).toBe('critical just now')
})
