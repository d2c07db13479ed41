import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { doOverlap, layOutUnplaced, placeNodes } from '@statusgraph/layout'
import { carryInScene } from './carry.ts'
import { spotInScene } from './label-spots.ts'
import { findKeptRoutes, routeInScene } from './scene-routes.ts'
import { buildScene } from './scene.ts'
import type { Scene } from './scene.ts'

function read(nodes: readonly object[], edges: readonly object[] = []): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

function sceneOf(graph: GraphDocument): Scene {
  return buildScene(graph, placeNodes(graph, layOutUnplaced))
}

test('a position in the document is kept to the pixel', () => {
  const scene = sceneOf(read([{ id: 'a', position: { x: 13, y: -7 } }]))
  expect(scene.byId.get('a')?.box).toMatchObject({ x: 13, y: -7 })
})

test('a group without a size stands around its members, nested ones included', () => {
  const scene = sceneOf(
    read([
      { id: 'outer', kind: 'group' },
      { id: 'inner', kind: 'group', parent: 'outer' },
      { id: 'a', parent: 'inner', position: { x: 100, y: 100 } },
      { id: 'b', parent: 'outer', position: { x: 500, y: 400 } },
    ]),
  )
  const outer = scene.byId.get('outer')?.box
  const inner = scene.byId.get('inner')?.box
  const a = scene.byId.get('a')?.box
  if (outer === undefined || inner === undefined || a === undefined) throw new Error('not placed')
  expect(inner.x).toBeLessThan(a.x)
  expect(inner.y).toBeLessThan(a.y)
  expect(outer.x).toBeLessThan(inner.x)
  expect(outer.y + outer.height).toBeGreaterThan(400)
  expect(scene.groups.map((one) => one.node.id)).toEqual(['outer', 'inner'])
})

test.each([40, 400, 2_400])('with %i nodes the automatic layout lets no two cards overlap', (count) => {
  const names = Array.from({ length: count }, (_, at) => `service-${at}`)
  const graph = read(
    [
      { id: 'left', kind: 'group' },
      { id: 'right', kind: 'group' },
      ...names.map((id, at) => ({ id, ...(at % 3 === 0 ? {} : { parent: at % 3 === 1 ? 'left' : 'right' }) })),
    ],
    names.slice(1).map((id, at) => ({ source: names[Math.floor(at / 2)], target: id })),
  )
  const scene = sceneOf(graph)
  expect(scene.cards).toHaveLength(count)
  const overlapping = scene.cards.filter((a) =>
    scene.cardIndex.search(a.box).some((at) => {
      const b = scene.cards[at]
      return b !== undefined && b !== a && doOverlap(a.box, b.box)
    }),
  )
  expect(overlapping).toEqual([])
})

test('nodes without a position stand below those that have one', () => {
  const scene = sceneOf(read([{ id: 'a', position: { x: 0, y: 1_000 } }, { id: 'b' }]))
  expect(scene.byId.get('b')?.box.y).toBeGreaterThan(1_000)
})

test('parallel edges lie beside each other', () => {
  const scene = sceneOf(
    read(
      [
        { id: 'a', position: { x: 0, y: 0 } },
        { id: 'b', position: { x: 600, y: 0 } },
      ],
      [
        { source: 'a', target: 'b' },
        { source: 'a', target: 'b' },
        { source: 'b', target: 'a' },
      ],
    ),
  )
  expect(new Set(scene.edges.map((edge) => edge.lane)).size).toBe(3)
  expect(new Set(scene.edges.map((edge) => routeInScene(scene, edge).curve.join())).size).toBe(3)
})

test('the label of an edge covers no card', () => {
  const scene = sceneOf(
    read(
      [
        { id: 'a', position: { x: 0, y: 0 } },
        { id: 'middle', position: { x: 440, y: 0 } },
        { id: 'b', position: { x: 1_000, y: 0 } },
      ],
      [{ source: 'a', target: 'b', label: 'HTTPS' }],
    ),
  )
  const spot = spotInScene(scene, 0)
  expect(spot?.text).toBe('HTTPS')
  for (const one of scene.cards) expect(spot !== undefined && doOverlap(spot.box, one.box)).toBe(false)
})

test('while a node is carried its edges follow it, and it is not in its own way', () => {
  const scene = sceneOf(
    read(
      [
        { id: 'a', position: { x: 0, y: 0 } },
        { id: 'b', position: { x: 600, y: 0 } },
      ],
      [{ source: 'a', target: 'b' }],
    ),
  )
  const edge = scene.edges[0]
  if (edge === undefined) throw new Error('no edge')
  const { curve } = routeInScene(carryInScene(scene, new Map([[1, { x: 1_000, y: 0, width: 168, height: 56 }]])), edge)
  expect(curve.at(-2)).toBe(1_000)
})

test('an edit keeps the ways of edges that it does not come near, and draws those beside it anew', () => {
  const node = (id: string, x: number, y: number) => ({ id, position: { x, y } })
  const edges = [
    { source: 'a', target: 'b' },
    { source: 'c', target: 'd' },
  ]
  const far = [node('c', 0, 3_000), node('d', 600, 3_000)]
  const before = sceneOf(read([node('a', 0, 0), node('b', 600, 0), ...far], edges))
  for (const edge of before.edges) routeInScene(before, edge)
  const moved = sceneOf(read([node('x', 300, 0), node('a', 0, 0), node('b', 600, 0), ...far], edges))
  expect([...(findKeptRoutes(before, moved) ?? [])]).toEqual([-1, 1])
  const renamed = sceneOf(read([node('a', 0, 0), { ...node('b', 600, 0), name: 'another' }, ...far], edges))
  expect([...(findKeptRoutes(before, renamed) ?? [])]).toEqual([-1, 1])
})

test('the index finds the card under a point, and the nearest one beside it', () => {
  const scene = sceneOf(
    read([
      { id: 'a', position: { x: 0, y: 0 } },
      { id: 'b', position: { x: 600, y: 0 } },
    ]),
  )
  const at = (x: number, y: number): string | undefined => {
    const found = scene.cardIndex.near(x, y, 24)[0]
    return found === undefined ? undefined : scene.cards[found]?.node.id
  }
  expect(at(10, 10)).toBe('a')
  expect(at(590, 10)).toBe('b')
  expect(at(400, 500)).toBeUndefined()
})
