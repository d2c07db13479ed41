import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collapseGroups } from './collapse.ts'
import { parseGraphDocument } from './document.ts'
import type { GraphDocument } from './document.ts'

function read(document: { readonly nodes: readonly unknown[]; readonly edges?: readonly unknown[] }): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const shop = read({
  nodes: [
    { id: 'web' },
    { id: 'pay', kind: 'group', collapsed: true },
    { id: 'ledgers', kind: 'group', parent: 'pay', collapsed: true },
    { id: 'api', parent: 'pay', position: { x: 40, y: 80 }, ports: [{ id: 'charge' }] },
    { id: 'ledger', parent: 'ledgers' },
    { id: 'stock', kind: 'group' },
    { id: 'shelf', parent: 'stock', ports: [{ id: 'take' }, { id: 'put' }] },
  ],
  edges: [
    { id: 'charge', source: 'web', target: 'api', targetPort: 'charge', label: 'gRPC' },
    { id: 'refund', source: 'web', target: 'ledger', label: 'REST' },
    { id: 'books', source: 'api', target: 'ledger' },
    { id: 'take', source: 'api', target: 'shelf', targetPort: 'take' },
    { id: 'put', source: 'ledger', target: 'shelf', targetPort: 'put' },
    { id: 'back', source: 'shelf', target: 'api', label: 'event' },
    { id: 'look', source: 'web', target: 'shelf', targetPort: 'take' },
  ],
})

describe('a closed group', () => {
  const { graph, hiddenIn, merged } = collapseGroups(shop)
  const edges = graph.edges.map(({ source, target, targetPort, label }) => ({ source, target, targetPort, label }))

  test('is one node without members', () => {
    expect(graph.nodes.map(({ id, collapsed }) => [id, collapsed ?? false])).toEqual([
      ['web', false],
      ['pay', true],
      ['stock', false],
      ['shelf', false],
    ])
  })

  test('stands for everything in it, at any depth: the outermost wins', () => {
    expect(Object.fromEntries(hiddenIn)).toEqual({ ledgers: 'pay', api: 'pay', ledger: 'pay' })
  })

  test('has one edge for many that lead the same way, with their number', () => {
    expect(edges).toContainEqual({ source: 'web', target: 'pay', targetPort: null, label: '2 edges' })
    expect(merged.get('web=>pay')).toEqual(['charge', 'refund'])
  })

  test('keeps the direction, and the words of a single edge', () => {
    expect(edges).toContainEqual({ source: 'shelf', target: 'pay', targetPort: null, label: 'event' })
  })

  test('reaches the ports of others apart', () => {
    const toShelf = edges.filter(({ source, target }) => source === 'pay' && target === 'shelf')
    expect(toShelf.map(({ targetPort, label }) => [targetPort, label])).toEqual([
      ['take', undefined],
      ['put', undefined],
    ])
  })

  test('shows no edge that stays inside, and leaves alone what does not touch it', () => {
    expect(graph.edges).toHaveLength(5)
    expect(graph.edges.at(-1)).toBe(shop.edges.at(-1))
  })
})

test('a graph without closed groups is itself', () => {
  const { graph } = collapseGroups(shop, () => false)
  expect(graph.edges).toBe(shop.edges)
  expect(graph.nodes.every(({ collapsed }) => collapsed === undefined)).toBe(true)
  expect(collapseGroups(graph).graph).toBe(graph)
})

test('a reader may close and open what the document does not', () => {
  const { graph, hiddenIn } = collapseGroups(shop, (id) => id === 'stock')
  expect(graph.nodes.map(({ id }) => id)).toEqual(['web', 'pay', 'ledgers', 'api', 'ledger', 'stock'])
  expect(hiddenIn.get('shelf')).toBe('stock')
})

test('the id of a merged edge stays when more is added inside', () => {
  const more = {
    ...shop,
    edges: [
      { ...shop.edges[1], id: 'new', source: 'web', target: 'api', sourcePort: null, targetPort: null },
      ...shop.edges,
    ],
  }
  const ids = (graph: GraphDocument) => new Set(collapseGroups(graph).graph.edges.map(({ id }) => id))
  expect(ids(more)).toEqual(ids(shop))
})

test('whatever is closed, every edge has both ends, no id is there twice, and no edge is lost but those inside', () => {
  const indexes = fc.nat({ max: 11 })
  const graphs = fc
    .record({
      parents: fc.array(fc.option(fc.nat({ max: 5 })), { minLength: 12, maxLength: 12 }),
      edges: fc.array(fc.tuple(indexes, indexes), { maxLength: 40 }),
      closed: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    })
    .map(({ parents, edges, closed }) => ({
      closed,
      graph: read({
        // The first six are groups; one stands only in an earlier one, so that there are no circles.
        nodes: parents.map((parent, at) => ({
          id: `n${at}`,
          kind: at < 6 ? 'group' : 'service',
          ...(parent === null || parent >= at ? {} : { parent: `n${parent}` }),
        })),
        edges: edges
          .filter(([a, b]) => a !== b)
          .map(([a, b], at) => ({ id: `e${at}`, source: `n${a}`, target: `n${b}` })),
      }),
    }))
  fc.assert(
    fc.property(graphs, ({ graph, closed }) => {
      const { graph: drawn, hiddenIn, merged } = collapseGroups(graph, (id) => closed[Number(id.slice(1))] ?? false)
      const ids = new Set(drawn.nodes.map(({ id }) => id))
      expect(drawn.edges.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true)
      expect(new Set(drawn.edges.map(({ id }) => id)).size).toBe(drawn.edges.length)
      const told = new Set(drawn.edges.flatMap(({ id }) => merged.get(id) ?? [id]))
      for (const { id, source, target } of graph.edges) {
        const isInside = (hiddenIn.get(source) ?? source) === (hiddenIn.get(target) ?? target)
        expect(told.has(id)).toBe(!isInside)
      }
    }),
  )
})
