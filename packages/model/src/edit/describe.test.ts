import { describe, expect, test } from 'vitest'
import { add, both, remove, set, shop, tie } from '../testing/shop.ts'
import type { Edit } from '../testing/shop.ts'
import { describeDifference } from './describe.ts'
import { diffGraphs } from './difference.ts'
import { reconnectEdge, updateEdge } from './operations/edges.ts'
import { updateFields } from './operations/fields.ts'
import { setParent } from './operations/groups.ts'
import { addNodes, updateNode } from './operations/nodes.ts'
import { placeNodes } from './operations/places.ts'

const move =
  (...ids: string[]): Edit =>
  (graph) =>
    placeNodes(graph, new Map(ids.map((id) => [id, { x: 1, y: 1 }])))

describe('a difference is told in a sentence', () => {
  test.each<[string, Edit]>([
    ['nothing changed', (g) => g],
    [
      '2 nodes added, cart renamed to basket, 3 nodes moved, 1 edge added',
      both(add('a'), add('b'), set('cart', { name: 'basket' }), move('web', 'db', 'till'), tie('e', 'a', 'b')),
    ],
    ['db removed, 1 edge removed', remove('db')],
    ['2 nodes removed, pay removed, 2 edges removed', remove('pay')],
    ['new added', add('new', { kind: 'group' })],
    ['web moved', move('web')],
    ['web put into a group', (g) => setParent(g, ['web'], 'pay')],
    ['cart put into another group', (g) => setParent(g, ['cart'], 'team')],
    ['cart taken out of its group', (g) => setParent(g, ['cart'], undefined)],
    ['2 nodes regrouped', (g) => setParent(g, ['cart', 'web'], 'team')],
    ['labels and services of cart changed', set('cart', { labels: {}, services: ['x'] })],
    ['graph renamed to Shop, tags changed', (g) => updateFields(g, { name: 'Shop', tags: ['a'] })],
    [
      '1 edge reconnected, 1 edge changed',
      both(
        (g) => reconnectEdge(g, 'buy', 'target', { node: 'db' }),
        (g) => updateEdge(g, 'store', { label: 'x' }),
      ),
    ],
    ['discovery set to overlay', (g) => updateFields(g, { dynamic: 'overlay' })],
    [
      'ignored kube-system/*, ignored web → db, cart taken for shop/cart, kind of pg set to database, cart pinned',
      (g) =>
        updateFields(g, {
          rules: {
            aliases: [{ from: 'cart', to: 'shop/cart' }],
            ignore: [{ node: 'kube-system/*' }, { source: 'web', target: 'db' }],
            kinds: { pg: 'database' },
            pins: { cart: { x: 1, y: 2 } },
          },
        }),
    ],
    [
      'only traces looked at, 3 more rules of what to ignore',
      (g) => updateFields(g, { rules: { sources: ['traces'], ignore: ['a', 'b', 'c'].map((node) => ({ node })) } }),
    ],
    ['order changed', (g) => ({ ...g, nodes: g.nodes.toReversed() })],
  ])('%s', (sentence, edit) => {
    expect(describeDifference(diffGraphs(shop, edit(shop)))).toBe(sentence)
  })

  test('that stays short when twenty thousand nodes with long names changed in every way', () => {
    const name = 'a very long name '.repeat(20)
    const nodes = Array.from({ length: 10_000 }, (_, at) => ({
      id: `n${at}`,
      name: `${name}${at}`,
      kind: 'service' as const,
    }))
    const before = addNodes(shop, nodes)
    const after = addNodes(
      {
        ...before,
        nodes: before.nodes
          .slice(0, 9_000)
          .map((node) => ({ ...node, name: 'x', namespace: 'y', position: { x: 1, y: 1 } })),
      },
      nodes.map((node) => ({ ...node, id: `new ${node.id}` })),
    )
    expect(describeDifference(diffGraphs(before, after)).length).toBeLessThan(200)
    expect(describeDifference(diffGraphs(shop, updateNode(shop, 'web', { name }))).length).toBeLessThan(80)
  })
})
