import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { chooseOldSteps } from './choose-old-steps.ts'
import type { Step } from './choose-old-steps.ts'

const nowMs = Date.UTC(2026, 10, 22, 12)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

function keptOf(steps: readonly Step[], atMs: number): readonly Step[] {
  const old = chooseOldSteps(steps, atMs)
  return steps.filter(({ revision }) => !old.has(revision))
}

test.each([
  ['the last ten minutes stay as they are', 0, 10 * minuteMs, 100],
  ['of an hour one a minute stays', 10 * minuteMs, 60 * minuteMs, 50],
  ['of a day one in ten minutes stays', 60 * minuteMs, dayMs, 138],
  ['of a month one an hour stays', dayMs, 2 * dayMs, 24],
  ['of a year one a day stays', 100.5 * dayMs, 110.5 * dayMs, 10],
])('%s', (_, fromMs, toMs, count) => {
  const everyMs = 6_000
  const ages = Array.from({ length: (toMs - fromMs) / everyMs }, (_age, n) => fromMs + n * everyMs + 1)
  const steps = ages.toReversed().map((ageMs, index) => ({ revision: index + 1, atMs: nowMs - ageMs, by: 'ada' }))
  expect(keptOf(steps, nowMs)).toHaveLength(count)
})

test('the last step of a span stays, and of each person one', () => {
  const atMs = nowMs - 3 * dayMs
  const steps = ['ada', 'bo', 'ada', 'bo', null].map((by, index) => ({ revision: index + 1, atMs: atMs + index, by }))
  expect(keptOf(steps, nowMs).map(({ revision }) => revision)).toEqual([3, 4, 5])
})

const anySteps = array(
  record({ ageMs: integer({ min: 0, max: 60 * dayMs }), by: constantFrom('ada', 'bo', null) }),
).map((list) =>
  list
    .toSorted((a, b) => b.ageMs - a.ageMs)
    .map(({ ageMs, by }, index): Step => ({ revision: index + 1, atMs: nowMs - ageMs, by })),
)

test('thinning again changes nothing, and thinning often keeps as much as thinning once', () => {
  assert(
    property(anySteps, integer({ min: 0, max: 40 * dayMs }), (steps, laterMs) => {
      const once = keptOf(steps, nowMs)
      expect(keptOf(once, nowMs)).toEqual(once)
      expect(keptOf(once, nowMs + laterMs)).toEqual(keptOf(steps, nowMs + laterMs))
    }),
  )
})
