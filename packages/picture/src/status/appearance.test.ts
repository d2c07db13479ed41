import { compareLamps, lamps } from '@statusgraph/model'
import type { NodeStatus, Overlay } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { traceSpark } from '../svg/spark.ts'
import { sayState } from '../words/say-state.ts'
import { compareCodes, decodeAppearance, encodeAppearance, isNotable, markOf } from './appearance.ts'
import { marks } from './marks.ts'

const calm: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: {} }
const stale: Overlay = { kind: 'stale', since: '2026-11-22T12:00:00.000Z', reason: 'no answer' }

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
