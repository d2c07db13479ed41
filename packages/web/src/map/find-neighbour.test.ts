import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { buildScene } from '@statusgraph/picture'
import { layOutUnplaced } from './geometry/lay-out.ts'
import { placeNodes } from './geometry/place-nodes.ts'
import { findNeighbour } from './use-spot.ts'

test('Alt and an arrow lead to the neighbour in that direction, and nowhere when there is none', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'g',
    nodes: [
      { id: 'a', position: { x: 0, y: 0 } },
      { id: 'right', position: { x: 500, y: 0 } },
      { id: 'far-right', position: { x: 1_500, y: 0 } },
      { id: 'below', position: { x: 0, y: 400 } },
      { id: 'stranger', position: { x: 250, y: 0 } },
    ],
    edges: [
      { source: 'a', target: 'right' },
      { source: 'far-right', target: 'a' },
      { source: 'a', target: 'below' },
    ],
  })
  if (!parsed.ok) throw new Error('not a graph')
  const scene = buildScene(parsed.graph, placeNodes(parsed.graph, layOutUnplaced))
  expect(findNeighbour(scene, 'a', 1, 0)).toBe('right')
  expect(findNeighbour(scene, 'a', 0, 1)).toBe('below')
  expect(findNeighbour(scene, 'a', -1, 0)).toBeUndefined()
})
