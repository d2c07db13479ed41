import { describe, expect, test } from 'vitest'
import type { Edit } from '../testing/shop.ts'
import { add, both, findEdge, findNode, idsOf, merge, remove, say, set, settle, shop, tie } from '../testing/shop.ts'
import type { GraphDocument } from '../graph/document.ts'
import { decideConflict } from './decide.ts'
import { mergeGraphs } from './merge.ts'
import { reconnectEdge, updateEdge } from './operations/edges.ts'
import { updateFields } from './operations/fields.ts'
import { setParent } from './operations/groups.ts'
import { placeNodes } from './operations/places.ts'
import { addPort, removePort, updatePort } from './operations/ports.ts'

describe('nobody is asked', () => {
  test.each<[string, Edit, Edit, object]>([
    [
      'two fields of one node',
      set('cart', { name: 'Cart' }),
      set('cart', { namespace: 'shop' }),
      { name: 'Cart', namespace: 'shop' },
    ],
    [
      'two labels',
      set('cart', { labels: { tier: '2' } }),
      set('cart', { labels: { tier: '1', os: 'x' } }),
      { labels: { tier: '2', os: 'x' } },
    ],
    [
      'services added and removed',
      set('cart', { services: ['b', 'c'] }),
      set('cart', { services: ['a', 'b', 'd'] }),
      { services: ['b', 'd', 'c'] },
    ],
    [
      'two fields of one port',
      (g) => updatePort(g, 'cart', 'grpc', { name: 'GRPC' }),
      (g) => updatePort(g, 'cart', 'grpc', { label: '/buy' }),
      { ports: [{ id: 'grpc', name: 'GRPC', label: '/buy' }] },
    ],
    [
      'a port of each',
      (g) => addPort(g, 'cart', { id: 'http' }),
      (g) => addPort(g, 'cart', { id: 'tcp' }),
      { ports: [{ id: 'grpc' }, { id: 'tcp' }, { id: 'http' }] },
    ],
    ['the same edit twice', set('cart', { name: 'Cart' }), set('cart', { name: 'Cart' }), { name: 'Cart' }],
    [
      'a move and a size',
      (g) => placeNodes(g, new Map([['cart', { x: 1, y: 2 }]])),
      set('cart', { size: { width: 99, height: 9 } }),
      { position: { x: 1, y: 2 }, size: { width: 99, height: 9 } },
    ],
  ])('%s: both are in', (_name, mine, theirs, expected) => {
    const merged = merge(mine, theirs)
    expect(merged.conflicts).toEqual([])
    expect(findNode(merged.graph, 'cart')).toMatchObject(expected)
  })

  test('new nodes of both stand where their neighbours are, theirs first in theirs', () => {
    const mine = add('mine')
    const theirs: Edit = (graph) => ({
      ...graph,
      nodes: [{ id: 'first', name: 'first', kind: 'service' }, ...graph.nodes],
    })
    expect(idsOf(merge(mine, theirs).graph)).toEqual(['first', ...idsOf(shop), 'mine'])
  })

  test('my order is kept when they changed none, and theirs when both did', () => {
    const turn: Edit = (graph) => ({ ...graph, nodes: graph.nodes.toReversed() })
    const webFirst: Edit = (graph) => ({ ...graph, nodes: graph.nodes.toSorted((a, b) => (a.id < b.id ? 1 : -1)) })
    expect(idsOf(merge(turn, set('web', { name: 'Web' })).graph)).toEqual(idsOf(turn(shop)))
    expect(idsOf(merge(turn, webFirst).graph)).toEqual(idsOf(webFirst(shop)))
  })

  test('deleting what nobody touched just deletes, with its edges', () => {
    const { graph, conflicts } = merge(remove('db'), set('web', { name: 'Web' }))
    expect(conflicts).toEqual([])
    expect([findNode(graph, 'db'), findEdge(graph, 'store')]).toEqual([undefined, undefined])
  })

  test('an edge that I hung elsewhere stays when they delete the node where it was', () => {
    const { graph, conflicts } = merge((g) => reconnectEdge(g, 'store', 'target', { node: 'web' }), remove('db'))
    expect(conflicts).toEqual([])
    expect(findEdge(graph, 'store')).toMatchObject({ source: 'cart', target: 'web' })
  })

  test('a field of the graph and another, and tags of both', () => {
    const mine: Edit = (g) => updateFields(g, { name: 'Shop', tags: ['a'] })
    const { graph, conflicts } = merge(mine, (g) => updateFields(g, { description: 'All', tags: ['b'] }))
    expect(conflicts).toEqual([])
    expect(graph).toMatchObject({ name: 'Shop', description: 'All', tags: ['b', 'a'] })
  })
})

describe('a field that both changed', () => {
  test.each<[string, Edit, Edit, string, (graph: GraphDocument) => unknown, unknown, unknown]>([
    [
      'the name',
      set('web', { name: 'A' }),
      set('web', { name: 'B' }),
      'web name',
      (g) => findNode(g, 'web')?.name,
      'A',
      'B',
    ],
    [
      'one label',
      set('cart', { labels: { tier: '2' } }),
      set('cart', { labels: {} }),
      'cart labels.tier',
      (g) => findNode(g, 'cart')?.labels,
      { tier: '2' },
      undefined,
    ],
    [
      'a field of a port',
      (g) => updatePort(g, 'cart', 'grpc', { label: 'a' }),
      (g) => updatePort(g, 'cart', 'grpc', { label: 'b' }),
      'cart ports.grpc.label',
      (g) => findNode(g, 'cart')?.ports,
      [{ id: 'grpc', label: 'a' }],
      [{ id: 'grpc', label: 'b' }],
    ],
    [
      'the end of an edge',
      (g) => reconnectEdge(g, 'store', 'target', { node: 'web' }),
      (g) => reconnectEdge(g, 'store', 'target', { node: 'cart', port: 'grpc' }),
      'store target',
      (g) => [findEdge(g, 'store')?.target, findEdge(g, 'store')?.targetPort],
      ['web', null],
      ['cart', 'grpc'],
    ],
    [
      'the label of an edge',
      (g) => updateEdge(g, 'buy', { label: 'a' }),
      (g) => updateEdge(g, 'buy', { label: 'b' }),
      'buy label',
      (g) => findEdge(g, 'buy')?.label,
      'a',
      'b',
    ],
    [
      'the name of the graph',
      (g) => updateFields(g, { name: 'A' }),
      (g) => updateFields(g, { name: 'B' }),
      'graph name',
      (g) => g.name,
      'A',
      'B',
    ],
    [
      'the field of a node that both added',
      add('new', { namespace: 'a' }),
      add('new', { namespace: 'b' }),
      'new namespace',
      (g) => findNode(g, 'new')?.namespace,
      'a',
      'b',
    ],
    [
      'the group',
      (g) => setParent(g, ['web'], 'pay'),
      (g) => setParent(g, ['web'], 'team'),
      'web parent',
      (g) => findNode(g, 'web')?.parent,
      'pay',
      'team',
    ],
  ])('%s: mine stands until somebody decides', (_name, mine, theirs, said, read, own, their) => {
    const merged = merge(mine, theirs)
    expect(merged.conflicts.map(say)).toEqual([said])
    expect(read(merged.graph)).toEqual(own)
    expect(read(settle(merged, 'mine'))).toEqual(own)
    expect(read(settle(merged, 'theirs'))).toEqual(their)
  })

  test('groups put into one another: their nesting stands, either can be chosen', () => {
    const merged = merge(
      (g) => setParent(g, ['pay'], 'team'),
      (g) => setParent(g, ['team'], 'pay'),
    )
    const parents = (graph: GraphDocument) => ['pay', 'team'].map((id) => findNode(graph, id)?.parent)
    expect(merged.conflicts.map(say)).toEqual(['pay parent'])
    expect(parents(merged.graph)).toEqual([undefined, 'pay'])
    expect(parents(settle(merged, 'theirs'))).toEqual([undefined, 'pay'])
    expect(parents(settle(merged, 'mine'))).toEqual(['team', undefined])
  })

  test('a group that I made a node while they put something in stays a group until somebody decides', () => {
    const merged = merge(set('team', { kind: 'box' }), (g) => setParent(g, ['web'], 'team'))
    expect(merged.conflicts.map(say)).toEqual(['team kind'])
    expect(findNode(merged.graph, 'team')?.kind).toBe('group')
    expect(findNode(settle(merged, 'theirs'), 'web')?.parent).toBe('team')
    expect(findNode(settle(merged, 'mine'), 'team')?.kind).toBe('box')
    expect(findNode(settle(merged, 'mine'), 'web')?.parent).toBeUndefined()
  })

  test('a parent that is no group any more is one again when it is chosen', () => {
    const merged = merge(
      both((g) => setParent(g, ['web'], 'pay'), set('team', { kind: 'box' })),
      (g) => setParent(g, ['web'], 'team'),
    )
    expect(merged.conflicts.map(say)).toEqual(['web parent'])
    expect(findNode(settle(merged, 'theirs'), 'team')?.kind).toBe('group')
    expect(findNode(settle(merged, 'theirs'), 'web')?.parent).toBe('team')
  })

  test('a port that I removed while they tied an edge to it stays until somebody decides', () => {
    const merged = merge((g) => removePort(g, 'cart', 'grpc'), tie('pay it', 'db', 'cart', 'grpc'))
    expect(merged.conflicts.map(say)).toEqual(['cart ports.grpc'])
    expect(findEdge(merged.graph, 'pay it')?.targetPort).toBe('grpc')
    expect(findNode(settle(merged, 'mine'), 'cart')?.ports).toBeUndefined()
    expect(findEdge(settle(merged, 'mine'), 'pay it')?.targetPort).toBeNull()
    expect(findEdge(settle(merged, 'theirs'), 'pay it')?.targetPort).toBe('grpc')
  })

  test('an end at a port that I removed is there again when theirs is chosen', () => {
    const start = addPort(shop, 'web', { id: 'in' })
    const mine = removePort(reconnectEdge(start, 'store', 'target', { node: 'cart' }), 'web', 'in')
    const theirs = reconnectEdge(start, 'store', 'target', { node: 'web', port: 'in' })
    const { graph, conflicts } = mergeGraphs(start, mine, theirs)
    expect(conflicts.map(say)).toEqual(['store target'])
    const decided = conflicts.reduce(
      (at, one) => decideConflict(at, { base: start, mine, theirs }, one, 'theirs'),
      graph,
    )
    expect(decided).toEqual(theirs)
  })

  test('ports and labels whose names have dots are told apart', () => {
    const start = addPort(addPort(shop, 'web', { id: 'a' }), 'web', { id: 'a.label' })
    const mine = updatePort(start, 'web', 'a', { label: 'mine' })
    const theirs = updatePort(start, 'web', 'a', { label: 'theirs' })
    const { graph, conflicts } = mergeGraphs(start, mine, theirs)
    const decided = conflicts.reduce(
      (at, one) => decideConflict(at, { base: start, mine, theirs }, one, 'theirs'),
      graph,
    )
    expect(findNode(decided, 'web')?.ports).toEqual([{ id: 'a', label: 'theirs' }, { id: 'a.label' }])
  })
})

test('two long lists that are too long together are a conflict, and mine stands', () => {
  const list = (prefix: string) => Array.from({ length: 150 }, (_, at) => `${prefix}${at}`)
  const merged = merge(set('web', { services: list('a') }), set('web', { services: list('b') }))
  expect(merged.conflicts.map(say)).toEqual(['web services'])
  expect(findNode(merged.graph, 'web')?.services).toEqual(list('a'))
  expect(findNode(settle(merged, 'theirs'), 'web')?.services).toEqual(list('b'))
})

test('what nobody of the others touched stays the very same object', () => {
  const mine = set('web', { name: 'Web' })(shop)
  const theirs: GraphDocument = JSON.parse(JSON.stringify(set('db', { name: 'DB' })(shop)))
  const { graph } = mergeGraphs(shop, mine, theirs)
  expect(graph.nodes.filter((node, at) => node !== mine.nodes[at]).map(({ id }) => id)).toEqual(['db'])
  expect(graph.edges).toBe(mine.edges)
  expect(mergeGraphs(shop, mine, JSON.parse(JSON.stringify(shop))).graph).toBe(mine)
})
