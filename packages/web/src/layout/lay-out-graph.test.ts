import { parseGraphDocument, placeNodes as putNodes } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeDrawn } from '@statusgraph/picture'
import type { Box, Point } from '../map/geometry/box.ts'
import { doOverlap } from '../map/geometry/box.ts'
import { layOutUnplaced } from '../map/geometry/lay-out.ts'
import { layOutWith } from './lay-out-graph.ts'
import type { LayoutDirection } from './lay-out-graph.ts'
import { inProcessEngines } from './testing/in-process.ts'

const directions: readonly LayoutDirection[] = ['right', 'down', 'compact']

function read(nodes: readonly object[], edges: readonly object[] = []): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

function boxesOf(graph: GraphDocument): ReadonlyMap<string, Box> {
  return placeDrawn(graph, layOutUnplaced).boxes
}

async function layOut(
  graph: GraphDocument,
  direction: LayoutDirection,
  only?: ReadonlySet<string>,
): Promise<{ readonly points: ReadonlyMap<string, Point>; readonly after: ReadonlyMap<string, Box> }> {
  const points = await layOutWith(
    inProcessEngines,
    graph,
    { direction, only, boxes: boxesOf(graph) },
    { signal: new AbortController().signal, onProgress: () => undefined },
  )
  return { points, after: boxesOf(putNodes(graph, points)) }
}

/** Pairs that lie on one another: cards, or a frame and what is not in it. */
function findOverlaps(graph: GraphDocument, boxes: ReadonlyMap<string, Box>): readonly string[] {
  const parents = new Map(graph.nodes.map(({ id, parent }) => [id, parent]))
  const isAround = (group: string, id: string): boolean => {
    for (let up = parents.get(id); up !== undefined; up = parents.get(up)) if (up === group) return true
    return false
  }
  const all = [...boxes]
  return all.flatMap(([a, boxA], at) =>
    all.slice(at + 1).flatMap(([b, boxB]) => {
      if (isAround(a, b) || isAround(b, a) || !doOverlap(boxA, boxB)) return []
      return [`${a} and ${b}`]
    }),
  )
}

const kinds = ['service', 'database', 'queue', 'hexagon', 'diamond', 'actor'] as const

/** Graphs of up to 5 groups, some in others, and 14 nodes, some with ports, with edges of all sorts. */
const graphs = fc
  .record({
    groups: fc.array(fc.option(fc.nat({ max: 4 })), { maxLength: 5 }),
    nodes: fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        group: fc.option(fc.nat({ max: 4 })),
        ports: fc.nat({ max: 2 }),
        name: fc.string({ maxLength: 24, unit: 'grapheme-ascii' }),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    edges: fc.array(fc.tuple(fc.nat({ max: 18 }), fc.nat({ max: 18 }), fc.nat({ max: 1 })), { maxLength: 24 }),
  })
  .map(({ groups, nodes, edges }) => {
    const ids = [...groups.map((_, at) => `g${at}`), ...nodes.map((_, at) => `n${at}`)]
    return read(
      [
        ...groups.map((parent, at) => ({
          id: `g${at}`,
          kind: 'group',
          ...(parent === null || parent >= at ? {} : { parent: `g${parent}` }),
        })),
        ...nodes.map(({ kind, group, ports, name }, at) => ({
          id: `n${at}`,
          kind,
          ...(name === '' ? {} : { name }),
          ...(group === null || group >= groups.length ? {} : { parent: `g${group}` }),
          ...(ports === 0 ? {} : { ports: Array.from({ length: ports }, (_, port) => ({ id: `p${port}` })) }),
        })),
      ],
      edges.flatMap(([from, to, port]) => {
        const [source, target] = [ids[from], ids[to]]
        if (source === undefined || target === undefined) return []
        const hasPort = target.startsWith('n') && (nodes[Number(target.slice(1))]?.ports ?? 0) > port
        return [{ source, target, ...(hasPort ? { targetPort: `p${port}` } : {}) }]
      }),
    )
  })

describe.each(directions)('laid out %s', (direction) => {
  test('nothing lies on anything, and every node is on the grid', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const { points, after } = await layOut(graph, direction)
        expect(findOverlaps(graph, after)).toEqual([])
        expect(graph.nodes.filter(({ id, kind }) => kind !== 'group' && !points.has(id))).toEqual([])
        expect([...points.values()].every(({ x, y }) => x % 8 === 0 && y % 8 === 0)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('a second time, nothing moves', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const { points } = await layOut(graph, direction)
        const once = putNodes(graph, points)
        expect(putNodes(once, (await layOut(once, direction)).points)).toEqual(once)
      }),
      { numRuns: 15 },
    )
  })

  test('what is pinned stays, and the others keep off it', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.nat({ max: 13 }), fc.nat({ max: 900 }), async (graph, at, x) => {
        const loose = graph.nodes.filter(({ kind, parent }) => kind !== 'group' && parent === undefined)
        const chosen = loose[at % Math.max(1, loose.length)]
        if (chosen === undefined) return
        const pinned: GraphDocument = {
          ...graph,
          nodes: graph.nodes.map((node) =>
            node === chosen ? { ...node, pinned: true, position: { x: x + 3, y: 101 } } : node,
          ),
        }
        const { points, after } = await layOut(pinned, direction)
        expect(points.has(chosen.id)).toBe(false)
        expect(findOverlaps(pinned, after)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('of a selection, nothing else moves', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.nat(), async (graph, seed) => {
        const placed = putNodes(graph, boxesOf(graph))
        const only = new Set(placed.nodes.filter((_, at) => ((seed >> (at % 30)) & 1) === 1).map(({ id }) => id))
        const { points } = await layOut(placed, direction, only)
        const byId = new Map(placed.nodes.map((node) => [node.id, node]))
        const isChosen = (id: string): boolean => {
          for (let up: string | undefined = id; up !== undefined; up = byId.get(up)?.parent)
            if (only.has(up)) return true
          return false
        }
        expect([...points.keys()].filter((id) => !isChosen(id))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

test('a selection keeps clear of what it leaves where it was', async () => {
  const graph = read(
    [
      { id: 'a', position: { x: 0, y: 0 } },
      { id: 'b', position: { x: 8, y: 8 } },
      { id: 'c', position: { x: 16, y: 16 } },
      { id: 'wall', position: { x: 240, y: 0 } },
    ],
    [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
    ],
  )
  const { points, after } = await layOut(graph, 'right', new Set(['a', 'b', 'c']))
  expect([...points.keys()].toSorted()).toEqual(['a', 'b', 'c'])
  expect(findOverlaps(graph, after)).toEqual([])
})

test('whoever calls stands before what is called, in the way that was chosen', async () => {
  const graph = read(
    [{ id: 'web' }, { id: 'pay', kind: 'group' }, { id: 'api', parent: 'pay' }, { id: 'db', kind: 'database' }],
    [
      { source: 'web', target: 'api' },
      { source: 'api', target: 'db' },
    ],
  )
  const right = await layOut(graph, 'right')
  expect(['web', 'api', 'db'].map((id) => right.after.get(id)?.x)).toEqual(
    ['web', 'api', 'db'].map((id) => right.after.get(id)?.x ?? 0).toSorted((a, b) => a - b),
  )
  const down = await layOut(graph, 'down')
  expect(['web', 'api', 'db'].map((id) => down.after.get(id)?.y)).toEqual(
    ['web', 'api', 'db'].map((id) => down.after.get(id)?.y ?? 0).toSorted((a, b) => a - b),
  )
  expect(down.after.get('web')?.y).toBeLessThan(down.after.get('db')?.y ?? 0)
  expect(right.after.get('web')?.x).toBeLessThan(right.after.get('db')?.x ?? 0)
})

test('a group that is drawn with a place and a size moves with its members', async () => {
  const graph = read([
    { id: 'left', position: { x: 0, y: 0 } },
    { id: 'zone', kind: 'group', position: { x: 4_000, y: 4_000 }, size: { width: 400, height: 300 } },
    { id: 'in', parent: 'zone', position: { x: 4_040, y: 4_080 } },
  ])
  const { points, after } = await layOut(graph, 'right')
  expect(points.has('zone')).toBe(true)
  expect(after.get('zone')?.width).toBeLessThan(420)
  expect(findOverlaps(graph, after)).toEqual([])
})

test('cancelled, it ends at once with the reason', async () => {
  const ending = new AbortController()
  ending.abort(new Error('enough'))
  const graph = read([{ id: 'a' }, { id: 'b' }], [{ source: 'a', target: 'b' }])
  const work = { signal: ending.signal, onProgress: () => undefined }
  const asked = layOutWith(inProcessEngines, graph, { direction: 'right', boxes: boxesOf(graph) }, work)
  await expect(asked).rejects.toThrow('enough')
})

test('a large graph has about the shape of a screen', () => {
  const ids = Array.from({ length: 600 }, (_, at) => `n${at}`)
  const graph = read(
    ids.map((id) => ({ id })),
    ids.flatMap((source, at) => [7, 3].map((step) => ({ source, target: ids[(at * step + 1) % ids.length] }))),
  )
  const boxes = [...boxesOf(graph).values()]
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - Math.min(...boxes.map(({ x }) => x))
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - Math.min(...boxes.map(({ y }) => y))
  expect(width / height).toBeGreaterThan(0.8)
  expect(width / height).toBeLessThan(3.2)
})
