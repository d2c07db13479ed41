import { describe, expect, test } from 'vitest'
import type { Edit } from '../testing/shop.ts'
import { add, both, findEdge, findNode, merge, remove, say, set, settle, shop, tie } from '../testing/shop.ts'
import { mergeGraphs } from './merge.ts'
import { reconnectEdge, updateEdge } from './operations/edges.ts'
import { setParent, unwrapGroup } from './operations/groups.ts'
import { removeElements } from './operations/nodes.ts'
import { placeNodes } from './operations/places.ts'

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
    expect(settle(merged, 'theirs')).toEqual(theirs(shop))
    const turned = merge(theirs, mine)
    expect(turned.conflicts.map(say)).toEqual([said.replace('by me', 'by them')])
    expect(settle(turned, 'mine')).toEqual(theirs(shop))
  })

  test('a member that I took out is asked about when they delete the group with it', () => {
    const { graph, conflicts } = merge((g) => setParent(g, ['cart', 'till'], undefined), remove('pay'))
    expect(conflicts.map(say)).toEqual([
      'cart deleted by them: taken out of its group',
      'till deleted by them: taken out of its group',
    ])
    expect(findNode(graph, 'pay')).toBeUndefined()
  })

  test('deleting a node after all takes its edges', () => {
    const graph = settle(merge(remove('db'), both(set('db', { name: 'orders' }), tie('read', 'web', 'db'))), 'mine')
    expect(graph).toEqual(remove('db')(shop))
  })

  test('deleting a group after all takes what was newly put in, and sends back what came from elsewhere', () => {
    const theirs = both(add('new', { parent: 'pay' }), (g) => setParent(g, ['web'], 'pay'), tie('t', 'web', 'new'))
    expect(settle(merge(remove('pay'), theirs), 'mine')).toEqual(remove('pay')(shop))
  })

  test('taking a group away from around its members after all leaves also the new ones', () => {
    const merged = merge((g) => unwrapGroup(g, 'pay'), add('new', { parent: 'pay' }))
    expect(merged.conflicts.map(say)).toEqual(['pay deleted by me: new added'])
    const graph = settle(merged, 'mine')
    expect(['cart', 'till', 'new'].map((id) => findNode(graph, id)?.parent)).toEqual([undefined, undefined, undefined])
    expect(findNode(graph, 'pay')).toBeUndefined()
  })

  test('an edge that they hung to the deleted node goes back to where I have it', () => {
    const hang: Edit = (g) => reconnectEdge(g, 'buy', 'target', { node: 'db' })
    expect(findEdge(settle(merge(remove('db'), hang), 'mine'), 'buy')).toEqual(findEdge(shop, 'buy'))
  })

  test('fifty changes inside a deleted group are one question', () => {
    const many = both(...Array.from({ length: 50 }, (_, at) => add(`n${at}`, { parent: 'pay' })))
    const start = many(shop)
    const theirs = placeNodes(start, new Map(start.nodes.map(({ id }, at) => [id, { x: at, y: at }])))
    const merged = mergeGraphs(start, remove('pay')(start), theirs)
    expect(merged.conflicts.map(say)).toEqual(['pay deleted by me: 53 nodes moved'])
  })
})
