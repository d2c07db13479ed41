import { expect, test } from 'vitest'
import { SharedWork } from './shared-work.ts'

/** Saves that end when the test says so. */
function heldSaves() {
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = []
  const save = (): Promise<void> =>
    new Promise((resolve, reject) => {
      ends.push({ resolve, reject })
    })
  return { ends, saves: new SharedWork(save, () => 0) }
}

test('those who come while a save runs share the next one, and are not told by the one that ran before', async () => {
  const { ends, saves } = heldSaves()
  const first = saves.done()
  await expect.poll(() => ends.length).toBe(1)
  let settled = 0
  const others = Array.from({ length: 100 }, async () => {
    await saves.done()
    settled += 1
  })
  ends[0]?.resolve()
  await first
  await expect.poll(() => ends.length).toBe(2)
  expect(settled).toBe(0)
  ends[1]?.resolve()
  await Promise.all(others)
  expect({ settled, saves: ends.length }).toEqual({ settled: 100, saves: 2 })
})

test('a save that fails is told to those who waited for it, and the next one is tried all the same', async () => {
  const { ends, saves } = heldSaves()
  const first = saves.done()
  const refused = first.then(
    () => 'saved',
    (error: unknown) => String(error),
  )
  await expect.poll(() => ends.length).toBe(1)
  const second = saves.done()
  ends[0]?.reject(new Error('disk full'))
  expect(await refused).toBe('Error: disk full')
  await expect.poll(() => ends.length).toBe(2)
  ends[1]?.resolve()
  await expect(second).resolves.toBeUndefined()
})
