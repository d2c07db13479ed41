import { describe, expect, test } from 'vitest'
import { foundEdge, foundNode, readGraph, viewOf } from '../testing/views.ts'
import { drawTopology } from './draw-topology.ts'

const web = readGraph({ dynamic: 'auto', nodes: [{ id: 'web', services: ['frontend'], position: { x: 1, y: 2 } }] })
const view = viewOf(
  [
    foundNode('web', { drawn: true }),
    foundNode('shop/cart', { position: { x: 40, y: 8 } }),
    foundNode('pg', { kind: 'database' }),
  ],
  [foundEdge('web→shop/cart', { protocol: 'grpc' }), foundEdge('shop/cart→pg')],
)

describe('what is drawn of a graph in which discovery draws', () => {
  test('is what people drew, and behind it what was found, in groups by namespace', () => {
    const drawn = drawTopology(web, view)
    expect(drawn.nodes[0]).toBe(web.nodes[0])
    expect(drawn.nodes).toEqual([
      web.nodes[0],
      { id: 'ns:shop', name: 'shop', kind: 'group' },
      {
        id: 'shop/cart',
        name: 'cart',
        kind: 'service',
        services: ['cart', 'shop/cart'],
        namespace: 'shop',
        parent: 'ns:shop',
        position: { x: 40, y: 8 },
      },
      { id: 'pg', name: 'pg', kind: 'database', services: ['pg'] },
    ])
    expect(drawn.edges).toEqual([
      { id: 'web→shop/cart', source: 'web', target: 'shop/cart', sourcePort: null, targetPort: null, label: 'grpc' },
      { id: 'shop/cart→pg', source: 'shop/cart', target: 'pg', sourcePort: null, targetPort: null },
    ])
  })

  test.each(['off', 'overlay', undefined] as const)('is nothing more than what people drew, in mode %s', (dynamic) => {
    const graph = { ...web, dynamic }
    expect(drawTopology(graph, view)).toBe(graph)
  })

  test('takes place and kind from the rules of the graph', () => {
    const rules = { pins: { 'shop/cart': { x: -8, y: 0 } }, kinds: { pg: 'cache' as const } }
    const byId = new Map(drawTopology({ ...web, rules }, view).nodes.map((node) => [node.id, node]))
    expect(byId.get('shop/cart')).toMatchObject({ position: { x: -8, y: 0 }, pinned: true })
    expect(byId.get('pg')?.kind).toBe('cache')
  })

  test('binds no node by a name that another goes by, since the life of one would speak for the other', () => {
    const twins = viewOf([foundNode('a/cart'), foundNode('b/Cart'), foundNode('c/frontend')])
    const services = new Map(drawTopology(web, twins).nodes.map((node) => [node.id, node.services]))
    expect(services.get('a/cart')).toEqual(['a/cart'])
    expect(services.get('b/Cart')).toEqual(['b/Cart'])
    expect(services.get('c/frontend')).toEqual(['c/frontend'])
  })

  test('has no edge without its ends and puts nothing into what is no group', () => {
    const drawn = drawTopology(web, viewOf([foundNode('a', { parent: 'web' })], [foundEdge('a→b'), foundEdge('a→web')]))
    expect(drawn.nodes.at(-1)).not.toHaveProperty('parent')
    expect(drawn.edges.map(({ id }) => id)).toEqual(['a→web'])
  })

  test('leaves what is drawn by an id as it is, whatever was found by that id', () => {
    const graph = readGraph({
      dynamic: 'auto',
      nodes: [
        { id: 'pg', kind: 'storage' },
        { id: 'ns:shop', kind: 'box' },
      ],
    })
    const drawn = drawTopology(graph, view)
    expect(drawn.nodes.filter(({ id }) => id === 'pg')).toEqual([graph.nodes[0]])
    expect(drawn.nodes.find(({ id }) => id === 'shop/cart')).not.toHaveProperty('parent')
  })

  test('is the very same object as long as only numbers change, and shares what did not change', () => {
    const first = drawTopology(web, view)
    const traffic = { layer: 'server', ratePerSecond: 3, source: 'traces' } as const
    const busier = viewOf(Object.values(view.nodes), [
      foundEdge('web→shop/cart', { protocol: 'grpc', traffic }),
      foundEdge('shop/cart→pg', { state: 'stale' }),
    ])
    expect(drawTopology(web, busier)).toBe(first)
    const grown = drawTopology(web, viewOf([...Object.values(view.nodes), foundNode('mq')], Object.values(view.edges)))
    expect(grown.nodes.slice(0, 4).every((node, at) => node === first.nodes[at])).toBe(true)
    expect(grown.edges).toBe(first.edges)
  })
})
