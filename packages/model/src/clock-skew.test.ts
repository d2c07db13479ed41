import { expect, test } from 'vitest'
import { sayClockSkew } from './clock-skew.ts'

test.each([
  [0, undefined],
  [60, undefined],
  [-60, undefined],
  [61, '1 min 1 s ahead of ours'],
  [250, '4 min 10 s ahead of ours'],
  [-300, '5 min behind ours'],
  [3_600, '1 h ahead of ours'],
  [-3_725, '1 h 2 min behind ours'],
  [90_061, '1 d 1 h ahead of ours'],
])('a clock that is %d s ahead is told as %j', (seconds, words) => {
  expect(sayClockSkew(seconds)).toBe(words)
})
