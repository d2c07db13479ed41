import { expect, test } from 'vitest'
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
