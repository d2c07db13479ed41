import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { buildScene } from '@statusgraph/picture'
import { layOutUnplaced } from '../geometry/lay-out.ts'
import { placeNodes } from '../geometry/place-nodes.ts'
import { findTarget } from './find-target.ts'

function sceneOf(nodes: readonly object[], edges: readonly object[] = []) {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return buildScene(parsed.graph, placeNodes(parsed.graph, layOutUnplaced))
}

const scene = sceneOf(
  [
    { id: 'team', kind: 'group' },
    { id: 'a', parent: 'team', position: { x: 100, y: 100 }, size: { width: 200, height: 56 } },
    { id: 'b', position: { x: 600, y: 100 }, ports: [{ id: 'http' }, { id: 'grpc' }] },
  ],
  [{ id: 'calls', source: 'a', target: 'b' }],
)

test.each([
  ['a card', { x: 150, y: 120 }, { kind: 'node', id: 'a' }],
  ['the row of a port', { x: 650, y: 100 + 56 + 28 + 14 }, { kind: 'port', node: 'b', port: 'grpc' }],
  ['the dot of a port, from outside', { x: 594, y: 100 + 56 + 14 }, { kind: 'port', node: 'b', port: 'http' }],
  ['an edge', { x: 460, y: 128 }, { kind: 'edge', id: 'calls' }],
  ['a place 11 px beside an edge', { x: 460, y: 139 }, { kind: 'edge', id: 'calls' }],
  ['the title of a group', { x: 200, y: 75 }, { kind: 'group', id: 'team', part: 'title' }],
  ['the ground of a group', { x: 90, y: 150 }, { kind: 'group', id: 'team', part: 'area' }],
  ['nothing', { x: 460, y: 400 }, { kind: 'canvas' }],
])('a press on %s is meant for it', (_, point, target) => {
  expect(findTarget(scene, point, 1, true)).toEqual(target)
})

test('far away a press 11 px beside a card hits it', () => {
  expect(findTarget(scene, { x: 100 - 11 / 0.1, y: 120 }, 0.1, false)).toEqual({ kind: 'node', id: 'a' })
  expect(findTarget(scene, { x: 100 - 11, y: 120 }, 1, true)).not.toMatchObject({ kind: 'node' })
})
