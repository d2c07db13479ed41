import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { edgeEndAt, refuseEdge } from './connect.ts'

const parsed = parseGraphDocument({
  version: 1,
  id: 'g',
  nodes: [{ id: 'a' }, { id: 'b', ports: [{ id: 'p' }] }],
  edges: [{ id: 'e', source: 'a', target: 'b' }],
})
if (!parsed.ok) throw new Error('not a graph')
const { graph } = parsed
const [a, b, p] = [
  { node: 'a', port: null },
  { node: 'b', port: null },
  { node: 'b', port: 'p' },
]

test.each([
  ['a second edge that says the same', a, b, undefined, 'a is connected to b already.'],
  ['an edge to itself', a, a, undefined, 'An edge leads to another node.'],
  ['an edge to another place of the same node', a, p, undefined, undefined],
  ['the way back', b, a, undefined, undefined],
  ['the edge that is being hung elsewhere', a, b, 'e', undefined],
])('%s is refused, or it is not', (_, source, target, but, reason) => {
  expect(refuseEdge(graph, source, target, but)).toBe(reason)
})

test('an edge ends at nodes, ports and titles of groups, and at no ground', () => {
  expect(edgeEndAt({ kind: 'port', node: 'b', port: 'p' })).toEqual(p)
  expect(edgeEndAt({ kind: 'group', id: 'g', part: 'title' })).toEqual({ node: 'g', port: null })
  expect(edgeEndAt({ kind: 'group', id: 'g', part: 'area' })).toBeUndefined()
  expect(edgeEndAt({ kind: 'canvas' })).toBeUndefined()
})
