import { expect, test } from 'vitest'
import { findShortcut, isSingleKey, shortcuts } from './shortcuts.ts'
import type { PressedKey } from './shortcuts.ts'

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

test.each([
  [press('k', { ctrlKey: true }), 'palette'],
  [press('k', { metaKey: true }), 'palette'],
  [press('/'), 'search'],
  [press('/', { shiftKey: true }), 'search'],
  [press('?', { shiftKey: true }), 'help'],
  [press('n'), 'next-problem'],
  [press('!', { shiftKey: true, code: 'Digit1' }), 'fit'],
  [press('Escape'), 'close'],
  [press('s', { ctrlKey: true }), 'save'],
  [press('n', { ctrlKey: true }), undefined],
  [press('n', { altKey: true }), undefined],
  [press('N', { shiftKey: true }), undefined],
  [press('F5'), undefined],
])('%o means %s', (pressed, id) => {
  expect(findShortcut(pressed)).toBe(id)
})

test('no combination means two things', () => {
  const all = shortcuts.flatMap(({ keys }) => [...keys])
  expect(new Set(all).size).toBe(all.length)
})

test('only plain characters can be switched off', () => {
  expect(isSingleKey(press('n'))).toBe(true)
  expect(isSingleKey(press('k', { ctrlKey: true }))).toBe(false)
  expect(isSingleKey(press('Escape'))).toBe(false)
})
