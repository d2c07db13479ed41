import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openClient, plainOptions, question, serve } from '../testing/open-client.ts'
import { createClockSkew } from './clock-skew.ts'

/** Asks a server whose clock is ahead by so much, and that takes so long. */
function askAt(skew: ReturnType<typeof createClockSkew>, wallMs: number, aheadMs: number, tookMs = 20): void {
  const answersAtMs = wallMs + aheadMs + tookMs / 2
  const saidWallMs = Math.floor(answersAtMs / 1_000) * 1_000
  skew.measure({ wallMs, monoMs: wallMs }, saidWallMs, { wallMs: wallMs + tookMs, monoMs: wallMs + tookMs })
}

test('the clock of an upstream is told by the Date header of its answers', async () => {
  const date = () => new Date(Date.now() + 250_000).toUTCString()
  const server = await serve(() => ({ body: [], headers: { date: date() } }))
  const client = openClient(server.url)
  expect(client.clockAheadMs()).toBeUndefined()
  await client.ask(question)
  expect(client.clockAheadMs()).toBeGreaterThan(245_000)
  expect(client.clockAheadMs()).toBeLessThanOrEqual(250_000)
})

test('an answer that a cache kept does not tell what the time is', async () => {
  const server = await serve(() => ({ body: [], headers: { date: new Date(0).toUTCString(), age: '3600' } }))
  const client = openClient(server.url, plainOptions)
  expect(await client.ask(question)).toMatchObject({ upstreamWallMs: undefined })
  expect(client.clockAheadMs()).toBeUndefined()
})

test('however long an answer takes, it never shows a difference that is not there, and misses by no more than that time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -90_000_000, max: 90_000_000 }),
      fc.integer({ min: 0, max: 15_000 }),
      fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      (aheadMs, tookMs, wallMs) => {
        const skew = createClockSkew()
        askAt(skew, wallMs, aheadMs, tookMs)
        const found = skew.aheadMs() ?? NaN
        expect(Math.abs(found)).toBeLessThanOrEqual(Math.abs(aheadMs))
        expect(Math.abs(found - aheadMs)).toBeLessThanOrEqual(1_000 + tookMs)
      },
    ),
  )
})

test('it stands still while answers do not contradict it, and follows a clock that was set', () => {
  const skew = createClockSkew()
  const told = new Set<number | undefined>()
  for (let round = 0; round < 200; round += 1) {
    // Answers of changing speed, at every part of a second, from a clock that drifts by half a second.
    askAt(skew, 1_700_000_000_000 + round * 10_137, 61_000 + round * 2.5, (round * 37) % 900)
    told.add(skew.aheadMs())
  }
  expect(told.size).toBe(1)
  askAt(skew, 1_700_003_000_000, 0)
  expect(skew.aheadMs()).toBe(0)
})

test('our own clock that is set during a request is not taken for a difference', () => {
  const skew = createClockSkew()
  skew.measure({ wallMs: 1_700_000_000_000, monoMs: 0 }, 1_700_000_000_000, { wallMs: 1_700_003_600_000, monoMs: 20 })
  expect(skew.aheadMs()).toBe(0)
})
