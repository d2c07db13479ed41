import { describe, expect, test } from 'vitest'
import type { GraphDocument } from '../graph/document.ts'
import { parseGraphDocument } from '../graph/document.ts'
import type { Conflict, Decision } from './conflict.ts'
import { decideConflict } from './decide.ts'
import { mergeGraphs } from './merge.ts'
import { addEdges, reconnectEdge, updateEdge } from './operations/edges.ts'
import { updateFields } from './operations/fields.ts'
import { setParent, unwrapGroup } from './operations/groups.ts'
import { addNodes, removeElements, updateNode } from './operations/nodes.ts'
import { placeNodes } from './operations/places.ts'
import { addPort, removePort, updatePort } from './operations/ports.ts'

type Edit = (graph: GraphDocument) => GraphDocument

function read(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const base = read({
  nodes: [
    { id: 'pay', kind: 'group' },
    { id: 'team', kind: 'group' },
    { id: 'cart', parent: 'pay', ports: [{ id: 'grpc' }], services: ['a', 'b'], labels: { tier: '1' } },
    { id: 'till', parent: 'pay' },
    { id: 'web' },
    { id: 'db', kind: 'database' },
  ],
  edges: [
    { id: 'buy', source: 'web', target: 'cart', targetPort: 'grpc' },
    { id: 'store', source: 'cart', target: 'db' },
  ],
})

function merge(mine: Edit, theirs: Edit) {
  const sources = { base, mine: mine(base), theirs: theirs(base) }
  return { ...mergeGraphs(base, sources.mine, sources.theirs), sources }
}

/** The merged graph after one decision for all. */
function settle({ graph, conflicts, sources }: ReturnType<typeof merge>, decision: Decision): GraphDocument {
  return conflicts.reduce((at, conflict) => decideConflict(at, sources, conflict, decision), graph)
}

const nodeOf = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id)
const edgeOf = (graph: GraphDocument, id: string) => graph.edges.find((edge) => edge.id === id)
const idsOf = (graph: GraphDocument) => graph.nodes.map(({ id }) => id)
const say = (conflict: Conflict) =>
  conflict.kind === 'field'
    ? `${conflict.element.kind === 'graph' ? 'graph' : conflict.element.id} ${conflict.field}`
    : `${conflict.element.kind === 'graph' ? 'graph' : conflict.element.id} deleted by ${conflict.deletedBy}: ${conflict.change}`

const set =
  (id: string, patch: Parameters<typeof updateNode>[2]): Edit =>
  (graph) =>
    updateNode(graph, id, patch)
const remove =
  (...nodes: string[]): Edit =>
  (graph) =>
    removeElements(graph, { nodes })
const add =
  (id: string, more: object = {}): Edit =>
  (graph) =>
    addNodes(graph, [{ id, name: id, kind: 'service', ...more }])
const tie =
  (id: string, source: string, target: string, targetPort: string | null = null): Edit =>
  (graph) =>
    addEdges(graph, [{ id, source, target, sourcePort: null, targetPort }])
const both =
  (...edits: Edit[]): Edit =>
  (graph) =>
    edits.reduce((at, edit) => edit(at), graph)

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
    expect(nodeOf(merged.graph, 'cart')).toMatchObject(expected)
  })

  test('new nodes of both stand where their neighbours are, theirs first in theirs', () => {
    const mine = add('mine')
    const theirs: Edit = (graph) => ({
      ...graph,
      nodes: [{ id: 'first', name: 'first', kind: 'service' }, ...graph.nodes],
    })
    expect(idsOf(merge(mine, theirs).graph)).toEqual(['first', ...idsOf(base), 'mine'])
  })

  test('my order is kept when they changed none, and theirs when both did', () => {
    const turn: Edit = (graph) => ({ ...graph, nodes: graph.nodes.toReversed() })
    const webFirst: Edit = (graph) => ({ ...graph, nodes: graph.nodes.toSorted((a, b) => (a.id < b.id ? 1 : -1)) })
    expect(idsOf(merge(turn, set('web', { name: 'Web' })).graph)).toEqual(idsOf(turn(base)))
    expect(idsOf(merge(turn, webFirst).graph)).toEqual(idsOf(webFirst(base)))
  })

  test('deleting what nobody touched just deletes, with its edges', () => {
    const { graph, conflicts } = merge(remove('db'), set('web', { name: 'Web' }))
    expect(conflicts).toEqual([])
    expect([nodeOf(graph, 'db'), edgeOf(graph, 'store')]).toEqual([undefined, undefined])
  })

  test('an edge that I hung elsewhere stays when they delete the node where it was', () => {
    const { graph, conflicts } = merge((g) => reconnectEdge(g, 'store', 'target', { node: 'web' }), remove('db'))
    expect(conflicts).toEqual([])
    expect(edgeOf(graph, 'store')).toMatchObject({ source: 'cart', target: 'web' })
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
      (g) => nodeOf(g, 'web')?.name,
      'A',
      'B',
    ],
    [
      'one label',
      set('cart', { labels: { tier: '2' } }),
      set('cart', { labels: {} }),
      'cart labels.tier',
      (g) => nodeOf(g, 'cart')?.labels,
      { tier: '2' },
      undefined,
    ],
    [
      'a field of a port',
      (g) => updatePort(g, 'cart', 'grpc', { label: 'a' }),
      (g) => updatePort(g, 'cart', 'grpc', { label: 'b' }),
      'cart ports.grpc.label',
      (g) => nodeOf(g, 'cart')?.ports,
      [{ id: 'grpc', label: 'a' }],
      [{ id: 'grpc', label: 'b' }],
    ],
    [
      'the end of an edge',
      (g) => reconnectEdge(g, 'store', 'target', { node: 'web' }),
      (g) => reconnectEdge(g, 'store', 'target', { node: 'cart', port: 'grpc' }),
      'store target',
      (g) => [edgeOf(g, 'store')?.target, edgeOf(g, 'store')?.targetPort],
      ['web', null],
      ['cart', 'grpc'],
    ],
    [
      'the label of an edge',
      (g) => updateEdge(g, 'buy', { label: 'a' }),
      (g) => updateEdge(g, 'buy', { label: 'b' }),
      'buy label',
      (g) => edgeOf(g, 'buy')?.label,
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
      (g) => nodeOf(g, 'new')?.namespace,
      'a',
      'b',
    ],
    [
      'the group',
      (g) => setParent(g, ['web'], 'pay'),
      (g) => setParent(g, ['web'], 'team'),
      'web parent',
      (g) => nodeOf(g, 'web')?.parent,
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
    const parents = (graph: GraphDocument) => ['pay', 'team'].map((id) => nodeOf(graph, id)?.parent)
    expect(merged.conflicts.map(say)).toEqual(['pay parent'])
    expect(parents(merged.graph)).toEqual([undefined, 'pay'])
    expect(parents(settle(merged, 'theirs'))).toEqual([undefined, 'pay'])
    expect(parents(settle(merged, 'mine'))).toEqual(['team', undefined])
  })

  test('a group that I made a node while they put something in stays a group until somebody decides', () => {
    const merged = merge(set('team', { kind: 'box' }), (g) => setParent(g, ['web'], 'team'))
    expect(merged.conflicts.map(say)).toEqual(['team kind'])
    expect(nodeOf(merged.graph, 'team')?.kind).toBe('group')
    expect(nodeOf(settle(merged, 'theirs'), 'web')?.parent).toBe('team')
    expect(nodeOf(settle(merged, 'mine'), 'team')?.kind).toBe('box')
    expect(nodeOf(settle(merged, 'mine'), 'web')?.parent).toBeUndefined()
  })

  test('a port that I removed while they tied an edge to it stays until somebody decides', () => {
    const merged = merge((g) => removePort(g, 'cart', 'grpc'), tie('pay it', 'db', 'cart', 'grpc'))
    expect(merged.conflicts.map(say)).toEqual(['cart ports.grpc'])
    expect(edgeOf(merged.graph, 'pay it')?.targetPort).toBe('grpc')
    expect(nodeOf(settle(merged, 'mine'), 'cart')?.ports).toBeUndefined()
    expect(edgeOf(settle(merged, 'mine'), 'pay it')?.targetPort).toBeNull()
    expect(edgeOf(settle(merged, 'theirs'), 'pay it')?.targetPort).toBe('grpc')
  })

  test('ports and labels whose names have dots are told apart', () => {
    const start = addPort(addPort(base, 'web', { id: 'a' }), 'web', { id: 'a.label' })
    const mine = updatePort(start, 'web', 'a', { label: 'mine' })
    const theirs = updatePort(start, 'web', 'a', { label: 'theirs' })
    const { graph, conflicts } = mergeGraphs(start, mine, theirs)
    const decided = conflicts.reduce(
      (at, one) => decideConflict(at, { base: start, mine, theirs }, one, 'theirs'),
      graph,
    )
    expect(nodeOf(decided, 'web')?.ports).toEqual([{ id: 'a', label: 'theirs' }, { id: 'a.label' }])
  })
})

describe('what one deleted and the other worked on stays until somebody decides', () => {
  test.each<[string, Edit, Edit, string]>([
    ['renamed', remove('db'), set('db', { name: 'orders' }), 'db deleted by me: renamed to orders'],
    ['tied to', remove('db'), tie('read', 'web', 'db'), 'db deleted by me: 1 edge added'],
    [
      'hung an edge there',
      remove('db'),
      (g) => reconnectEdge(g, 'buy', 'target', { node: 'db' }),
      'db deleted by me: 1 edge reconnected',
    ],
    [
      'changed its edge',
      remove('db'),
      (g) => updateEdge(g, 'store', { label: 'sql' }),
      'db deleted by me: 1 edge changed',
    ],
    [
      'an edge',
      (g) => removeElements(g, { edges: ['store'] }),
      (g) => updateEdge(g, 'store', { label: 'sql' }),
      'store deleted by me: 1 edge changed',
    ],
    [
      'a group that got a member',
      remove('team'),
      (g) => setParent(g, ['web'], 'team'),
      'team deleted by me: web put into a group',
    ],
    [
      'a group whose member changed',
      remove('pay'),
      set('till', { name: 'Till' }),
      'pay deleted by me: till renamed to Till',
    ],
    [
      'a group and much of it',
      remove('pay'),
      both(set('pay', { name: 'Pay' }), add('new', { parent: 'pay' }), tie('t', 'new', 'cart')),
      'pay deleted by me: new added, renamed to Pay, 1 edge added',
    ],
  ])('%s', (_name, mine, theirs, said) => {
    const merged = merge(mine, theirs)
    expect(merged.conflicts.map(say)).toEqual([said])
    expect(settle(merged, 'theirs')).toEqual(theirs(base))
    const turned = merge(theirs, mine)
    expect(turned.conflicts.map(say)).toEqual([said.replace('by me', 'by them')])
    expect(settle(turned, 'mine')).toEqual(theirs(base))
  })

  test('a member that I took out is asked about when they delete the group with it', () => {
    const { graph, conflicts } = merge((g) => setParent(g, ['cart', 'till'], undefined), remove('pay'))
    expect(conflicts.map(say)).toEqual([
      'cart deleted by them: taken out of its group',
      'till deleted by them: taken out of its group',
    ])
    expect(nodeOf(graph, 'pay')).toBeUndefined()
  })

  test('deleting a node after all takes its edges', () => {
    const graph = settle(merge(remove('db'), both(set('db', { name: 'orders' }), tie('read', 'web', 'db'))), 'mine')
    expect(graph).toEqual(remove('db')(base))
  })

  test('deleting a group after all takes what was newly put in, and sends back what came from elsewhere', () => {
    const theirs = both(add('new', { parent: 'pay' }), (g) => setParent(g, ['web'], 'pay'), tie('t', 'web', 'new'))
    expect(settle(merge(remove('pay'), theirs), 'mine')).toEqual(remove('pay')(base))
  })

  test('taking a group away from around its members after all leaves also the new ones', () => {
    const merged = merge((g) => unwrapGroup(g, 'pay'), add('new', { parent: 'pay' }))
    expect(merged.conflicts.map(say)).toEqual(['pay deleted by me: new added'])
    const graph = settle(merged, 'mine')
    expect(['cart', 'till', 'new'].map((id) => nodeOf(graph, id)?.parent)).toEqual([undefined, undefined, undefined])
    expect(nodeOf(graph, 'pay')).toBeUndefined()
  })

  test('an edge that they hung to the deleted node goes back to where I have it', () => {
    const hang: Edit = (g) => reconnectEdge(g, 'buy', 'target', { node: 'db' })
    expect(edgeOf(settle(merge(remove('db'), hang), 'mine'), 'buy')).toEqual(edgeOf(base, 'buy'))
  })

  test('fifty changes inside a deleted group are one question', () => {
    const many = both(...Array.from({ length: 50 }, (_, at) => add(`n${at}`, { parent: 'pay' })))
    const start = many(base)
    const theirs = placeNodes(start, new Map(start.nodes.map(({ id }, at) => [id, { x: at, y: at }])))
    const merged = mergeGraphs(start, remove('pay')(start), theirs)
    expect(merged.conflicts.map(say)).toEqual(['pay deleted by me: 53 nodes moved'])
  })
})

test('two long lists that are too long together are a conflict, and mine stands', () => {
  const list = (prefix: string) => Array.from({ length: 150 }, (_, at) => `${prefix}${at}`)
  const merged = merge(set('web', { services: list('a') }), set('web', { services: list('b') }))
  expect(merged.conflicts.map(say)).toEqual(['web services'])
  expect(nodeOf(merged.graph, 'web')?.services).toEqual(list('a'))
  expect(nodeOf(settle(merged, 'theirs'), 'web')?.services).toEqual(list('b'))
})

test('what nobody of the others touched stays the very same object', () => {
  const mine = set('web', { name: 'Web' })(base)
  const theirs: GraphDocument = JSON.parse(JSON.stringify(set('db', { name: 'DB' })(base)))
  const { graph } = mergeGraphs(base, mine, theirs)
  expect(graph.nodes.filter((node, at) => node !== mine.nodes[at]).map(({ id }) => id)).toEqual(['db'])
  expect(graph.edges).toBe(mine.edges)
  expect(mergeGraphs(base, mine, JSON.parse(JSON.stringify(base))).graph).toBe(mine)
})
