import { expect, test } from 'vitest'
import { createRangeCache } from './range-cache.ts'

function cacheWithClock() {
  const clock = { monoMs: 0 }
  const cache = createRangeCache<number>(() => ({ monoMs: clock.monoMs, wallMs: 0 }))
  let asked = 0
  return { clock, cache, ask: () => Promise.resolve((asked += 1)) }
}

test('an answer is shared for 15 s, and asked for anew after that', async () => {
  const { clock, cache, ask } = cacheWithClock()
  expect(await cache('a', ask)).toBe(1)
  clock.monoMs = 14_999
  expect(await cache('a', ask)).toBe(1)
  clock.monoMs = 15_000
  expect(await cache('a', ask)).toBe(2)
})

test('a failure is shared too, so that a dead upstream is not asked by every viewer', async () => {
  const { cache, ask } = cacheWithClock()
  const fail = () => Promise.reject(new Error('dead'))
  await expect(cache('a', fail)).rejects.toThrow('dead')
  await expect(cache('a', ask)).rejects.toThrow('dead')
})

test('however many questions there are, only the latest 64 are remembered', async () => {
  const { cache, ask } = cacheWithClock()
  for (let index = 0; index <= 64; index += 1) await cache(`q${index}`, ask)
  expect(await cache('q1', ask)).toBe(2)
  expect(await cache('q0', ask)).toBe(66)
})
