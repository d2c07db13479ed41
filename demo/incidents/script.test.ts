import { expect, test } from 'vitest'
import { openShop } from '../shop/shop.ts'
import { incidents } from './incidents.ts'
import { playScript, roundSeconds, script } from './script.ts'

test('the script starts and stops every incident once, within a round that begins and ends calmly', () => {
  for (const { name } of incidents) {
    const actions = script.filter((cue) => cue.incident === name).map((cue) => cue.action)
    expect(actions, name).toEqual(['start', 'stop'])
  }
  expect(script).toHaveLength(incidents.length * 2)
  expect(script[0]?.atSeconds).toBeGreaterThanOrEqual(40)
  expect(script.at(-1)?.atSeconds).toBeLessThan(roundSeconds)
})

test('the script repeats until it is ended', async () => {
  const ending = new AbortController()
  const played: string[] = []
  await playScript(
    async (incident, action) => {
      played.push(`${action} ${incident}`)
      if (played.length > script.length + 1) ending.abort()
    },
    100_000,
    ending.signal,
  )
  expect(played.slice(script.length, script.length + 2)).toEqual(played.slice(0, 2))
})

test('when the edge fails, what flows to it is clearly past every bound, so that no line blinks between two colours', async () => {
  const criticalOverPercent = 20
  const openedAtMs = Date.UTC(2026, 10, 22, 12)
  const shop = openShop(openedAtMs)
  const silences = { silence: async () => {}, expire: async () => {} }
  await incidents.find(({ name }) => name === 'edge-errors')?.start({ shop, silences })
  for (const second of [30, 60, 90, 300, 600]) {
    shop.advance(openedAtMs + second * 1_000)
    const toEdge = shop.traffic().filter(({ server }) => server === 'edge.svc')
    expect(toEdge).toHaveLength(3)
    for (const { client, counters } of toEdge) {
      const percent = (100 * counters.failed) / (counters.failed + counters.served)
      expect(percent, client).toBeGreaterThan(criticalOverPercent + 5)
    }
  }
})
