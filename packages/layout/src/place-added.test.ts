import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import type { Box } from './geometry/box.ts'
import { doOverlap } from './geometry/box.ts'
import { layOutUnplaced } from './lay-out-unplaced.ts'
import { placeNodes } from './geometry/place-nodes.ts'
import { placeAdded } from './place-added.ts'

function read(nodes: readonly object[], edges: readonly object[] = []): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}
const at = (x: number, y: number) => ({ position: { x, y } })

/** The boxes of all, with the new ones in their places. */
function place(graph: GraphDocument, added: readonly string[]): ReadonlyMap<string, Box> {
  const fresh = new Set(added)
  const before = { ...graph, nodes: graph.nodes.filter(({ id }) => !fresh.has(id)), edges: [] }
  const places = placeAdded(graph, fresh, placeNodes(before, layOutUnplaced), layOutUnplaced)
  const nodes = graph.nodes.map((node) => ({
    ...node,
    ...(places.has(node.id) ? { position: places.get(node.id) } : {}),
  }))
  return placeNodes({ ...graph, nodes }, layOutUnplaced)
}
test('a new node comes right of who calls it, in the same row', () => {
  const boxes = place(read([{ id: 'a', ...at(0, 0) }, { id: 'new' }], [{ source: 'a', target: 'new' }]), ['new'])
  const [a, fresh] = [boxes.get('a'), boxes.get('new')]
  expect(fresh?.y).toBe(a?.y)
  expect(fresh?.x).toBeGreaterThan((a?.x ?? 0) + (a?.width ?? 0))
})

test('a new node of a group comes into its frame or next to it, and the frame covers nothing else', () => {
  const graph = read(
    [
      { id: 'front', kind: 'group' },
      { id: 'web', parent: 'front', ...at(0, 0) },
      { id: 'back', kind: 'group' },
      { id: 'cart', parent: 'back', ...at(400, 0) },
      { id: 'db', parent: 'back', ...at(800, 0) },
      { id: 'alone', ...at(400, 300) },
      { id: 'new', parent: 'back' },
    ],
    [
      { source: 'web', target: 'new' },
      { source: 'new', target: 'cart' },
    ],
  )
  const boxes = place(graph, ['new'])
  const back = boxes.get('back')
  for (const other of ['front', 'alone']) {
    const box = boxes.get(other)
    expect(box && back && doOverlap(box, back)).toBe(false)
  }
  for (const other of ['cart', 'db']) {
    const [box, fresh] = [boxes.get(other), boxes.get('new')]
    expect(box && fresh && doOverlap(box, fresh)).toBe(false)
  }
})

test('a new group comes as one, beside what it is connected to', () => {
  const graph = read(
    [
      { id: 'a', ...at(0, 0) },
      { id: 'g', kind: 'group' },
      { id: 'x', parent: 'g' },
      { id: 'y', parent: 'g' },
    ],
    [
      { source: 'a', target: 'x' },
      { source: 'x', target: 'y' },
    ],
  )
  const boxes = place(graph, ['g', 'x', 'y'])
  const [a, frame] = [boxes.get('a'), boxes.get('g')]
  expect(frame?.x).toBeGreaterThan((a?.x ?? 0) + (a?.width ?? 0))
  const [x, y] = [boxes.get('x'), boxes.get('y')]
  expect(x && y && doOverlap(x, y)).toBe(false)
})

test('many new nodes that nothing is known of lie on nothing', () => {
  const fresh = Array.from({ length: 30 }, (_, n) => ({ id: `n${n}` }))
  const boxes = [
    ...place(
      read([{ id: 'a', ...at(0, 0) }, ...fresh]),
      fresh.map(({ id }) => id),
    ).values(),
  ]
  expect(boxes.filter((box, n) => boxes.some((other, m) => m > n && doOverlap(box, other)))).toEqual([])
})
