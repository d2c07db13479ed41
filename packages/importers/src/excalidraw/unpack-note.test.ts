import { expect, test } from 'vitest'
import { unpackNote } from './unpack-note.ts'

test.each([
  ['Q===', ''],
  ['IZA=', 'a'],
  ['IY18ZJA=', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
])('%j is %j', (packed, text) => {
  expect(unpackNote(packed, 100)).toEqual({ ok: true, text })
})

test.each([
  ['nothing', ''],
  ['an end that is missing', 'IY18'],
  ['digits that are none', '!!!!'],
  ['a code that nothing stands for', '////////'],
])('%s is damaged', (_, packed) => {
  expect(unpackNote(packed, 100)).toEqual({ ok: false, reason: 'damaged' })
})

test('what becomes larger than it may is stopped', () => {
  expect(unpackNote('IY18ZJA=', 10)).toEqual({ ok: false, reason: 'too much' })
})
