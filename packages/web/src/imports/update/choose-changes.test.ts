import type { UpdateChange } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { decide, shareTaken, takeChanges } from './choose-changes.ts'

const added: UpdateChange = { kind: 'added', element: 'node', id: 'mail', name: 'mail', fields: [] }
const removed: UpdateChange = {
  kind: 'removed',
  element: 'node',
  id: 'fax',
  name: 'fax',
  fields: [],
  against: 'edited',
}
const changed: UpdateChange = {
  kind: 'changed',
  element: 'node',
  id: 'cart',
  name: 'cart',
  fields: [
    { field: 'name', now: 'cart', file: 'Cart' },
    { field: 'icon', now: undefined, file: 'logos:redis' },
  ],
}
const changes = [added, removed, changed]

test('what undoes nothing of what people did is taken by itself', () => {
  expect(takeChanges(changes, new Map())).toEqual([added, changed])
  expect(shareTaken(changes, new Map())).toBe('some')
})

test('all can be taken, and nothing', () => {
  const all = decide(changes, new Map(), true)
  expect([takeChanges(changes, all), shareTaken(changes, all)]).toEqual([changes, 'all'])
  const none = decide(changes, all, false)
  expect([takeChanges(changes, none), shareTaken(changes, none)]).toEqual([[], 'none'])
})

test('single fields of a change can be left', () => {
  const [field] = changed.fields
  const withoutIcon = decide([{ ...changed, fields: changed.fields.slice(1) }], new Map(), false)
  expect(takeChanges([changed], withoutIcon)).toEqual([{ ...changed, fields: [field] }])
  expect(shareTaken([changed], withoutIcon)).toBe('some')
})
