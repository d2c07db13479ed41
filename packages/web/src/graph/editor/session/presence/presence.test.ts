import { expect, test } from 'vitest'
import { startTime } from '../testing/fake-time.ts'
import { startMemoryServer } from '../testing/memory-server.ts'
import { shop } from '../testing/world.ts'
import { sayOthers } from './say-others.ts'
import { openPresence } from './presence.ts'

function openPlace() {
  const time = startTime()
  const server = startMemoryServer(shop())
  const enter = (id: string, name: string) => {
    const way = { state: 'works' as 'works' | 'cut' }
    const presence = openPresence({
      graph: 'shop',
      id,
      name: () => name,
      server: server.reach(way),
      after: time.after,
      onChange: () => undefined,
    })
    presence.announce()
    return { presence, way }
  }
  return { time, enter }
}

test('whoever edits sees who else does, in the order in which they came, until they leave', async () => {
  const { time, enter } = openPlace()
  const ana = enter('a', 'Ana')
  await time.pass(1_000)
  const ben = enter('b', 'Ben')
  await time.pass(16_000)
  expect(ana.presence.others()).toEqual([{ id: 'b', name: 'Ben' }])
  expect(ben.presence.others()).toEqual([{ id: 'a', name: 'Ana' }])
  ana.presence.leave()
  await time.pass(16_000)
  expect(ben.presence.others()).toEqual([])
})

test('a server that is away hinders nothing, and hears of everybody when it is back', async () => {
  const { time, enter } = openPlace()
  const ana = enter('a', 'Ana')
  const ben = enter('b', 'Ben')
  ben.way.state = 'cut'
  await time.pass(60_000)
  ben.way.state = 'works'
  await time.pass(30_000)
  expect(ana.presence.others()).toEqual([{ id: 'b', name: 'Ben' }])
})

test('the others are named in a sentence', () => {
  const named = (...names: readonly string[]) => sayOthers(names.map((name) => ({ id: name, name })))
  expect(named()).toBeUndefined()
  expect(named('Ana')).toBe('Ana edits this too')
  expect(named('Ana', 'Ben')).toBe('Ana and Ben edit this too')
  expect(named('Ana', 'Ben', 'Cem')).toBe('Ana and 2 others edit this too')
})
