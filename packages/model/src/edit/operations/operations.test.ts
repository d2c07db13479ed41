import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomGraph } from '../../testing/random-edits.ts'
import { findEdge, findNode, idsOf, shop } from '../../testing/shop.ts'
import type { GraphDocument, GraphEdge, GraphNode } from '../../graph/document.ts'
import { addEdges, reconnectEdge, reverseEdge, updateEdge } from './edges.ts'
import { updateFields } from './fields.ts'
import { setParent, unwrapGroup, wrapNodes } from './groups.ts'
import { addNodes, removeElements, updateNode } from './nodes.ts'
import { arrangeNodes, placeNodes, resizeNode, shiftNodes } from './places.ts'
import { addPort, movePort, removePort, updatePort } from './ports.ts'

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({ id, name: id, kind: 'service', ...more })
const edge = (id: string, source: string, target: string, more: Partial<GraphEdge> = {}): GraphEdge => {
  return { id, source, target, sourcePort: null, targetPort: null, ...more }
}
const parentsOf = (graph: GraphDocument) =>
  Object.fromEntries(graph.nodes.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent]])))

describe('every operation', () => {
  const nowhere: readonly ((graph: GraphDocument) => GraphDocument)[] = [
    (graph) => addNodes(graph, graph.nodes),
    (graph) => addEdges(graph, [...graph.edges, edge('?', '?', '?')]),
    (graph) => updateNode(graph, '?', { name: 'x' }),
    (graph) => updateEdge(graph, '?', { label: 'x' }),
    (graph) => updateFields(graph, { name: graph.name, description: undefined }),
    (graph) => removeElements(graph, { nodes: ['?'], edges: ['?'] }),
    (graph) => placeNodes(graph, new Map([['?', { x: 1, y: 1 }]])),
    (graph) => shiftNodes(graph, ['?'], 1, 1),
    (graph) => shiftNodes(graph, idsOf(graph), 0, 0),
    (graph) => resizeNode(graph, '?', { x: 0, y: 0, width: 9, height: 9 }),
    (graph) => setParent(graph, ['?'], undefined),
    (graph) => setParent(graph, idsOf(graph), '?'),
    (graph) => wrapNodes(graph, ['?'], node('new')),
    (graph) => unwrapGroup(graph, '?'),
    (graph) => reverseEdge(graph, '?'),
    (graph) => reconnectEdge(graph, '?', 'source', { node: '?', port: null }),
    (graph) => addPort(graph, '?', { id: 'p' }),
    (graph) => updatePort(graph, '?', '?', { label: 'x' }),
    (graph) => movePort(graph, '?', '?', 0),
    (graph) => removePort(graph, '?', '?'),
  ]

  test('that finds nothing to do gives the very same graph', () => {
    fc.assert(
      fc.property(randomGraph, fc.constantFrom(...nowhere), (graph, change) => {
        expect(change(graph)).toBe(graph)
      }),
    )
  })
})

describe('nodes', () => {
  test('keep whatever a patch does not name, and lose what it names as undefined', () => {
    const graph = updateNode(shop, 'cart', { labels: undefined, description: 'buys' })
    const { labels: _, ...rest } = findNode(shop, 'cart') ?? node('cart')
    expect(findNode(graph, 'cart')).toStrictEqual({ ...rest, description: 'buys' })
    expect(graph.nodes.filter((one, at) => one !== shop.nodes[at])).toHaveLength(1)
  })

  test('are called by their id when their name is taken away', () => {
    const named = updateNode(shop, 'web', { name: 'Web' })
    expect(findNode(updateNode(named, 'web', { name: '' }), 'web')?.name).toBe('web')
    expect(findNode(updateNode(named, 'web', { name: undefined }), 'web')?.name).toBe('web')
  })

  test('are never put into themselves, into a node, or into nowhere by a patch', () => {
    for (const parent of ['pay', 'cart', '?']) expect(updateNode(shop, 'pay', { parent })).toBe(shop)
  })

  test('let their members out when they are a group no more', () => {
    const nested = setParent(shop, ['pay'], 'team')
    expect(parentsOf(updateNode(nested, 'pay', { kind: 'box' }))).toEqual({ pay: 'team', cart: 'team', till: 'team' })
  })

  test('go with their edges, and groups with all that is in them', () => {
    const graph = removeElements(shop, { nodes: ['pay'] })
    expect([idsOf(graph), graph.edges]).toEqual([['team', 'web', 'db'], []])
  })

  test('are not added to a group that is none, nor twice', () => {
    const graph = addNodes(shop, [node('a', { parent: 'web' }), node('b', { parent: 'pay' }), node('b'), node('web')])
    expect(idsOf(graph)).toEqual([...idsOf(shop), 'a', 'b'])
    expect(parentsOf(graph)).toMatchObject({ b: 'pay' })
    expect(findNode(graph, 'a')).toStrictEqual(node('a'))
  })
})

describe('edges', () => {
  test('are turned round with their ports', () => {
    expect(findEdge(reverseEdge(shop, 'buy'), 'buy')).toMatchObject({
      source: 'cart',
      sourcePort: 'grpc',
      target: 'web',
      targetPort: null,
    })
  })

  test('leave the port behind when they are hung to another node', () => {
    expect(findEdge(updateEdge(shop, 'buy', { target: 'db' }), 'buy')).toMatchObject({ target: 'db', targetPort: null })
    expect(findEdge(reconnectEdge(shop, 'buy', 'target', { node: 'db', port: 'grpc' }), 'buy')?.targetPort).toBeNull()
    expect(reconnectEdge(shop, 'buy', 'target', { node: '?', port: null })).toBe(shop)
  })

  test('keep their ends when only their label changes', () => {
    expect(findEdge(updateEdge(shop, 'buy', { label: 'x' }), 'buy')).toEqual({ ...findEdge(shop, 'buy'), label: 'x' })
  })

  test('are added with both ends only', () => {
    const graph = addEdges(shop, [edge('a', 'web', '?'), edge('b', 'web', 'db', { targetPort: '?' })])
    expect(graph.edges.slice(shop.edges.length)).toEqual([edge('b', 'web', 'db')])
  })
})

describe('groups', () => {
  const nested = setParent(shop, ['pay'], 'team')

  test('keep their members when they are moved together with them', () => {
    expect(parentsOf(setParent(shop, ['pay', 'cart', 'web'], 'team'))).toEqual({
      pay: 'team',
      cart: 'pay',
      till: 'pay',
      web: 'team',
    })
  })

  test('are never put into one of their own', () => {
    expect(setParent(nested, ['team'], 'pay')).toBe(nested)
    expect(parentsOf(setParent(nested, ['team', 'web'], 'pay'))).toEqual({ ...parentsOf(nested), web: 'pay' })
  })

  test('are put around nodes where all of those are at home', () => {
    const graph = wrapNodes(nested, ['cart', 'till'], node('new'))
    expect(findNode(graph, 'new')).toMatchObject({ kind: 'group', parent: 'pay' })
    expect(parentsOf(graph)).toMatchObject({ cart: 'new', till: 'new' })
    expect(findNode(wrapNodes(nested, ['cart', 'web'], node('new')), 'new')?.parent).toBeUndefined()
    expect(findNode(wrapNodes(nested, ['cart', 'pay'], node('new')), 'new')?.parent).toBe('team')
  })

  test('are taken away and leave their members in the group around them', () => {
    expect(parentsOf(unwrapGroup(nested, 'pay'))).toEqual({ cart: 'team', till: 'team' })
    expect(unwrapGroup(nested, 'pay').edges).toBe(nested.edges)
  })

  test('move with their members and their own box', () => {
    const placed = placeNodes(
      shop,
      new Map([...shop.nodes.keys()].map((at) => [idsOf(shop)[at] ?? '', { x: at, y: 0 }])),
    )
    const moved = shiftNodes(placed, ['pay', 'cart'], 100, 10)
    expect(['pay', 'cart', 'till', 'web'].map((id) => findNode(moved, id)?.position)).toEqual([
      { x: 100, y: 10 },
      { x: 102, y: 10 },
      { x: 103, y: 10 },
      { x: 4, y: 0 },
    ])
  })

  test('and nodes without a place of their own are moved from where they are drawn', () => {
    const boxes = new Map(['pay', 'team', 'cart'].map((id, at) => [id, { x: at, y: at, width: 9, height: 9 }]))
    const moved = shiftNodes(shop, ['pay', 'team'], 10, 10, boxes)
    expect(['pay', 'team', 'cart', 'till'].map((id) => findNode(moved, id)?.position)).toEqual([
      undefined,
      { x: 11, y: 11 },
      { x: 12, y: 12 },
      undefined,
    ])
  })

  test('bring their members when they are arranged', () => {
    const placed = placeNodes(shop, new Map(['cart', 'till', 'web'].map((id, at) => [id, { x: at, y: at }])))
    const boxes = new Map([
      ['pay', { x: 0, y: 0 }],
      ['cart', { x: 0, y: 0 }],
      ['web', { x: 2, y: 2 }],
    ])
    const moved = arrangeNodes(
      placed,
      boxes,
      new Map([
        ['pay', { x: 5, y: 0 }],
        ['cart', { x: 99, y: 99 }],
      ]),
    )
    expect(['cart', 'till', 'web'].map((id) => findNode(moved, id)?.position)).toEqual([
      { x: 5, y: 0 },
      { x: 6, y: 1 },
      { x: 2, y: 2 },
    ])
  })
})

describe('places', () => {
  test('hold a point and nothing more, and no place that is none', () => {
    const graph = placeNodes(
      shop,
      new Map([
        ['web', { x: 1, y: 2, width: 3, height: 4 }],
        ['db', { x: NaN, y: 0 }],
      ]),
    )
    expect(findNode(graph, 'web')?.position).toStrictEqual({ x: 1, y: 2 })
    expect(findNode(graph, 'db')).toBe(findNode(shop, 'db'))
  })

  test('and sizes stay within what a document may hold', () => {
    const graph = resizeNode(shop, 'web', { x: -1e9, y: 0, width: 1, height: 1e9 })
    expect(findNode(graph, 'web')).toMatchObject({ position: { x: -1e7, y: 0 }, size: { width: 8, height: 20_000 } })
  })
})

describe('ports', () => {
  const ported = addPort(addPort(shop, 'cart', { id: 'b' }), 'cart', { id: 'c' })
  const portsOf = (graph: GraphDocument) => findNode(graph, 'cart')?.ports?.map(({ id }) => id)

  test('are added once, in order, and can be put in another', () => {
    expect(portsOf(addPort(ported, 'cart', { id: 'b' }))).toEqual(['grpc', 'b', 'c'])
    expect(portsOf(movePort(ported, 'cart', 'c', 0))).toEqual(['c', 'grpc', 'b'])
    expect(portsOf(movePort(ported, 'cart', 'grpc', 99))).toEqual(['b', 'c', 'grpc'])
    expect(movePort(ported, 'cart', 'b', 1)).toBe(ported)
  })

  test('take their edges along under a new id, which must be free', () => {
    const graph = updatePort(ported, 'cart', 'grpc', { id: 'rpc', name: 'GRPC' })
    expect(findNode(graph, 'cart')?.ports?.[0]).toEqual({ id: 'rpc', name: 'GRPC' })
    expect(findEdge(graph, 'buy')?.targetPort).toBe('rpc')
    expect(updatePort(ported, 'cart', 'grpc', { id: 'b' })).toBe(ported)
  })

  test('leave their edges at the node when they go', () => {
    const graph = removePort(shop, 'cart', 'grpc')
    expect(findNode(graph, 'cart')).not.toHaveProperty('ports')
    expect(findEdge(graph, 'buy')).toMatchObject({ target: 'cart', targetPort: null })
  })
})
