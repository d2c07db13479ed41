import { expect, test } from 'vitest'
import { isTooOld } from './use-outdated.ts'

const answeredAtMs = Date.UTC(2026, 0, 1)

test.each([
  ['a list that was answered a moment ago is believed', 1_000, false],
  ['a list on a slow line, asked again and not answered yet, is believed', 19_000, false],
  ['a list that nobody answered for 21 s is not believed', 21_000, true],
  ['a list on a page that slept for an hour is not believed', 3_600_000, true],
])('%s', (_name, agoMs, isOld) => {
  expect(isTooOld(answeredAtMs, answeredAtMs + agoMs)).toBe(isOld)
})

test('a list that was never answered is not old: there is nothing in it to believe', () => {
  expect(isTooOld(0, answeredAtMs)).toBe(false)
})
