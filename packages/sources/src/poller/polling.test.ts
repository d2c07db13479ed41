import type { Handover } from '@statusgraph/model'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { UpstreamError } from '../client/failure.ts'
import { startPolling, type Finding, type PollingOptions } from './polling.ts'

const facet = { kind: 'versions' } as const
const good: Finding = { kind: 'versions', facet, versions: [], warnings: [] }
const refused = () => Promise.reject(new UpstreamError('refused', 'The connection was refused.'))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Polls an upstream whose behaviour can be changed; the clock is turned by hand. */
function poll(options: Partial<PollingOptions> = {}, answer: () => Promise<Finding> = () => Promise.resolve(good)) {
  const startedMs = Date.now()
  const upstream = { answer }
  const askedAtMs: number[] = []
  const handovers: Handover[] = []
  const polling = startPolling({
    upstream: 'u',
    facet,
    intervalMs: 10_000,
    ask: () => {
      askedAtMs.push(Date.now() - startedMs)
      return upstream.answer()
    },
    now: () => ({ monoMs: Date.now() - startedMs, wallMs: Date.now() }),
    random: () => 0.5,
    onHandover: (handover) => handovers.push(handover),
    ...options,
  })
  onTestFinished(() => polling.stop())
  return { polling, upstream, askedAtMs, handovers }
}

const answerAfter = (ms: number) => () => new Promise<Finding>((resolve) => setTimeout(() => resolve(good), ms))

test('the first poll is at once, and the others follow at the interval', async () => {
  const { askedAtMs } = poll()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(askedAtMs).toEqual([0, 10_000, 20_000, 30_000])
})

test('intervals vary by a tenth either way', async () => {
  const early = poll({ random: () => 0 })
  const late = poll({ random: () => 0.999999 })
  await vi.advanceTimersByTimeAsync(11_000)
  expect(early.askedAtMs).toEqual([0, 9_000])
  expect(late.askedAtMs[1]).toBeCloseTo(11_000, -1)
})

test('a slow upstream is asked less often, and the hand-over says how often', async () => {
  const { upstream, askedAtMs, handovers } = poll({}, answerAfter(5_000))
  await vi.advanceTimersByTimeAsync(19_000)
  upstream.answer = () => Promise.resolve(good)
  await vi.advanceTimersByTimeAsync(21_000)
  expect(askedAtMs).toEqual([0, 20_000, 30_000, 40_000])
  expect(handovers.map(({ intervalMs }) => intervalMs)).toEqual([20_000, 10_000, 10_000, 10_000])
})

test('what was found is stamped with the moment of asking, because it is at least as new as that', async () => {
  const { upstream, handovers } = poll()
  await vi.advanceTimersByTimeAsync(9_000)
  upstream.answer = answerAfter(4_000)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(handovers.map(({ at }) => at.monoMs)).toEqual([0, 10_000])
})

test('failures in a row make the tries rarer, but never rarer than four intervals', async () => {
  const { askedAtMs, handovers } = poll({}, refused)
  await vi.advanceTimersByTimeAsync(150_000)
  expect(askedAtMs).toEqual([0, 10_000, 30_000, 70_000, 110_000, 150_000])
  expect(handovers).toHaveLength(6)
  expect(handovers.at(-1)).toMatchObject({ kind: 'failed', failure: { code: 'refused' } })
})

test('an interval longer than a minute is not shortened by failures', async () => {
  const { askedAtMs } = poll({ intervalMs: 90_000 }, refused)
  await vi.advanceTimersByTimeAsync(270_000)
  expect(askedAtMs).toEqual([0, 90_000, 180_000, 270_000])
})

test('an upstream that is back is polled at its interval again, and its sisters hear of it', async () => {
  const onRecovery = vi.fn<() => void>()
  const { upstream, askedAtMs } = poll({ onRecovery }, refused)
  await vi.advanceTimersByTimeAsync(70_000)
  upstream.answer = () => Promise.resolve(good)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs.slice(-3)).toEqual([110_000, 120_000, 130_000])
  expect(onRecovery).toHaveBeenCalledTimes(1)
})

test('nobody asks before the time that Retry-After names, not even when nudged', async () => {
  const { polling, askedAtMs } = poll({}, () =>
    Promise.reject(new UpstreamError('too-many-requests', 'Slow down.', { retryAfterMs: 45_000 })),
  )
  await vi.advanceTimersByTimeAsync(1_000)
  polling.nudge()
  await vi.advanceTimersByTimeAsync(43_000)
  expect(askedAtMs).toEqual([0])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(askedAtMs).toEqual([0, 45_000])
})

test('a nudge polls at once, and the interval starts anew from there', async () => {
  const { polling, askedAtMs } = poll()
  await vi.advanceTimersByTimeAsync(4_000)
  polling.nudge()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(askedAtMs).toEqual([0, 4_000, 14_000])
})

test('a nudge polls at once also while the upstream is failing', async () => {
  const { polling, upstream, askedAtMs } = poll({}, refused)
  await vi.advanceTimersByTimeAsync(75_000)
  upstream.answer = () => Promise.resolve(good)
  polling.nudge()
  await vi.advanceTimersByTimeAsync(0)
  expect(askedAtMs.at(-1)).toBe(75_000)
})

test('nudges that come together make one poll', async () => {
  const { polling, askedAtMs } = poll()
  await vi.advanceTimersByTimeAsync(4_000)
  for (let i = 0; i < 100; i += 1) polling.nudge()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(askedAtMs).toEqual([0, 4_000])
})

test('nudges during a poll make exactly one more after it', async () => {
  const { polling, upstream, askedAtMs } = poll()
  await vi.advanceTimersByTimeAsync(4_000)
  upstream.answer = answerAfter(500)
  polling.nudge()
  await vi.advanceTimersByTimeAsync(200)
  for (let i = 0; i < 100; i += 1) polling.nudge()
  await vi.advanceTimersByTimeAsync(5_000)
  // The upstream gets as long a rest as its answer took.
  expect(askedAtMs).toEqual([0, 4_000, 5_000])
})

test('a nudge in the very moment of a hand-over is not lost', async () => {
  const { polling, askedAtMs } = poll({
    onHandover: () => {
      if (askedAtMs.length === 1) polling.nudge()
      if (askedAtMs.length === 2) queueMicrotask(() => polling.nudge())
    },
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(askedAtMs).toHaveLength(3)
})

test('however often somebody nudges, the upstream is kept busy half of the time at most', async () => {
  const { polling, upstream, askedAtMs } = poll()
  upstream.answer = answerAfter(500)
  for (let ms = 0; ms < 10_000; ms += 10) {
    polling.nudge()
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(askedAtMs.length).toBeGreaterThan(8)
  expect(askedAtMs.length).toBeLessThanOrEqual(11)
})

test('a second look follows a nudged poll once, where it is wanted', async () => {
  const { polling, askedAtMs } = poll({ secondLookMs: 150 })
  await vi.advanceTimersByTimeAsync(4_000)
  polling.nudge()
  await vi.advanceTimersByTimeAsync(10_150)
  expect(askedAtMs).toEqual([0, 4_000, 4_150, 14_150])
})

test('a mistake of ours while reading an answer is a failed hand-over, and polling goes on', async () => {
  const { upstream, handovers } = poll({}, () => Promise.reject(new TypeError('canary of undefined')))
  await vi.advanceTimersByTimeAsync(5_000)
  upstream.answer = () => Promise.resolve(good)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(handovers).toMatchObject([{ kind: 'failed', failure: { code: 'failed' } }, { kind: 'versions' }])
  expect(JSON.stringify(handovers)).not.toContain('canary')
})

test('stopping gives the running poll up, hands nothing over any more and leaves no timer behind', async () => {
  const { polling, handovers } = poll({
    ask: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new UpstreamError('stopped', 'Given up.')))
      }),
  })
  await polling.stop()
  polling.nudge()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(handovers).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('how the polling stands is told: interval, time of the last answer, next try', async () => {
  const { polling, upstream } = poll()
  upstream.answer = answerAfter(2_000)
  await vi.advanceTimersByTimeAsync(12_500)
  expect(polling.state()).toMatchObject({ facet, intervalMs: 10_000, tookMs: 2_000, nextTryAt: { monoMs: 20_000 } })
})
