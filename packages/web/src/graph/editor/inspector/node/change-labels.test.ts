import { expect, test } from 'vitest'
import { labelsOrNothing, removeLabel, renameLabel, setLabel } from './change-labels.ts'

const labels = { team: 'pay', tier: '1' }

test('a label is added at the end, or changed where it stands', () => {
  expect(Object.entries(setLabel(labels, 'zone', 'eu'))).toEqual([
    ['team', 'pay'],
    ['tier', '1'],
    ['zone', 'eu'],
  ])
  expect(Object.entries(setLabel(labels, 'team', 'cart'))).toEqual([
    ['team', 'cart'],
    ['tier', '1'],
  ])
})

test('a renamed label keeps its value and its place, and takes no other’s', () => {
  expect(Object.entries(renameLabel(labels, 'team', 'owner'))).toEqual([
    ['owner', 'pay'],
    ['tier', '1'],
  ])
  expect(renameLabel(labels, 'team', 'tier')).toBe(labels)
  expect(renameLabel(labels, 'gone', 'x')).toBe(labels)
})

test('the last label takes the field with it', () => {
  expect(labelsOrNothing(removeLabel({ team: 'pay' }, 'team'))).toBeUndefined()
  expect(labelsOrNothing(removeLabel(labels, 'team'))).toEqual({ tier: '1' })
})

test('a key that every object has is a label like any other', () => {
  const odd = setLabel({}, '__proto__', 'x')
  expect(Object.entries(odd)).toEqual([['__proto__', 'x']])
  expect(Object.keys(renameLabel(odd, '__proto__', 'constructor'))).toEqual(['constructor'])
})
