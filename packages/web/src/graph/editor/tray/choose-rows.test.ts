import { expect, test } from 'vitest'
import { chooseAll, chooseRow, keepChoice, noChoice } from './choose-rows.ts'
import type { Choice } from './choose-rows.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const keysOf = (choice: Choice) => [...choice.keys].toSorted().join('')

test('a press chooses one, with Ctrl one more or less', () => {
  const one = chooseRow(noChoice, order, 'b', 'alone')
  const two = chooseRow(one, order, 'd', 'toggle')
  expect(keysOf(two)).toBe('bd')
  expect(keysOf(chooseRow(two, order, 'b', 'toggle'))).toBe('d')
  expect(keysOf(chooseRow(two, order, 'c', 'alone'))).toBe('c')
})

test('with Shift a press chooses everything from the last one to it, either way', () => {
  const from = chooseRow(noChoice, order, 'c', 'alone')
  expect(keysOf(chooseRow(from, order, 'e', 'stretch'))).toBe('cde')
  expect(keysOf(chooseRow(from, order, 'a', 'stretch'))).toBe('abc')
  expect(keysOf(chooseRow(noChoice, order, 'd', 'stretch'))).toBe('d')
})

test('all are chosen at once, and none the second time', () => {
  const all = chooseAll(noChoice, order)
  expect(keysOf(all)).toBe('abcde')
  expect(keysOf(chooseAll(all, order))).toBe('')
  expect(keysOf(chooseAll(noChoice, []))).toBe('')
})

test('what is no longer there is no longer chosen', () => {
  const all = chooseAll(noChoice, order)
  expect(keysOf(keepChoice(all, ['b', 'x']))).toBe('b')
  expect(keepChoice(all, order)).toBe(all)
})
