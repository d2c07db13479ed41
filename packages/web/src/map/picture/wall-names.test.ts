import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { buildScene } from '@statusgraph/picture'
import type { Scene } from '@statusgraph/picture'
import { layOutUnplaced } from '../geometry/lay-out.ts'
import { placeNodes } from '../geometry/place-nodes.ts'
import { measureText } from '../geometry/text-width.ts'
import { leastWallPx, letterWall, wallMarkEm } from './wall-names.ts'

function sceneOf(names: readonly string[]): Scene {
  const nodes = names.map((name, at) => ({ id: `n${at}`, name, kind: 'service', position: { x: 0, y: at * 100 } }))
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes, edges: [] })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return buildScene(parsed.graph, placeNodes(parsed.graph, layOutUnplaced))
}

test.each([0.75, 1, 1.4])('at scale %d every name has one size, is readable and stays inside its box', (scale) => {
  const scene = sceneOf(['cart', 'checkout.svc', 'shipping-portal.svc', 'a-service-with-a-very-long-name-indeed'])
  const names = letterWall(scene, scale, 1080)
  if (names === undefined) throw new Error('no names')
  expect(names.sizePx * scale).toBeGreaterThanOrEqual(leastWallPx)
  for (const one of scene.cards) {
    const widths = names.linesOf(one).map((line) => measureText(line, names.sizePx, 600))
    expect(Math.max(...widths) + wallMarkEm * names.sizePx).toBeLessThan(one.box.width)
  }
})

test('names are as large as the tightest box allows', () => {
  const few = letterWall(sceneOf(['cart', 'ad']), 1, 1080)
  const long = letterWall(sceneOf(['cart', 'a-rather-long-name.svc']), 1, 1080)
  expect(few?.sizePx).toBeGreaterThan(long?.sizePx ?? Infinity)
})

test('a wall with too many services for names to be read has no names on its cards', () => {
  expect(letterWall(sceneOf(['cart', 'orders', 'payment']), 0.2, 1080)).toBeUndefined()
})
