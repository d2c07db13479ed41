import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { moveNodes } from './moved-graph.ts'

const parsed = parseGraphDocument({ version: 1, id: 'g', nodes: [{ id: 'a', position: { x: 1, y: 2 } }, { id: 'b' }] })

test('moved nodes stand elsewhere, everything else stays, and moves of deleted nodes are forgotten', () => {
  if (!parsed.ok) throw new Error('the document of this test is bad')
  const moved = moveNodes(
    parsed.graph,
    new Map([
      ['b', { x: 10.4, y: -3.6 }],
      ['gone', { x: 0, y: 0 }],
    ]),
  )
  expect(moved.nodes.map(({ id, position }) => [id, position])).toEqual([
    ['a', { x: 1, y: 2 }],
    ['b', { x: 10, y: -4 }],
  ])
  expect(moveNodes(parsed.graph, new Map())).toBe(parsed.graph)
})
