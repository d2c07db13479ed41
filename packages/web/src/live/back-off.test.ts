import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseDelayMs } from './back-off.ts'

const delayOf = (failures: number, isHidden: boolean, random: number) => chooseDelayMs({ failures, isHidden, random })

test('the first try comes within a second, a page in sight never waits longer than half a minute', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      expect(delayOf(0, false, random)).toBeLessThanOrEqual(1_000)
      expect(delayOf(failures, false, random)).toBeLessThanOrEqual(30_000)
      expect(delayOf(failures, false, random)).toBeGreaterThanOrEqual(100)
    }),
  )
})

test('a hidden page waits up to five minutes', () => {
  expect(delayOf(50, true, 1)).toBe(300_000)
})

test('what the server asks for is done', () => {
  expect(chooseDelayMs({ failures: 3, isHidden: false, random: 0.5, serverAsksMs: 12_345 })).toBe(12_345)
})
