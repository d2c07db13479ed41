import { describe, expect, test } from 'vitest'
import { applyDifference } from '../edit/apply.ts'
import { describeDifference } from '../edit/describe.ts'
import { diffGraphs, invertDifference } from '../edit/difference.ts'
import { roundTrip } from '../testing/random-edits.ts'
import { foundEdge, foundNode, readGraph, viewOf } from '../testing/views.ts'
import type { GraphDocument } from '../graph/document.ts'
import * as rules from './rules-operations.ts'

const graph = readGraph({
  nodes: [{ id: 'web' }, { id: 'team', kind: 'group' }],
  rules: { aliases: [{ from: 'a', to: 'b' }], ignore: [{ node: 'probe' }], pins: { 'shop/pg': { x: 8, y: 8 } } },
})
const long = 'x'.repeat(200)
const view = viewOf(
  [
    foundNode('web', { drawn: true }),
    foundNode('shop/cart'),
    foundNode('shop/pg', { kind: 'database', position: { x: 1, y: 1 } }),
    foundNode(long),
  ],
  [foundEdge('web→shop/cart'), foundEdge('shop/cart→shop/pg', { protocol: 'tcp' }), foundEdge(`web→${long}`)],
)

describe('adopting what was discovered', () => {
  test('brings the ends of an edge along and uses those that are drawn', () => {
    const adopted = rules.adoptFound(
      graph,
      view,
      { edges: ['web→shop/cart'] },
      new Map([['shop/cart', { x: 5, y: 6 }]]),
    )
    expect(adopted.nodes.slice(2)).toEqual([
      {
        id: 'shop/cart',
        name: 'cart',
        kind: 'service',
        services: ['cart', 'shop/cart'],
        namespace: 'shop',
        position: { x: 5, y: 6 },
      },
    ])
    expect(adopted.edges).toMatchObject([{ id: 'web→shop/cart', source: 'web', target: 'shop/cart' }])
  })

  test('keeps kind and pin, and stands in the group that it is given', () => {
    const place = new Map([['shop/cart', { x: 0, y: 0, parent: 'team' }]])
    const adopted = rules.adoptFound(graph, view, { nodes: ['shop/cart', 'shop/pg'] }, place)
    expect(adopted.nodes.slice(2)).toMatchObject([
      { id: 'shop/cart', parent: 'team' },
      { id: 'shop/pg', kind: 'database', position: { x: 8, y: 8 }, pinned: true },
    ])
  })

  test('leaves a node in the group of its namespace where discovery draws it there', () => {
    const adopted = rules.adoptFound({ ...graph, dynamic: 'auto' }, view, { nodes: ['shop/cart', 'shop/pg'] })
    expect(adopted.nodes.slice(2)).toMatchObject([
      { id: 'ns:shop', kind: 'group', name: 'shop' },
      { id: 'shop/cart', parent: 'ns:shop' },
      { id: 'shop/pg', parent: 'ns:shop' },
    ])
    expect(roundTrip(adopted)).toEqual(adopted)
  })

  test('makes a document that can be read, however long the ids are', () => {
    const adopted = rules.adoptFound(graph, view, { edges: [`web→${long}`] })
    expect(adopted.edges).toMatchObject([{ source: 'web', target: long }])
    expect(roundTrip(adopted)).toEqual(adopted)
  })

  test('of what is drawn already, or unknown, changes nothing', () => {
    expect(rules.adoptFound(graph, view, { nodes: ['web', 'nobody'], edges: ['no→where'] })).toBe(graph)
    const once = rules.adoptFound(graph, view, { edges: ['web→shop/cart'] })
    expect(rules.adoptFound(once, view, { nodes: ['shop/cart'], edges: ['web→shop/cart'] })).toBe(once)
  })
})

test('what was said of a node before is gone when an alias says otherwise, and no two are each other', () => {
  expect(rules.addAlias(graph, 'a', 'c').rules?.aliases).toEqual([{ from: 'a', to: 'c' }])
  expect(rules.addAlias(graph, 'b', 'a').rules?.aliases).toEqual([{ from: 'b', to: 'a' }])
  expect(rules.addAlias(graph, 'a', 'b')).toBe(graph)
  expect(rules.addAlias(graph, 'a', 'a')).toBe(graph)
})

const everything: readonly (readonly [string, (graph: GraphDocument) => GraphDocument])[] = [
  ['discovery set to auto', (g) => rules.setDynamic(g, 'auto')],
  ['only traces looked at', (g) => rules.setRuleSources(g, ['traces', 'traces'])],
  ['no source looked at', (g) => rules.setRuleSources(g, [])],
  ['c taken for d', (g) => rules.addAlias(g, 'c', 'd')],
  ['a no longer taken for b', (g) => rules.removeAlias(g, 'a', 'b')],
  ['ignored kube-system/*', (g) => rules.ignoreFound(g, { node: 'kube-system/*' }, { node: 'probe' })],
  ['ignored web → db', (g) => rules.ignoreFound(g, { source: 'web', target: 'db' })],
  ['no longer ignored probe', (g) => rules.removeIgnored(g, { node: 'probe' })],
  ['kind of pg set to database', (g) => rules.setFoundKind(g, 'pg', 'database')],
  [
    'shop/cart pinned',
    (g) =>
      rules.pinFound(
        g,
        new Map([
          ['shop/cart', { x: 1, y: 2 }],
          ['x', { x: NaN, y: 0 }],
        ]),
      ),
  ],
  ['shop/pg no longer pinned', (g) => rules.unpinFound(g, ['shop/pg'])],
  ['2 nodes added, 1 edge added', (g) => rules.adoptFound(g, view, { edges: ['shop/cart→shop/pg'] })],
]

test.each(everything)('%s is one step that can be undone to the letter', (words, edit) => {
  const after = edit(graph)
  const difference = diffGraphs(graph, after)
  expect(describeDifference(difference)).toBe(words)
  expect(roundTrip(after)).toEqual(after)
  expect(applyDifference(after, invertDifference(difference))).toStrictEqual(graph)
  expect(applyDifference(graph, difference)).toStrictEqual(after)
})

test.each(everything)('%s does nothing when it is done already', (_words, edit) => {
  const once = edit(graph)
  expect(edit(once)).toBe(once)
})

test('a list of rules that is full takes no more', () => {
  const ignore = Array.from({ length: 5_000 }, (_, at) => ({ node: `n${at}` }))
  const full = { ...graph, rules: { ignore } }
  expect(rules.ignoreFound(full, { node: 'one more' })).toBe(full)
})
