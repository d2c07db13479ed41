import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { readDrawn } from '../../../map/index.ts'
import { applyLayout, foreseeBoxes } from './apply-layout.ts'

function read(nodes: readonly object[]): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const size = { width: 200, height: 56 }
const placeOf = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id)?.position

test('a collapsed group takes what is in it along', () => {
  const graph = read([
    { id: 'pay', kind: 'group', collapsed: true },
    { id: 'api', parent: 'pay', position: { x: 100, y: 100 } },
    { id: 'ledger', parent: 'pay', position: { x: 100, y: 300 } },
  ])
  const boxes = new Map([['pay', { x: 100, y: 200, ...size }]])
  const { graph: drawn } = readDrawn(graph, boxes)
  const after = applyLayout(graph, new Map([['pay', { x: 500, y: 240 }]]), drawn, boxes)
  expect(placeOf(after, 'api')).toEqual({ x: 500, y: 140 })
  expect(placeOf(after, 'ledger')).toEqual({ x: 500, y: 340 })
  expect(foreseeBoxes(graph, new Map([['pay', { x: 500, y: 240 }]]), drawn, boxes).has('api')).toBe(false)
})

test('what was deleted while the layout was computed stays deleted, and what had no place keeps the one it was drawn at', () => {
  const before = read([{ id: 'a', position: { x: 0, y: 0 } }, { id: 'b' }, { id: 'gone' }])
  const boxes = new Map(before.nodes.map(({ id }, at) => [id, { x: at * 300, y: 8, ...size }]))
  const now: GraphDocument = { ...before, nodes: before.nodes.filter(({ id }) => id !== 'gone') }
  const points = new Map([
    ['a', { x: 40, y: 40 }],
    ['gone', { x: 80, y: 80 }],
  ])
  const after = applyLayout(now, points, readDrawn(before, boxes).graph, boxes)
  expect(after.nodes.map(({ id, position }) => [id, position])).toEqual([
    ['a', { x: 40, y: 40 }],
    ['b', { x: 300, y: 8 }],
  ])
})
