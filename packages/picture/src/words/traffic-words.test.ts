import { expect, test } from 'vitest'
import { formatBytes, formatDuration, formatRate, formatShare } from './traffic-words.ts'

test.each([
  [0, '0/s'],
  [0.0005, '1.8/h'],
  [0.05, '3/min'],
  [0.25, '0.25/s'],
  [12.4, '12/s'],
  [120, '120/s'],
  [1_450, '1.5k/s'],
  [2_600_000, '2.6M/s'],
])('%d a second is %s', (perSecond, text) => {
  expect(formatRate(perSecond)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [0.000_45, '450 µs'],
  [0.035, '35 ms'],
  [0.9996, '1 s'],
  [1.24, '1.2 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test.each([
  [0, '0 %'],
  [0.0004, '<0.1 %'],
  [0.021, '2.1 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, text) => {
  expect(formatShare(share)).toBe(text)
})

test.each([
  [0, '0 B/s'],
  [999, '999 B/s'],
  [1_300_000, '1.3 MB/s'],
])('%d bytes a second are %s', (perSecond, text) => {
  expect(formatBytes(perSecond)).toBe(text)
})
