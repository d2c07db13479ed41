import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { listGroups, pathOf } from './list-groups.ts'

const nodes: readonly GraphNode[] = [
  { id: 'g', name: 'Payments', kind: 'group' },
  { id: 'h', name: 'Cards', kind: 'group', parent: 'g' },
  { id: 'i', name: 'Data', kind: 'group' },
  { id: 'a', name: 'cart', kind: 'service', parent: 'h' },
]
const graph: GraphDocument = { version: 1, id: 'shop', name: 'Shop', nodes, edges: [] }
const offersFor = (...ids: string[]) =>
  listGroups(
    graph,
    nodes.filter(({ id }) => ids.includes(id)),
  ).map(({ label }) => label)

test('groups are offered by their whole path', () => {
  expect(offersFor('a')).toEqual(['Data', 'Payments', 'Payments / Cards'])
  expect(pathOf(graph, 'h')).toBe('Payments / Cards')
  expect(pathOf(graph, 'gone')).toBe('gone')
})

test('a group is not offered itself, nor what stands in it', () => {
  expect(offersFor('g')).toEqual(['Data'])
  expect(offersFor('h', 'a')).toEqual(['Data', 'Payments'])
})
