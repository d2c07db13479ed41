import { expect, test } from 'vitest'
import { createUnpackingRoom } from './unpacking-room.ts'

test('large bodies are unpacked one after the other, and who comes meanwhile is told when to come again', async () => {
  const room = createUnpackingRoom(100)
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const working = [room.holding(60, () => first.promise), room.holding(40, () => second.promise)]
  await expect(room.holding(1, async () => 'late')).rejects.toMatchObject({
    code: 'topology/too-fast',
    headers: { 'retry-after': '1' },
  })
  first.resolve('first')
  expect(await working[0]).toBe('first')
  expect(await room.holding(60, async () => 'now')).toBe('now')
  second.reject(new Error('not gzip'))
  await expect(working[1]).rejects.toThrow('not gzip')
  expect(await room.holding(500, async () => 'alone')).toBe('alone')
})
