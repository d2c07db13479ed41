import { editorLifeMs, type EditorPresence } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Editors } from './editors.ts'

let nowMs: number
let told: { readonly graph: string; readonly names: readonly string[] }[]
let editors: Editors

beforeEach(() => {
  nowMs = 0
  told = []
  editors = new Editors({
    now: () => ({ monoMs: nowMs, wallMs: Date.UTC(2026, 10, 22) + nowMs }),
    onChange: (graph, list) => told.push({ graph, names: namesOf(list) }),
  })
})
afterEach(() => editors.stop())

function namesOf(list: readonly EditorPresence[]): readonly string[] {
  return list.map(({ name }) => name)
}

test('whoever begins to edit is told to all, once', () => {
  editors.announce('shop', 'tab-1', 'Ada')
  expect(told).toEqual([{ graph: 'shop', names: ['Ada'] }])
  nowMs = 10_000
  editors.announce('shop', 'tab-1', 'Ada')
  expect(told).toHaveLength(1)
  expect(editors.list('shop')).toEqual([{ id: 'tab-1', name: 'Ada', since: '2026-11-22T00:00:00.000Z' }])
})

test('whoever is not heard for 30 seconds is gone, and whoever is heard stays', () => {
  editors.announce('shop', 'tab-1', 'Ada')
  editors.announce('shop', 'tab-2', 'Bo')
  nowMs = 20_000
  editors.announce('shop', 'tab-2', 'Bo')
  nowMs = editorLifeMs - 1
  editors.look()
  expect(namesOf(editors.list('shop'))).toEqual(['Ada', 'Bo'])
  nowMs = editorLifeMs
  editors.look()
  expect(told.at(-1)).toEqual({ graph: 'shop', names: ['Bo'] })
})

test('whoever leaves is gone at once, and an empty list is told', () => {
  editors.announce('shop', 'tab-1', 'Ada')
  nowMs = 5_000
  editors.leave('shop', 'tab-1')
  expect(told.at(-1)).toEqual({ graph: 'shop', names: [] })
  editors.leave('shop', 'tab-1')
  editors.leave('elsewhere', 'tab-1')
  expect(told).toHaveLength(2)
})

test('a flood of names is told twice a second and not more', () => {
  for (let n = 0; n < 1_000; n++) {
    editors.announce('shop', 'tab-1', `name ${n}`)
    nowMs += 1
  }
  editors.look()
  expect(told.map(({ names }) => names[0])).toEqual(['name 0', 'name 500', 'name 999'])
})

test('more editors than a map ever has are refused, and those who are there are not', () => {
  for (let n = 0; n < 200; n++) expect(editors.announce('shop', `tab-${n}`, 'Ada')).toBe(true)
  expect(editors.announce('shop', 'one-more', 'Bo')).toBe(false)
  expect(editors.announce('shop', 'tab-7', 'Ada again')).toBe(true)
  expect(editors.announce('other', 'one-more', 'Bo')).toBe(true)
  for (let n = 0; n < 10_000; n++) editors.announce(`graph-${n}`, 'tab', 'Ada')
  expect(editors.announce('yet-another', 'tab', 'Ada')).toBe(false)
  nowMs = editorLifeMs
  editors.look()
  expect(editors.announce('yet-another', 'tab', 'Ada')).toBe(true)
})
