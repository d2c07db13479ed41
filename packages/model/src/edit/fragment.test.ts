import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomGraph, roundTrip } from '../testing/random-edits.ts'
import { findNode, idsOf, shop } from '../testing/shop.ts'
import { copyElements, readFragment, writeFragment } from './fragment.ts'
import { updateNode } from './operations/nodes.ts'
import { placeNodes } from './operations/places.ts'
import { pasteFragment } from './paste.ts'

function counter(): (stem: string) => string {
  let n = 0
  return (stem) => `${stem}-${n++}`
}

const here = { dx: 0, dy: 0 }
const reasonOf = (text: string) => {
  const read = readFragment(text)
  return read.ok ? 'fine' : read.reason
}

describe('a copy', () => {
  test('has the members of groups, the edges between, bindings and places, and leaves the group around behind', () => {
    const placed = placeNodes(shop, new Map([['cart', { x: 8, y: 16 }]]))
    const fragment = copyElements(placed, { nodes: ['cart', 'db'] })
    expect(fragment.nodes).toEqual([{ ...findNode(placed, 'cart'), parent: undefined }, findNode(placed, 'db')])
    expect(fragment.edges.map(({ id }) => id)).toEqual(['store'])
    expect(copyElements(shop, { nodes: ['pay'] }).nodes.map(({ id }) => id)).toEqual(['pay', 'cart', 'till'])
  })

  test('is read as it was written', () => {
    fc.assert(
      fc.property(randomGraph, fc.array(fc.nat(20)), (graph, picks) => {
        const nodes = picks.flatMap((at) => graph.nodes[at]?.id ?? [])
        const fragment = copyElements(graph, { nodes, edges: graph.edges.map(({ id }) => id) })
        expect(readFragment(writeFragment(fragment))).toEqual({ ok: true, fragment })
      }),
    )
  })
})

describe('a paste', () => {
  test('makes new elements with new ids, tied among themselves', () => {
    const { graph, nodes, edges } = pasteFragment(shop, copyElements(shop, { nodes: ['pay', 'db'] }), {
      dx: 10,
      dy: 20,
      newId: counter(),
    })
    expect(nodes).toEqual(['pay-0', 'cart-1', 'till-2', 'db-3'])
    expect(graph.nodes.slice(shop.nodes.length).map(({ parent }) => parent)).toEqual([
      undefined,
      'pay-0',
      'pay-0',
      undefined,
    ])
    expect(graph.edges.slice(shop.edges.length)).toEqual([
      { id: edges[0], source: 'cart-1', target: 'db-3', sourcePort: null, targetPort: null },
    ])
    expect(findNode(graph, 'cart-1')?.services).toEqual(['a', 'b'])
  })

  test('is moved by so much and put into a group', () => {
    const placed = placeNodes(shop, new Map([['web', { x: 1, y: 2 }]]))
    const options = { dx: 10, dy: 20, newId: counter(), parent: 'team' }
    const { graph } = pasteFragment(placed, copyElements(placed, { nodes: ['web'] }), options)
    expect(findNode(graph, 'web-0')).toMatchObject({ position: { x: 11, y: 22 }, parent: 'team' })
    const nowhere = pasteFragment(placed, copyElements(placed, { nodes: ['web'] }), { ...options, parent: 'db' })
    expect(findNode(nowhere.graph, nowhere.nodes[0] ?? '')).not.toHaveProperty('parent')
  })

  test('of an edge that was chosen too is tied to the same neighbour, in the same graph only', () => {
    const fragment = copyElements(shop, { nodes: ['cart'], edges: ['buy'] })
    const same = pasteFragment(shop, fragment, { ...here, newId: counter() })
    expect(same.graph.edges.at(-1)).toMatchObject({ source: 'web', target: 'cart-0', targetPort: 'grpc' })
    expect(pasteFragment({ ...shop, id: 'other' }, fragment, { ...here, newId: counter() }).edges).toEqual([])
  })

  test('is whole whatever is pasted where, even when the maker of ids repeats itself', () => {
    fc.assert(
      fc.property(randomGraph, randomGraph, fc.array(fc.nat(20)), (from, to, picks) => {
        const nodes = picks.flatMap((at) => from.nodes[at]?.id ?? [])
        const fragment = copyElements(from, { nodes, edges: from.edges.map(({ id }) => id) })
        const pasted = pasteFragment(to, fragment, { dx: 1, dy: 1, newId: () => 'n1', parent: to.nodes[0]?.id })
        expect(roundTrip(pasted.graph)).toEqual(pasted.graph)
        expect(idsOf(pasted.graph).slice(to.nodes.length)).toEqual(pasted.nodes)
        expect(pasted.graph.edges.slice(to.edges.length).map(({ id }) => id)).toEqual(pasted.edges)
      }),
    )
  })

  test('of more than a graph may have is none at all', () => {
    const node = { id: 'a', name: 'a', kind: 'service' } as const
    const nodes = Array.from({ length: 19_999 }, (_, at) => ({ ...node, id: `n${at}` }))
    const fragment = copyElements({ ...shop, nodes, edges: [] }, { nodes: nodes.map(({ id }) => id) })
    expect(pasteFragment(shop, fragment, { ...here, newId: counter() })).toEqual({ graph: shop, nodes: [], edges: [] })
  })
})

describe('a clipboard from elsewhere is refused', () => {
  const good = copyElements(shop, { nodes: ['pay', 'db'] })
  const bad = (change: object) => JSON.stringify({ ...good, ...change })

  test.each<[string, string, string]>([
    ['text', 'hello', 'the clipboard holds no part of a graph'],
    ['nothing', '', 'the clipboard holds no part of a graph'],
    ['other JSON', '{"nodes": []}', 'the clipboard holds no part of a graph'],
    ['a list', '[1]', 'the clipboard holds no part of a graph'],
    ['a later version', bad({ version: 2 }), 'this part of a graph was copied from another version of Statusgraph'],
    ['no nodes', bad({ nodes: 5 }), 'this part of a graph is damaged'],
    [
      'an unknown key',
      bad({ nodes: [{ id: 'a', evil: 1 }], edges: [] }),
      'this part of a graph is damaged at nodes.0.evil: unknown key "evil"',
    ],
    [
      'an edge without its node',
      bad({ nodes: [] }),
      'this part of a graph is damaged at edges.0.source: the source "cart" of edge "store" does not exist',
    ],
    [
      'a hostile key',
      bad({}).replace('"tier"', '"__proto__"'),
      'this part of a graph has the key "__proto__", which no graph may have',
    ],
    [
      'a hostile key in disguise',
      bad({}).replace('"tier"', '"\\u005f_proto__"'),
      'this part of a graph has the key "__proto__", which no graph may have',
    ],
    ['too many nodes', bad({ nodes: Array.from({ length: 20_001 }, () => 0) }), 'more than 20000 nodes at once'],
    ['too many edges', bad({ looseEdges: Array.from({ length: 60_001 }, () => 0) }), 'more than 60000 edges at once'],
    ['too much text', ' '.repeat(32 * 1024 * 1024 + 1), 'the clipboard holds more than 32 MiB'],
  ])('%s', (_name, text, reason) => {
    expect(reasonOf(text)).toBe(reason)
  })

  test('and reading it never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (nodes, looseEdges) => {
        expect(() => readFragment(bad({ nodes, looseEdges }))).not.toThrow()
        expect(() => readFragment(bad({ edges: nodes, graph: looseEdges }))).not.toThrow()
      }),
    )
  })

  test('deep nesting included', () => {
    expect(
      reasonOf(bad({ nodes: [] }).replace('"nodes":[]', `"nodes":${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
    ).toMatch(/damaged/)
  })

  test('while a good one with a funny name is fine', () => {
    const fragment = copyElements(updateNode(shop, 'db', { name: '__proto__' }), { nodes: ['db'] })
    expect(reasonOf(writeFragment(fragment))).toBe('fine')
  })
})
