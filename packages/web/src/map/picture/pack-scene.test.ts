import { parseGraphDocument } from '@statusgraph/model'
import { buildScene, placeDrawn } from '@statusgraph/picture'
import { expect, test } from 'vitest'
import { layOutUnplaced } from '../geometry/lay-out.ts'
import { packScene, unpackScene } from './pack-scene.ts'

test('a closed group is a card for the painter, too', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    nodes: [
      { id: 'zone', kind: 'group' },
      { id: 'pay', kind: 'group', parent: 'zone', collapsed: true },
      { id: 'api', parent: 'pay' },
      { id: 'web' },
    ],
    edges: [{ source: 'web', target: 'api' }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const { graph, boxes } = placeDrawn(parsed.graph, layOutUnplaced)
  const scene = buildScene(graph, boxes)
  const painted = unpackScene(packScene(scene))
  expect(painted.cards).toHaveLength(scene.cards.length)
  expect(painted.groups).toHaveLength(1)
})

test('a name that would turn around what is drawn shows the character that does it', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    nodes: [{ id: 'a', name: 'evil\u202etxt.exe' }, { id: 'b' }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const { graph, boxes } = placeDrawn(parsed.graph, layOutUnplaced)
  const painted = unpackScene(packScene(buildScene(graph, boxes)))
  expect(painted.cards.map(({ node }) => node.name)).toEqual(['evil⟨U+202E⟩txt.exe', 'b'])
})
