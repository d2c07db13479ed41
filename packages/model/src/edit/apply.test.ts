import { describe, expect, test } from 'vitest'
import type { Edit } from '../testing/shop.ts'
import { add, both, findEdge, findNode, idsOf, remove, set, shop, tie } from '../testing/shop.ts'
import type { GraphDocument } from '../graph/document.ts'
import { applyDifference } from './apply.ts'
import { diffGraphs, invertDifference } from './difference.ts'
import { setParent } from './operations/groups.ts'
import { addPort, removePort, updatePort } from './operations/ports.ts'

/** The graph after my edit, theirs on top of it, and mine undone. */
function undoAfter(mine: Edit, theirs: Edit): GraphDocument {
  const edited = mine(shop)
  return applyDifference(theirs(edited), invertDifference(diffGraphs(shop, edited)))
}

describe('undoing my edit after others saved theirs', () => {
  test('restores my field of a node and leaves the rest of it as it is', () => {
    const graph = undoAfter(set('web', { name: 'Web' }), set('web', { description: 'theirs' }))
    expect(findNode(graph, 'web')).toEqual({ ...findNode(shop, 'web'), description: 'theirs' })
  })

  test('restores my label, my service and my port, and leaves theirs', () => {
    const mine = both(set('cart', { labels: {}, services: ['b'] }), (g) =>
      updatePort(g, 'cart', 'grpc', { label: 'a' }),
    )
    const theirs = both(set('cart', { labels: { os: 'x' }, services: ['b', 'c'] }), (g) =>
      addPort(g, 'cart', { id: 'p' }),
    )
    expect(findNode(undoAfter(mine, theirs), 'cart')).toMatchObject({
      labels: { tier: '1', os: 'x' },
      services: ['a', 'b', 'c'],
      ports: [{ id: 'grpc' }, { id: 'p' }],
    })
  })

  test('passes over what they removed', () => {
    expect(undoAfter(set('web', { name: 'Web' }), remove('web'))).toEqual(remove('web')(shop))
  })

  test('brings what I removed back to its place, among what they added', () => {
    const theirs = both(add('new'), (g) => ({ ...g, nodes: [...g.nodes.slice(-1), ...g.nodes.slice(0, -1)] }))
    const graph = undoAfter(remove('till', 'db'), theirs)
    expect(idsOf(graph)).toEqual(['new', 'pay', 'team', 'cart', 'till', 'web', 'db'])
    expect(findEdge(graph, 'store')).toEqual(findEdge(shop, 'store'))
  })

  test('and the place is near by when its neighbour is gone', () => {
    expect(idsOf(undoAfter(remove('till'), remove('cart')))).toEqual(['pay', 'team', 'web', 'till', 'db'])
  })

  test('brings a node back, though not into a group or to an edge that they removed the end of', () => {
    const graph = undoAfter(remove('cart'), remove('pay', 'db'))
    expect(findNode(graph, 'cart')).toEqual({ ...findNode(shop, 'cart'), parent: undefined })
    expect(graph.edges.map(({ id }) => id)).toEqual(['buy'])
  })

  test('takes what they hung on the node that I added', () => {
    expect(undoAfter(add('new'), tie('e', 'web', 'new'))).toEqual(shop)
  })

  test('takes the group that I added, and leaves what they put in', () => {
    const graph = undoAfter(add('new', { kind: 'group' }), (g) => setParent(g, ['web'], 'new'))
    expect(graph).toEqual(shop)
  })

  test('takes the port that I added, and leaves their edge at the node', () => {
    const graph = undoAfter((g) => addPort(g, 'db', { id: 'sql' }), tie('e', 'web', 'db', 'sql'))
    expect(findEdge(graph, 'e')).toMatchObject({ target: 'db', targetPort: null })
  })

  test('never puts groups into one another: where they stand now counts', () => {
    const start = setParent(shop, ['pay'], 'team')
    const mine = setParent(start, ['pay'], undefined)
    const theirs = setParent(mine, ['team'], 'pay')
    const graph = applyDifference(theirs, invertDifference(diffGraphs(start, mine)))
    expect([findNode(graph, 'team')?.parent, findNode(graph, 'pay')?.parent]).toEqual(['pay', undefined])
  })

  test('leaves an element alone that somebody made anew under its id', () => {
    const graph = undoAfter(remove('web'), add('web', { name: 'another' }))
    expect(graph.nodes.filter(({ id }) => id === 'web')).toEqual([{ id: 'web', name: 'another', kind: 'service' }])
  })
})

test('a removed port comes off although somebody relabelled it', () => {
  const difference = diffGraphs(shop, removePort(shop, 'cart', 'grpc'))
  const graph = applyDifference(updatePort(shop, 'cart', 'grpc', { label: 'x' }), difference)
  expect(findNode(graph, 'cart')?.ports ?? []).toEqual([])
})

test('what a difference does not touch stays the very same object', () => {
  const graph = applyDifference(shop, diffGraphs(shop, set('web', { name: 'Web' })(shop)))
  expect(graph.nodes.filter((node, at) => node !== shop.nodes[at]).map(({ id }) => id)).toEqual(['web'])
  expect(graph.edges).toBe(shop.edges)
})
