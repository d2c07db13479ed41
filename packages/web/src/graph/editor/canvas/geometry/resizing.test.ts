import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findHandle, handleAt, pullHandle, resizeHandles } from './resizing.ts'

const card = { x: 100, y: 100, width: 200, height: 80 }
const least = { width: 96, height: 56 }

test.each([
  ['right', { x: 1, y: 0 }, { x: 40, y: 10 }, { x: 100, y: 100, width: 240, height: 80 }],
  ['left', { x: -1, y: 0 }, { x: -40, y: 10 }, { x: 60, y: 100, width: 240, height: 80 }],
  ['top left corner', { x: -1, y: -1 }, { x: 10, y: 10 }, { x: 110, y: 110, width: 190, height: 70 }],
  ['left, too far', { x: -1, y: 0 }, { x: 500, y: 0 }, { x: 204, y: 100, width: 96, height: 80 }],
  ['bottom, too far', { x: 0, y: 1 }, { x: 0, y: -500 }, { x: 100, y: 100, width: 200, height: 56 }],
] as const)('pulled at its %s a box changes there and nowhere else', (_, handle, by, pulled) => {
  expect(pullHandle(card, handle, by, least)).toEqual(pulled)
})

test('a group never becomes smaller than what stands in it', () => {
  const numbers = fc.integer({ min: -600, max: 600 })
  const around = { x: 140, y: 120, width: 100, height: 40 }
  fc.assert(
    fc.property(fc.constantFrom(...resizeHandles), numbers, numbers, (handle, x, y) => {
      const pulled = pullHandle(card, handle, { x, y }, { ...least, around })
      expect(pulled.x).toBeLessThanOrEqual(around.x)
      expect(pulled.y).toBeLessThanOrEqual(around.y)
      expect(pulled.x + pulled.width).toBeGreaterThanOrEqual(around.x + around.width)
      expect(pulled.y + pulled.height).toBeGreaterThanOrEqual(around.y + around.height)
    }),
  )
})

test.each([0.5, 0.7, 1, 2.5])(
  'at a scale of %d every handle is hit where it stands, 16 px outside of it and 6 px inside',
  (scale) => {
    for (const handle of resizeHandles) {
      const at = handleAt(card, handle)
      expect(findHandle(card, at, scale)).toEqual(handle)
      const outside = { x: at.x + (handle.x * 11) / scale, y: at.y + (handle.y * 11) / scale }
      expect(findHandle(card, outside, scale)).toEqual(handle)
    }
  },
)

test('the middle of a small card is no handle: it can still be moved', () => {
  expect(findHandle({ x: 0, y: 0, width: 40, height: 24 }, { x: 20, y: 12 }, 0.3)).toBeUndefined()
})
