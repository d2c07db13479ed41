import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { findGroupAt, parentAfterMove } from './drop-group.ts'

function read(nodes: readonly object[]): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const graph = read([
  { id: 'outer', kind: 'group' },
  { id: 'inner', kind: 'group', parent: 'outer' },
  { id: 'closed', kind: 'group', collapsed: true },
  { id: 'n', parent: 'inner' },
])
const boxes = new Map([
  ['outer', { x: 0, y: 0, width: 800, height: 600 }],
  ['inner', { x: 100, y: 100, width: 300, height: 200 }],
  ['closed', { x: 900, y: 0, width: 168, height: 56 }],
  ['n', { x: 120, y: 140, width: 160, height: 60 }],
])
const none: ReadonlySet<string> = new Set()

test.each([
  ['the innermost group takes it', { x: 200, y: 200 }, none, 'inner'],
  ['beside that one, the group around it', { x: 600, y: 500 }, none, 'outer'],
  ['a group is never put into itself', { x: 200, y: 200 }, new Set(['inner']), 'outer'],
  ['a group that is shown as one node takes nothing', { x: 950, y: 30 }, none, undefined],
  ['outside of all groups nothing does', { x: -10, y: 0 }, none, undefined],
])('%s', (_, point, moved, taker) => {
  expect(findGroupAt(graph, boxes, point, moved)).toBe(taker)
})

const [, , , node] = graph.nodes

test.each([
  ['stays while most of it is inside, though the hand is outside', { x: 300, y: 140 }, 'outer', 'inner'],
  ['leaves when most of it is outside', { x: 340, y: 140 }, 'outer', 'outer'],
  ['leaves every group', { x: 900, y: 900 }, undefined, undefined],
  ['goes into the group under the hand at once', { x: 300, y: 140 }, 'closed', 'closed'],
])('a member %s', (_, at, under, parent) => {
  if (node === undefined) throw new Error('no node')
  expect(parentAfterMove(graph, boxes, node, { ...at, width: 160, height: 60 }, under)).toBe(parent)
})
