import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { layOutUnplaced } from './lay-out-unplaced.ts'
import { sizeNode } from './geometry/node-size.ts'

function layOut(nodes: readonly object[], edges: readonly object[] = []): ReturnType<typeof layOutUnplaced> {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return layOutUnplaced(parsed.graph, sizesOf(parsed.graph))
}

function sizesOf(graph: GraphDocument) {
  return new Map(graph.nodes.filter(({ kind }) => kind !== 'group').map((node) => [node.id, sizeNode(node)]))
}

test('whoever calls stands left of what is called, through groups, too', () => {
  const points = layOut(
    [{ id: 'web' }, { id: 'pay', kind: 'group' }, { id: 'api', parent: 'pay' }, { id: 'bank' }],
    [
      { source: 'web', target: 'api' },
      { source: 'api', target: 'bank' },
    ],
  )
  const x = (id: string) => points.get(id)?.x ?? Number.NaN
  expect(x('web')).toBeLessThan(x('api'))
  expect(x('api')).toBeLessThan(x('bank'))
})

test('a circle of calls ends', () => {
  const points = layOut(
    [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
      { source: 'c', target: 'a' },
    ],
  )
  expect(points.size).toBe(3)
})

test('a node called like the prototype of everything is placed like any other', () => {
  const points = layOut(
    [{ id: 'a' }, { id: '__proto__' }, { id: 'constructor' }],
    [
      { source: 'a', target: '__proto__', label: 'calls' },
      { source: '__proto__', target: 'constructor' },
    ],
  )
  expect([...points.keys()].toSorted()).toEqual(['__proto__', 'a', 'constructor'])
  expect('x' in {}).toBe(false)
})
