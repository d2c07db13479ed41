import { expect, test } from 'vitest'
import { sayDay, saySaving } from './say-saving.ts'

const kept = { kind: 'kept' } as const
const lost = { kind: 'not-kept', reason: 'the browser has no room left.' } as const

test('the bar says where the work is, in few words', () => {
  const at = new Date(2026, 10, 22, 14, 2).toISOString()
  expect(saySaving({ kind: 'saved', at, revision: 3 }, kept, 0).words).toBe('Saved 14:02')
  expect(saySaving({ kind: 'saving' }, kept, 0).words).toBe('Saving …')
  expect(saySaving({ kind: 'conflict' }, kept, 2).words).toBe('2 conflicts')
  expect(saySaving({ kind: 'refused', cause: 'invalid', reason: 'It is too odd.' }, kept, 0).words).toBe(
    'Not saved: It is too odd.',
  )
})

test('it never says that work is kept where it is not', () => {
  const away = { kind: 'offline', since: '2026-11-22T14:02:00Z', reason: 'The server cannot be reached.' } as const
  expect(saySaving({ ...away, needsSignIn: false }, kept, 0).words).toBe('Offline, kept here')
  const { words, meaning, mark } = saySaving({ ...away, needsSignIn: true }, lost, 0)
  expect(words).toBe('Signed out, not kept on this device')
  expect(meaning).toContain('the browser has no room left')
  expect(mark).toBe('bad')
})

test('work of another day is said with its day', () => {
  const now = new Date(2026, 10, 22, 14, 2)
  expect(sayDay(now.toISOString(), now)).toBe('')
  expect(sayDay(new Date(2026, 10, 20, 9).toISOString(), now)).toContain('20')
})
