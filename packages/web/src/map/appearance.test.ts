import { compareLamps, lamps } from '@statusgraph/model'
import type { NodeStatus, Overlay } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { compareCodes, decodeAppearance, encodeAppearance, isNotable, markOf } from './appearance.ts'
import { marks } from './lamp/marks.ts'
import { describeNode } from './near/describe-node.ts'
import { sayState } from './near/say-state.ts'
import { traceSpark } from './near/Sparkline.tsx'

const calm: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: {} }
const stale: Overlay = { kind: 'stale', since: '2026-11-22T12:00:00.000Z', reason: 'no answer' }
const node = { id: 'checkout', name: 'checkout.svc', kind: 'service' } as const

test.each(lamps)('a %s lamp survives the way to the worker, with its overlays', (lamp) => {
  const status: NodeStatus = {
    ...calm,
    lamp,
    overlays: [stale, { kind: 'impacted', lamp: 'critical', by: ['x'], reason: '' }],
  }
  expect(decodeAppearance(encodeAppearance(status))).toEqual({
    lamp,
    isStale: true,
    isPending: false,
    isPartial: false,
    impacted: 'critical',
  })
})

test('the worker orders lamps as the model does', () => {
  const codes = lamps.map((lamp) => encodeAppearance({ ...calm, lamp }))
  expect(codes.toSorted(compareCodes)).toEqual(
    lamps.toSorted(compareLamps).map((lamp) => encodeAppearance({ ...calm, lamp })),
  )
})

test('a node that nobody said anything about is unknown, never ok', () => {
  expect(decodeAppearance(encodeAppearance(undefined)).lamp).toBe('unknown')
  expect(describeNode(node, undefined)).toBe('checkout.svc, unknown')
})

test('a stale ok shows a clock and none of the green', () => {
  const appearance = decodeAppearance(encodeAppearance({ ...calm, overlays: [stale] }))
  expect(markOf(appearance)).toBe('stale')
  expect(isNotable(appearance)).toBe(true)
})

test('a stale critical keeps its own mark', () => {
  expect(markOf(decodeAppearance(encodeAppearance({ ...calm, lamp: 'critical', overlays: [stale] })))).toBe('critical')
})

test('no two marks have the same shape', () => {
  const shapes = Object.values(marks).map((strokes) => strokes.map((stroke) => stroke.d).join())
  expect(new Set(shapes).size).toBe(shapes.length)
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

test('on the card only what is wrong is a word', () => {
  const now = Date.parse('2026-11-22T12:06:00.000Z')
  expect(sayState(calm, now)).toBe('')
  expect(sayState(undefined, now)).toBe('unknown')
  expect(sayState({ ...calm, overlays: [stale] }, now)).toBe('stale 6 min')
  expect(sayState({ ...calm, lamp: 'critical', overlays: [stale] }, now)).toBe('critical, stale 6 min')
})

test('a sparkline has a gap where there was no data, and nothing for a single point', () => {
  const { line } = traceSpark(
    [
      [0, 1],
      [10, 2],
      [20, null],
      [30, 3],
      [40, 1],
    ],
    60,
    20,
  )
  expect(line.match(/M/g)).toHaveLength(2)
  expect(traceSpark([[0, 1]], 60, 20).line).toBe('')
})
