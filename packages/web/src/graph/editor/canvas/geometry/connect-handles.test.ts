import { expect, test } from 'vitest'
import { connectHandleAt, findConnectHandle, isAroundHandles, placeBeside, sides } from './connect-handles.ts'

const card = { x: 0, y: 0, width: 200, height: 80 }

test.each([0.4, 1, 3])(
  'at a scale of %d every side has a handle 24 px wide, reached without losing the card',
  (scale) => {
    for (const side of sides) {
      const at = connectHandleAt(card, side, scale)
      expect(findConnectHandle(card, { x: at.x + 11.9 / scale, y: at.y }, scale)).toBe(side)
      expect(findConnectHandle(card, { x: at.x, y: at.y - 11.9 / scale }, scale)).toBe(side)
      expect(isAroundHandles(card, at, scale)).toBe(true)
    }
  },
)

test('a card that is a few pixels small has no handles', () => {
  expect(findConnectHandle(card, connectHandleAt(card, 'left', 0.1), 0.1)).toBeUndefined()
})

test('a node that is added at a side stands there, in the middle of it', () => {
  const size = { width: 168, height: 56 }
  expect(placeBeside(card, 'right', size, 96)).toEqual({ x: 296, y: 12 })
  expect(placeBeside(card, 'top', size, 96)).toEqual({ x: 16, y: -152 })
})
