import { expect, expectTypeOf, test } from 'vitest'
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { edgeFields, graphFields, mapItems, nodeFields, withField } from './fields.ts'

test('every field of the document can be edited, compared and merged', () => {
  expectTypeOf<(typeof nodeFields)[number] | 'id'>().toEqualTypeOf<keyof GraphNode>()
  expectTypeOf<(typeof edgeFields)[number] | 'id'>().toEqualTypeOf<keyof GraphEdge>()
  expectTypeOf<(typeof graphFields)[number] | 'version' | 'id' | 'nodes' | 'edges'>().toEqualTypeOf<
    keyof GraphDocument
  >()
  for (const fields of [nodeFields, edgeFields, graphFields]) expect(new Set(fields).size).toBe(fields.length)
})

test('what a change leaves alone is the same object', () => {
  const list = [{ name: 'a' }, { name: 'b' }]
  expect(mapItems(list, (item) => withField(item, 'name', item.name))).toBe(list)
  expect(mapItems(list, (item) => withField(item, 'name', 'b'))).toEqual([{ name: 'b' }, { name: 'b' }])
  expect(mapItems(list, (item) => withField(item, 'name', 'b'))[1]).toBe(list[1])
})
