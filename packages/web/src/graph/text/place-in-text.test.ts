import { expect, test } from 'vitest'
import { findPlace } from './place-in-text.ts'

const start = 'version: 1\nid: shop\nnodes:\n  - id: cart\n    kind: cache\n'

test.each([
  ['a key at the top', 'version: 1\nna', { path: [], key: undefined, word: 'na' }],
  ['the first key of an item', `${start}  - i`, { path: ['nodes'], key: undefined, word: 'i' }],
  ['a further key of an item', `${start}    po`, { path: ['nodes'], key: undefined, word: 'po' }],
  ['a value', `${start}    parent: pay`, { path: ['nodes'], key: 'parent', word: 'pay' }],
  ['a value with nothing typed', `${start}    parent: `, { path: ['nodes'], key: 'parent', word: '' }],
  [
    'a key inside a value',
    `${start}    position:\n      x`,
    { path: ['nodes', 'position'], key: undefined, word: 'x' },
  ],
  ['an item of an item', `${start}    ports:\n      - na`, { path: ['nodes', 'ports'], key: undefined, word: 'na' }],
  [
    'a key after an inner list',
    `${start}    ports:\n      - id: a\n        name: b\n    des`,
    { path: ['nodes'], key: undefined, word: 'des' },
  ],
  ['a key in braces', `${start}edges:\n  - {source: cart, tar`, { path: ['edges'], key: undefined, word: 'tar' }],
  ['a value in braces', `${start}edges:\n  - {source: cart, target: o`, { path: ['edges'], key: 'target', word: 'o' }],
  ['braces behind a key', `${start}    position: {x: 1, y`, { path: ['nodes', 'position'], key: undefined, word: 'y' }],
  ['an entry of a list on one line', `${start}    services: [a, b`, { path: ['nodes'], key: 'services', word: 'b' }],
])('the place of %s is found', (_, before, place) => {
  expect(findPlace(before)).toMatchObject(place)
})

test('keys that the same mapping has are known', () => {
  expect([...findPlace(`${start}    `).taken].toSorted()).toEqual(['id', 'kind'])
  expect([...findPlace(`${start}  - `).taken]).toEqual([])
  expect([...findPlace(`${start}edges:\n  - {source: a, `, 'label: x}').taken].toSorted()).toEqual(['label', 'source'])
})
