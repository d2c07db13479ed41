import { expect, test } from 'vitest'
import { findSeenRows, layOutRows, stepInGrid } from './picker-rows.ts'

const choice = (icon: string) => ({ icon, title: icon, keywords: '' })
const sections = [
  { title: 'A', choices: ['a1', 'a2', 'a3', 'a4', 'a5'].map(choice) },
  { title: 'Empty', choices: [] },
  { title: 'B', choices: ['b1', 'b2', 'b3', 'b4'].map(choice) },
]
const layout = layOutRows(sections, 3)

test('sections stand below each other, and one without icons has no heading', () => {
  expect(layout.rows.map((row) => (row.kind === 'heading' ? row.title : row.cells.map(({ icon }) => icon)))).toEqual([
    'A',
    ['a1', 'a2', 'a3'],
    ['a4', 'a5'],
    'B',
    ['b1', 'b2', 'b3'],
    ['b4'],
  ])
  expect(layout.height).toBe(2 * 36 + 4 * 84)
})

test.each([
  ['ArrowRight', 'a3', 'a4'],
  ['ArrowLeft', 'b1', 'a5'],
  ['ArrowDown', 'a3', 'a5'],
  ['ArrowDown', 'a4', 'b1'],
  ['ArrowDown', 'b4', 'b4'],
  ['ArrowUp', 'b2', 'a5'],
  ['ArrowUp', 'a1', 'a1'],
  ['PageDown', 'a1', 'b1'],
  ['Home', 'b4', 'a1'],
  ['End', 'a1', 'b4'],
])('%s leads from %s to %s', (key, from, to) => {
  const icons = layout.cells.map(({ icon }) => icon)
  expect(icons[stepInGrid(layout, icons.indexOf(from), key, 2) ?? -1]).toBe(to)
})

test('a letter is no step', () => {
  expect(stepInGrid(layout, 0, 'x', 2)).toBeUndefined()
})

test('of many icons only those that are seen are drawn, and the one that has the focus', () => {
  const many = layOutRows([{ title: '', choices: Array.from({ length: 2_000 }, (_, at) => choice(`i${at}`)) }], 6)
  const rows = findSeenRows(many, { top: 0, height: 500 }, 1_999)
  expect(rows.length).toBeLessThan(15)
  expect(rows.at(-1)).toMatchObject({ from: 1_998 })
})
