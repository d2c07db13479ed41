import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { putDown } from './move.ts'

function read(nodes: readonly object[]): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const box = (x: number, y: number) => ({ x, y, width: 168, height: 56 })

test('moving one node of a graph that nobody has laid out moves no other: each keeps the place where it is drawn', () => {
  const graph = read([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(240, 0)],
    ['c', box(480, 0.4)],
  ])
  const after = putDown(graph, { outermost: ['b'], boxes }, { x: 8, y: 80 }, undefined)
  expect(after.nodes.map(({ position }) => position)).toEqual([
    { x: 0, y: 0 },
    { x: 248, y: 80 },
    { x: 480, y: 0 },
  ])
})

test('a group whose last member left keeps its frame', () => {
  const graph = read([
    { id: 'g1', kind: 'group' },
    { id: 'a', parent: 'g1', position: { x: 40, y: 40 } },
  ])
  const frame = { x: 20, y: 4, width: 208, height: 112 }
  const boxes = new Map([
    ['g1', frame],
    ['a', box(40, 40)],
  ])
  const after = putDown(graph, { outermost: ['a'], boxes }, { x: 800, y: 0 }, undefined)
  expect(after.nodes).toMatchObject([
    { position: { x: 20, y: 4 }, size: { width: 208, height: 112 } },
    { id: 'a', position: { x: 840, y: 40 } },
  ])
  expect(after.nodes[1]?.parent).toBeUndefined()
})

test('a move that others made impossible changes nothing', () => {
  const graph = read([{ id: 'a', position: { x: 0, y: 0 } }])
  expect(putDown(graph, { outermost: ['gone'], boxes: new Map() }, { x: 8, y: 8 }, undefined)).toBe(graph)
})
