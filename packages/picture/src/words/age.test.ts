import { expect, test } from 'vitest'
import { formatAgo, formatClock, formatLasting, formatMoment, secondsLeft } from './age.ts'

const nowMs = Date.parse('2026-01-01T12:00:00Z')
const isoIn = (seconds: number): string => new Date(nowMs + seconds * 1000).toISOString()

test.each([
  [-250, '4 min', '4 min ago'],
  [0, '0 s', '0 s ago'],
  [1, 'just now', 'just now'],
  [180, 'just now', 'just now'],
])('what began %d s from now has lasted %s and began %s', (seconds, lasting, ago) => {
  expect(formatLasting(nowMs + seconds * 1000, nowMs)).toBe(lasting)
  expect(formatAgo(nowMs + seconds * 1000, nowMs)).toBe(ago)
})

test.each([
  [-60, 180, 180],
  [-300, -60, 0],
  // By a clock that is five minutes ahead, a wait of four minutes has not begun: four are left, and not nine.
  [300, 540, 240],
])('of a wait from %d s until %d s from now, %d s are left', (since, until, left) => {
  expect(secondsLeft({ since: isoIn(since), until: isoIn(until) }, nowMs)).toBe(left)
})

test('a moment of another day is told with its day', () => {
  expect(formatMoment(isoIn(-60), nowMs)).toBe(formatClock(isoIn(-60)))
  const longAgo = formatMoment(isoIn(-34 * 86_400), nowMs)
  expect(longAgo).toContain(formatClock(isoIn(-34 * 86_400)))
  expect(longAgo).toMatch(/Nov/)
})
