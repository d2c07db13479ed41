import { expect, test } from 'vitest'
import { edgePull } from './edge-pan.ts'

const room = { x: 0, y: 0, width: 1_000, height: 600 }

test('a hand pulls the map along only near its edges, and faster the closer it is', () => {
  expect(edgePull({ x: 500, y: 300 }, room)).toEqual({ x: 0, y: 0 })
  expect(edgePull({ x: 36, y: 300 }, room)).toEqual({ x: 0, y: 0 })
  const near = edgePull({ x: 20, y: 300 }, room)
  const nearer = edgePull({ x: 5, y: 300 }, room)
  expect(near.x).toBeGreaterThan(0)
  expect(nearer.x).toBeGreaterThan(near.x)
  expect(edgePull({ x: 995, y: 595 }, room)).toEqual({ x: -nearer.x, y: -nearer.x })
})

test('outside of the map it is no faster than at the edge', () => {
  expect(edgePull({ x: -400, y: 300 }, room)).toEqual(edgePull({ x: 0, y: 300 }, room))
})
