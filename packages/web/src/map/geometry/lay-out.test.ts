import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { loadLayered } from './lay-out.ts'

test('a node called like the prototype of everything is placed like any other, and changes nothing else', async () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'hostile',
    nodes: [{ id: 'a' }, { id: '__proto__' }, { id: 'constructor' }],
    edges: [
      { source: 'a', target: '__proto__', label: 'calls' },
      { source: '__proto__', target: 'constructor' },
    ],
  })
  if (!parsed.ok) throw new Error('the document of this test is bad')
  const layOut = await loadLayered()
  const places = layOut(parsed.graph, new Map(parsed.graph.nodes.map(({ id }) => [id, { width: 100, height: 40 }])))
  expect([...places.keys()].toSorted()).toEqual(['__proto__', 'a', 'constructor'])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect('a' in {}).toBe(false)
})
