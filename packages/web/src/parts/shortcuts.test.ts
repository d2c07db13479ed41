import { expect, test } from 'vitest'
import { belongsToFocus, findEntry, findShortcut, isSingleKey, shortcuts, writeKeys } from './shortcuts.ts'
import type { FocusPlace, PressedKey, ShortcutId } from './shortcuts.ts'

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})
const ctrl = { ctrlKey: true }
const shift = { shiftKey: true }
const alt = { altKey: true }

test.each<readonly [PressedKey, ShortcutId | undefined]>([
  [press('k', ctrl), 'palette'],
  [press('k', { metaKey: true }), 'palette'],
  [press('/'), 'search'],
  [press('/', shift), 'search'],
  [press('?', shift), 'help'],
  [press('n'), 'next-problem'],
  [press('!', { ...shift, code: 'Digit1' }), 'fit'],
  [press('Escape'), 'close'],
  [press('s', ctrl), 'save'],
  [press('n', ctrl), undefined],
  [press('n', alt), undefined],
  [press('N', shift), undefined],
  [press('F5'), undefined],
  [press('z', ctrl), 'undo'],
  [press('Z', { ...ctrl, ...shift }), 'redo'],
  [press('y', ctrl), 'redo'],
  [press('z', { metaKey: true }), 'undo'],
  [press('y'), 'layout'],
  [press('a', ctrl), 'select-all'],
  [press('a'), 'add-group'],
  [press('A', { ...ctrl, ...shift }), undefined],
  [press('c', ctrl), 'copy'],
  [press('C', { ...ctrl, ...shift }), undefined],
  [press('c'), 'copy-link'],
  [press('d', ctrl), 'duplicate'],
  [press('d'), 'add-diamond'],
  [press('g', ctrl), 'group'],
  [press('G', { ...ctrl, ...shift }), 'ungroup'],
  [press('g'), 'palette'],
  [press('F2'), 'rename'],
  [press('Enter'), 'rename'],
  [press('Enter', shift), 'select-too'],
  [press('Enter', ctrl), undefined],
  [press('Delete'), 'delete'],
  [press('Backspace'), 'delete'],
  [press('Delete', shift), undefined],
  [press('ArrowLeft'), 'nudge'],
  [press('ArrowLeft', shift), 'push'],
  [press('ArrowLeft', alt), 'go-beside'],
  [press('ArrowLeft', ctrl), undefined],
  [press('ArrowLeft', { ...alt, ...shift }), undefined],
  [press(' '), 'hold-hand'],
  [press('F10', shift), 'menu'],
  [press('ContextMenu'), 'menu'],
  [press('F10'), undefined],
])('%o means %s', (pressed, id) => {
  expect(findShortcut(pressed)).toBe(id)
})

/** The same wishes on keyboards where letters, digits and signs lie elsewhere; AltGr reports Ctrl and Alt on Windows. */
test.each<readonly [string, PressedKey, ShortcutId | undefined]>([
  ['German: undo lies where Y is', press('z', { ...ctrl, code: 'KeyY' }), 'undo'],
  ['German: redo lies where Z is', press('y', { ...ctrl, code: 'KeyZ' }), 'redo'],
  ['German: a slash is Shift and 7', press('/', { ...shift, code: 'Digit7' }), 'search'],
  ['German: a question mark is beside 0', press('?', { ...shift, code: 'Minus' }), 'help'],
  ['German: Shift and 1 is an exclamation mark', press('!', { ...shift, code: 'Digit1' }), 'fit'],
  ['German: a digit', press('2', { code: 'Digit2' }), 'add-database'],
  ['German: @ with AltGr on Windows', press('@', { ...ctrl, ...alt, code: 'KeyQ' }), undefined],
  ['German: @ with AltGr elsewhere', press('@', { code: 'KeyQ' }), undefined],
  ['German: ö is no letter of ours', press('ö', { code: 'Semicolon' }), undefined],
  ['French: the key of 1 types &', press('&', { code: 'Digit1' }), 'add-service'],
  ['French: the key of 2 types é', press('é', { code: 'Digit2' }), 'add-database'],
  ['French: 2 is typed with Shift', press('2', { ...shift, code: 'Digit2' }), 'add-database'],
  ['French: Shift and 1 fits, as everywhere', press('1', { ...shift, code: 'Digit1' }), 'fit'],
  ['French: the key of 6 types -, which zooms', press('-', { code: 'Digit6' }), 'zoom-out'],
  ['French: 6 is typed with Shift', press('6', { ...shift, code: 'Digit6' }), 'add-function'],
  ['French: A lies where Q is', press('a', { ...ctrl, code: 'KeyQ' }), 'select-all'],
  ['French: undo lies where W is', press('z', { ...ctrl, code: 'KeyW' }), 'undo'],
  ['French: a question mark is Shift and a comma', press('?', { ...shift, code: 'KeyM' }), 'help'],
  ['French: a full stop is Shift and a semicolon', press('.', { ...shift, code: 'Comma' }), 'centre'],
  ['English: 1', press('1', { code: 'Digit1' }), 'add-service'],
  ['English: Shift and 2 is no digit', press('@', { ...shift, code: 'Digit2' }), undefined],
  ['a number pad: 1', press('1', { code: 'Numpad1' }), 'add-service'],
  ['a number pad: 3', press('3', { code: 'Numpad3' }), 'add-queue'],
  ['Russian: undo', press('я', { ...ctrl, code: 'KeyZ' }), 'undo'],
  ['Russian: a single letter', press('т', { code: 'KeyN' }), 'next-problem'],
  ['Greek: redo', press('Ζ', { ...ctrl, ...shift, code: 'KeyZ' }), 'redo'],
])('on any keyboard, %s', (_, pressed, id) => {
  expect(findShortcut(pressed)).toBe(id)
})

const undo = press('z', ctrl)
const del = press('Delete')
const save = press('s', ctrl)
const palette = press('k', ctrl)
const next = press('n')
const left = press('ArrowLeft')
const enter = press('Enter')
const space = press(' ')
const close = press('Escape')

/** Which keys are the page's, by what has the keyboard. */
test.each<readonly [FocusPlace, readonly PressedKey[], readonly PressedKey[]]>([
  ['page', [undo, del, save, palette, next, left, enter, space, close], []],
  ['node', [undo, del, save, palette, next, left, enter, space, close], []],
  ['button', [undo, del, save, palette, next, left, close], [enter, space]],
  ['choice', [undo, del, save, palette], [next, left, enter, space, close]],
  ['text', [save, palette], [undo, del, next, left, enter, space, close]],
])('with the keyboard in a %s', (place, forPage, forElement) => {
  const belongs = (pressed: PressedKey): boolean => {
    const entry = findEntry(pressed)
    if (entry === undefined) throw new Error(`${pressed.key} is no shortcut`)
    return belongsToFocus(entry, pressed, place)
  }
  expect(forPage.filter(belongs)).toEqual([])
  expect(forElement.filter((pressed) => !belongs(pressed))).toEqual([])
})

test('while text is typed, no key of the editor does anything to the drawing', () => {
  const editors = shortcuts.filter(({ place }) => place === 'editor')
  expect(editors.every((entry) => belongsToFocus(entry, undo, 'text'))).toBe(true)
})

test('every key of the table means what the table says', () => {
  for (const { id, keys } of shortcuts) {
    for (const written of keys) {
      const parts = written === '+' ? ['+'] : written.split('+')
      const key = parts.at(-1) ?? ''
      const more = { ctrlKey: parts.includes('Mod'), shiftKey: parts.includes('Shift'), altKey: parts.includes('Alt') }
      const code = /^\d$/.test(key) ? `Digit${key}` : ''
      expect(findShortcut(press(key === 'Space' ? ' ' : key, { ...more, code })), written).toBe(id)
    }
  }
})

test('no combination means two things', () => {
  const all = shortcuts.flatMap(({ keys }) => [...keys])
  expect(new Set(all).size).toBe(all.length)
})

test('only plain characters can be switched off', () => {
  expect(isSingleKey(press('n'))).toBe(true)
  expect(isSingleKey(press('k', ctrl))).toBe(false)
  expect(isSingleKey(press('Escape'))).toBe(false)
  expect(isSingleKey(press(' '))).toBe(false)
})

test.each([
  ['Mod+Shift+Z', 'Ctrl Shift Z', '⌘ ⇧ Z'],
  ['Alt+ArrowLeft', 'Alt ←', '⌥ ←'],
  ['+', '+', '+'],
  ['Delete', 'Del', 'Del'],
])('%s is written %s, and on a Mac %s', (keys, elsewhere, onMac) => {
  expect([writeKeys(keys, false), writeKeys(keys, true)]).toEqual([elsewhere, onMac])
})
