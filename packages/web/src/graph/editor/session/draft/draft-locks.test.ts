import { expect, test } from 'vitest'
import { openAskedLocks, openWebLocks } from './draft-locks.ts'

const ways = [
  ['the browser’s own locks', () => openWebLocks(globalThis.navigator.locks)],
  ['tabs that ask each other', openAskedLocks],
] as const

test.each(ways)('with %s, a draft belongs to one tab until it is given back', async (name, openTab) => {
  const [first, second] = [openTab(), openTab()]
  const release = await first.take(name, 0)
  expect(release).toBeDefined()
  expect(await second.isHeld(name)).toBe(true)
  expect(await second.take(name, 0)).toBeUndefined()
  expect(await second.take(name, 50)).toBeUndefined()
  release?.()
  const own = await second.take(name, 1_000)
  expect(own).toBeDefined()
  expect(await first.isHeld(name)).toBe(true)
  own?.()
  await expect.poll(() => first.isHeld(name)).toBe(false)
})
