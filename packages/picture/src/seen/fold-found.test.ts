import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { foldFound, readableNodes } from './fold-found.ts'

const drawing = (ids: readonly string[]): GraphDocument => ({
  version: 1,
  id: 'shop',
  name: 'Shop',
  nodes: ids.map((id) => ({ id, name: id, kind: 'service' })),
  edges: [],
})

test('namespaces of more than anybody can read come folded; groups that people drew stay as they are', () => {
  const many = Array.from({ length: readableNodes + 1 }, (_, at) => `shop/n${at}`)
  const own = drawing(['mine'])
  const group = { id: 'ns:shop', name: 'shop', kind: 'group' } as const
  const drawn = { ...own, nodes: [...own.nodes, group, ...drawing(many).nodes] }
  expect(foldFound(own, drawn).nodes).toContainEqual({ ...group, collapsed: true })
  expect(foldFound(drawn, drawn)).toBe(drawn)
  const few = { ...own, nodes: [...own.nodes, group] }
  expect(foldFound(own, few)).toBe(few)
})
