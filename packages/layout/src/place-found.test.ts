import { drawTopology, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, TopologyEdge, TopologyNode, TopologyView } from '@statusgraph/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Box, Point } from './geometry/box.ts'
import { doOverlap } from './geometry/box.ts'
import { sizeNode } from './geometry/node-size.ts'
import { placeFound } from './place-found.ts'

const provenance = [
  {
    source: 'traces',
    kind: 'observed',
    state: 'live',
    firstSeen: '2026-11-22T10:00:00Z',
    lastSeen: '2026-11-22T10:00:00Z',
  },
] as const

function nodeOf(id: string): TopologyNode {
  const [namespace, name] = id.includes('/') ? id.split('/') : [undefined, id]
  return { id, name: name ?? id, ...(namespace === undefined ? {} : { namespace }), state: 'live', provenance }
}

function edgeOf(source: string, target: string): TopologyEdge {
  return { id: `${source}→${target}`, source, target, state: 'live', provenance }
}

function viewOf(ids: Iterable<string>, edges: readonly (readonly [string, string])[] = []): TopologyView {
  const nodes: Record<string, TopologyNode> = Object.create(null)
  for (const id of ids) nodes[id] = nodeOf(id)
  const all: Record<string, TopologyEdge> = Object.create(null)
  for (const [source, target] of edges) if (source !== target) all[`${source}→${target}`] = edgeOf(source, target)
  return { nodes, edges: all, sources: Object.create(null), suggestions: [] }
}

function read(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', dynamic: 'auto', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const empty = read({})

/** The boxes of everything that stands somewhere, as the map draws it. */
function boxesOf(
  graph: GraphDocument,
  view: TopologyView,
  points: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  for (const node of drawTopology(graph, view).nodes) {
    const point = points.get(node.id) ?? node.position
    if (point !== undefined && node.kind !== 'group') boxes.set(node.id, { ...point, ...sizeNode(node) })
  }
  return boxes
}

function findOverlaps(boxes: ReadonlyMap<string, Box>): readonly string[] {
  const all = [...boxes]
  return all.flatMap(([a, one], at) =>
    all.slice(at + 1).flatMap(([b, other]) => (doOverlap(one, other) ? [`${a} on ${b}`] : [])),
  )
}

describe('what is discovered for the first time', () => {
  test('stands in one block for each namespace, on nothing else, and beside what people drew', () => {
    const graph = read({ nodes: [{ id: 'web', position: { x: 0, y: 0 } }] })
    const ids = ['shop', 'pay', 'ops'].flatMap((space) => Array.from({ length: 12 }, (_, at) => `${space}/s${at}`))
    const view = viewOf(ids, [
      ['web', 'shop/s1'],
      ['shop/s1', 'pay/s2'],
    ])
    const points = placeFound(graph, view, new Map())
    expect([...points.keys()].toSorted()).toEqual(ids.toSorted())
    const boxes = boxesOf(graph, view, points)
    expect(findOverlaps(boxes)).toEqual([])
    const frames = ['shop', 'pay', 'ops'].map((space) => hull([...boxes].filter(([id]) => id.startsWith(space))))
    expect(frames.flatMap((a, at) => frames.slice(at + 1).filter((b) => doOverlap(a, b)))).toEqual([])
  })

  test('has the same places whatever the order in which it was seen', () => {
    const ids = Array.from({ length: 60 }, (_, at) => `n${at % 4}/s${at}`)
    const edges = ids.map((id, at) => [id, ids[(at * 7) % 60] ?? id] as const)
    const first = placeFound(empty, viewOf(ids, edges), new Map())
    const other = placeFound({ ...empty }, viewOf(ids.toReversed(), edges.toReversed()), new Map())
    expect(other).toEqual(first)
  })

  test('is two thousand nodes and five thousand edges in one go', () => {
    const ids = Array.from({ length: 2_000 }, (_, at) => `n${at % 30}/s${at}`)
    const edges = Array.from(
      { length: 5_000 },
      (_, at) => [ids[at % 2_000] ?? '', ids[(at * 31) % 2_000] ?? ''] as const,
    )
    const view = viewOf(ids, edges)
    expect(findOverlaps(boxesOf(empty, view, placeFound(empty, view, new Map())))).toEqual([])
  })
})

describe('a newcomer', () => {
  const ids = ['shop/web', 'shop/cart', 'shop/pg', 'pay/bank']
  const edges = [
    ['shop/web', 'shop/cart'],
    ['shop/cart', 'shop/pg'],
    ['shop/cart', 'pay/bank'],
  ] as const
  const before = placeFound(empty, viewOf(ids, edges), new Map())

  test('stands near the one that it talks to', () => {
    const points = placeFound(empty, viewOf([...ids, 'shop/mq'], [...edges, ['shop/web', 'shop/mq']]), before)
    const [web, mq] = [points.get('shop/web'), points.get('shop/mq')]
    expect(Math.hypot((mq?.x ?? 9e9) - (web?.x ?? 0), (mq?.y ?? 9e9) - (web?.y ?? 0))).toBeLessThan(700)
    for (const [id, place] of before) expect(points.get(id)).toEqual(place)
  })

  test('that was there before comes back to its place, and nobody took it', () => {
    const gone = viewOf(ids.filter((id) => id !== 'shop/pg'))
    const remembered = new Map([...before, ...placeFound(empty, gone, before)])
    const more = viewOf([...ids.filter((id) => id !== 'shop/pg'), 'shop/new', 'shop/other'])
    const later = new Map([...remembered, ...placeFound(empty, more, remembered)])
    const all = viewOf([...ids, 'shop/new', 'shop/other'])
    const back = placeFound(empty, all, later)
    expect(back.get('shop/pg')).toEqual(before.get('shop/pg'))
    expect(findOverlaps(boxesOf(empty, all, back))).toEqual([])
  })

  test('stands where it is pinned', () => {
    const pinned = read({ rules: { pins: { 'shop/cart': { x: 1_000, y: -400 } } } })
    expect(placeFound(pinned, viewOf(ids, edges), before).get('shop/cart')).toEqual({ x: 1_000, y: -400 })
    expect(placeFound(pinned, viewOf(ids, edges), new Map()).get('shop/cart')).toEqual({ x: 1_000, y: -400 })
  })
})

test('a graph in which discovery does not draw needs no places', () => {
  expect(placeFound({ ...empty, dynamic: 'overlay' }, viewOf(['a']), new Map()).size).toBe(0)
})

test('over twenty steps of coming and going nothing that stands moves, and nothing lies on anything', () => {
  const name = fc.tuple(fc.constantFrom('', 'shop/', 'pay/', 'ops/'), fc.nat(30)).map(([space, at]) => `${space}s${at}`)
  const step = fc.record({
    come: fc.uniqueArray(name, { maxLength: 8 }),
    go: fc.array(fc.nat(99), { maxLength: 4 }),
    ties: fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 8 }),
  })
  const pins = fc.dictionary(name, fc.record({ x: fc.constant(-5_000), y: fc.constant(0) }), { maxKeys: 1 })
  const graph = read({
    nodes: [
      { id: 'drawn', position: { x: 40, y: 40 } },
      { id: 'pgx', position: { x: 640, y: 40 } },
    ],
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 20 }), pins, (steps, pinned) => {
      const ruled = { ...graph, rules: { pins: pinned } }
      let present = new Set<string>()
      let remembered: ReadonlyMap<string, Point> = new Map()
      for (const { come, go, ties } of steps) {
        const stay = [...present].filter((_, at) => !go.includes(at))
        present = new Set([...stay, ...come])
        const ids = [...present, 'drawn']
        const edges = ties.map(([a, b]) => [ids[a % ids.length] ?? '', ids[b % ids.length] ?? ''] as const)
        const view = viewOf(present, edges)
        const points = placeFound(ruled, view, remembered)
        expect(new Set(points.keys())).toEqual(present)
        for (const [id, place] of points) {
          if (Object.hasOwn(pinned, id)) expect(place).toEqual(pinned[id])
          else expect(remembered.get(id) ?? place).toEqual(place)
        }
        expect(findOverlaps(boxesOf(ruled, view, points))).toEqual([])
        remembered = new Map([...remembered, ...points])
      }
    }),
    { numRuns: 40 },
  )
})

function hull(boxes: readonly (readonly [string, Box])[]): Box {
  const x = Math.min(...boxes.map(([, box]) => box.x))
  const y = Math.min(...boxes.map(([, box]) => box.y))
  const right = Math.max(...boxes.map(([, box]) => box.x + box.width))
  const bottom = Math.max(...boxes.map(([, box]) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}
