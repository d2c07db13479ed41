import { parseGraphDocument } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { findEdgeFault, findGraphFault, findLinkFault, findNodeFault } from './find-faults.ts'

const cart: GraphNode = { id: 'cart', name: 'cart', kind: 'service', parent: 'elsewhere' }

test('a field is told what the server would say about it', () => {
  const tooLong = 'x'.repeat(401)
  const server = parseGraphDocument({ version: 1, id: 'shop', nodes: [{ id: 'cart', name: tooLong }] })
  const said = server.ok ? undefined : server.faults[0]?.message
  expect(findNodeFault({ ...cart, name: tooLong }, ['name'])).toBe(said)
  expect(said).toBeDefined()
})

test('a good field has no fault, whatever is wrong elsewhere', () => {
  expect(findNodeFault(cart, ['name'])).toBeUndefined()
  expect(findNodeFault({ ...cart, name: '' }, ['namespace'])).toBeUndefined()
  expect(findNodeFault({ ...cart, name: '' }, ['name'])).toBeDefined()
})

test('faults lie at the item that is wrong', () => {
  const node: GraphNode = { ...cart, ports: [{ id: 'a' }, { id: 'a' }] }
  expect(findNodeFault(node, ['ports', 0, 'id'])).toBeUndefined()
  expect(findNodeFault(node, ['ports', 1, 'id'])).toContain('used twice')
  expect(findNodeFault({ ...cart, size: { width: 2, height: 90 } }, ['size', 'width'])).toBeDefined()
  expect(findNodeFault({ ...cart, size: { width: 2, height: 90 } }, ['size', 'height'])).toBeUndefined()
  expect(findNodeFault({ ...cart, icon: 'no icon' }, ['icon'])).toContain('set:name')
})

test('an edge and the graph itself are judged too', () => {
  const edge = { id: 'e', source: 'a', target: 'a', sourcePort: null, targetPort: 'p' }
  expect(findEdgeFault({ ...edge, label: 'x' }, ['label'])).toBeUndefined()
  expect(findEdgeFault({ ...edge, label: 'x'.repeat(401) }, ['label'])).toBeDefined()
  expect(findGraphFault({ name: '' }, ['name'])).toBeDefined()
  expect(findGraphFault({ tags: ['ok', ''] }, ['tags', 1])).toBeDefined()
  expect(findGraphFault({ description: 'fine' }, ['description'])).toBeUndefined()
})

test('a link must be one that can be opened', () => {
  expect(findLinkFault('https://runbooks.example/cart')).toBeUndefined()
  expect(findLinkFault('mailto:team@shop.example')).toBeUndefined()
  for (const bad of ['', 'cart', 'javascript:alert(1)', 'ftp://x', '//x', 'https://u:p@x.example']) {
    expect(findLinkFault(bad)).toBeDefined()
  }
})
