import { expect, test } from 'vitest'
import type { LiveView } from '../../live/live-graph.ts'
import { judgeAge } from './judge-age.ts'

const nowMs = Date.parse('2026-11-22T12:01:30Z')
const upstream = (kind: 'alertmanager' | 'prometheus' | 'versions', ok: boolean, lastGoodAt?: string) => ({
  kind,
  ok,
  warnings: [],
  ...(lastGoodAt === undefined ? {} : { lastGoodAt }),
})

function viewOf(upstreams: LiveView['upstreams'], changes: Partial<LiveView> = {}): LiveView {
  return {
    link: { kind: 'open' },
    freshness: { kind: 'fresh' },
    summary: { critical: 0, warning: 0, muted: 0, unknown: 0, ok: 1, stale: 0 },
    upstreams,
    revision: 1,
    isDeleted: false,
    editors: [],
    ...changes,
  }
}

test('data that every upstream confirms is as old as it is', () => {
  const view = viewOf({ am: upstream('alertmanager', true), prom: upstream('prometheus', true) })
  expect(judgeAge(2, view, 5, nowMs)).toEqual({ level: 'fresh', text: '2 s', words: 'confirmed 2 s ago' })
  expect(judgeAge(11, view, 5, nowMs)).toMatchObject({ level: 'late', words: 'data is late' })
  expect(judgeAge(21, view, 5, nowMs)).toMatchObject({ level: 'old' })
})

test('fresh alerts do not hide a Prometheus that is silent, and the age is that of its last answer', () => {
  const view = viewOf({
    am: upstream('alertmanager', true),
    prom: upstream('prometheus', false, '2026-11-22T12:00:00Z'),
  })
  expect(judgeAge(0, view, 5, nowMs)).toEqual({ level: 'late', text: '1 min', words: 'prom is silent' })
  const never = viewOf({ am: upstream('alertmanager', true), prom: upstream('prometheus', false) })
  expect(judgeAge(0, never, 5, nowMs)).toMatchObject({ level: 'late', text: 'no answer' })
})

test('a list of versions that does not come makes no picture old', () => {
  const view = viewOf({ am: upstream('alertmanager', true), versions: upstream('versions', false) })
  expect(judgeAge(0, view, 5, nowMs)).toMatchObject({ level: 'fresh' })
})
