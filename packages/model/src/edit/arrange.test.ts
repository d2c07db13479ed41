import { describe, expect, test } from 'vitest'
import { findNode, shop } from '../testing/shop.ts'
import type { Alignment } from './arrange.ts'
import type { Point } from './box.ts'
import { alignBoxes, distributeBoxes, equaliseSizes } from './arrange.ts'

const boxes = new Map([
  ['web', { x: 0, y: 0, width: 100, height: 50 }],
  ['cart', { x: 300, y: 40, width: 200, height: 50 }],
  ['db', { x: 130, y: 100, width: 50, height: 100 }],
])

describe('aligned boxes', () => {
  test.each<[Alignment, readonly [number, number, number]]>([
    ['left', [0, 0, 0]],
    ['centre', [200, 150, 225]],
    ['right', [400, 300, 450]],
    ['top', [0, 0, 0]],
    ['middle', [75, 75, 50]],
    ['bottom', [150, 150, 100]],
  ])('share their %s', (to, expected) => {
    const isAcross = ['left', 'centre', 'right'].includes(to)
    const across = ({ x, y }: Point) => (isAcross ? x : y)
    const along = ({ x, y }: Point) => (isAcross ? y : x)
    const aligned = [...alignBoxes(boxes, to).values()]
    expect(aligned.map(across)).toEqual(expected)
    expect(aligned.map(along)).toEqual([...boxes.values()].map(along))
  })
})

describe('distributed boxes', () => {
  test('have equal gaps, and the outermost stay', () => {
    expect(Object.fromEntries(distributeBoxes(boxes, 'across'))).toEqual({
      web: { x: 0, y: 0 },
      db: { x: 175, y: 100 },
      cart: { x: 300, y: 40 },
    })
    expect(Object.fromEntries(distributeBoxes(boxes, 'down'))).toEqual({
      web: { x: 0, y: 0 },
      cart: { x: 300, y: 50 },
      db: { x: 130, y: 100 },
    })
  })

  test('stay when there are only two', () => {
    const two = new Map([...boxes].slice(0, 2))
    expect(Object.fromEntries(distributeBoxes(two, 'across'))).toEqual({ web: { x: 0, y: 0 }, cart: { x: 300, y: 40 } })
  })
})

test('nodes of one size have the size of the largest', () => {
  const sizes = (what: 'width' | 'height' | 'both') => {
    const graph = equaliseSizes(shop, ['web', 'db', '?'], boxes, what)
    return ['web', 'db', 'cart'].map((id) => findNode(graph, id)?.size)
  }
  expect(sizes('both')).toEqual([{ width: 100, height: 100 }, { width: 100, height: 100 }, undefined])
  expect(sizes('width')).toEqual([{ width: 100, height: 50 }, { width: 100, height: 100 }, undefined])
  expect(sizes('height')).toEqual([{ width: 100, height: 100 }, { width: 50, height: 100 }, undefined])
  expect(equaliseSizes(shop, ['web'], boxes, 'both')).toBe(shop)
})
