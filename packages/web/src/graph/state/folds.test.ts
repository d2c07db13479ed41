import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { foldGraph, foldGroup, isClosedIn, isInside, listClosed, openAround, turnFold } from './folds.ts'
import { readTopology } from './neighbours.ts'

const graph = read({
  version: 1,
  id: 'shop',
  nodes: [
    { id: 'pay', kind: 'group', collapsed: true },
    { id: 'ledgers', kind: 'group', parent: 'pay', collapsed: true },
    { id: 'ledger', parent: 'ledgers' },
    { id: 'stock', kind: 'group' },
    { id: 'shelf', parent: 'stock' },
  ],
})
const topology = readTopology(graph)
const asDrawn = { open: [], closed: [] }

function read(document: unknown): GraphDocument {
  const parsed = parseGraphDocument(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

test('a viewer sees the groups collapsed as they were drawn', () => {
  expect(listClosed(graph, topology, asDrawn, [])).toEqual(['pay', 'ledgers'])
  expect(foldGraph(graph, new Set(['pay', 'ledgers']))).toBe(graph)
})

test('a viewer opens and closes groups for herself', () => {
  const folds = { open: ['pay'], closed: ['stock'] }
  const seen = foldGraph(graph, new Set(listClosed(graph, topology, folds, [])))
  expect(isClosedIn(seen, 'pay')).toBe(false)
  expect(isClosedIn(seen, 'ledgers')).toBe(true)
  expect(isClosedIn(seen, 'stock')).toBe(true)
})

test('what is selected is always to be seen, whatever is closed around it', () => {
  expect(listClosed(graph, topology, { open: [], closed: ['stock'] }, ['ledger'])).toEqual(['stock'])
  expect(listClosed(graph, topology, { open: [], closed: ['stock'] }, ['shelf'])).toEqual(['pay', 'ledgers'])
  // Of an edge both ends are to be seen.
  expect(listClosed(graph, topology, { open: [], closed: ['stock'] }, ['shelf', 'ledger'])).toEqual([])
})

test('going to a hidden node opens every group around it, for good', () => {
  expect(openAround(topology, { open: [], closed: ['stock'] }, 'ledger')).toEqual({
    open: ['ledgers', 'pay'],
    closed: ['stock'],
  })
  expect(openAround(topology, { open: [], closed: ['stock'] }, 'shelf')).toEqual(asDrawn)
})

test('only what differs from the drawing is noted', () => {
  const opened = turnFold(topology, asDrawn, 'pay', false)
  expect(opened).toEqual({ open: ['pay'], closed: [] })
  expect(turnFold(topology, opened, 'pay', true)).toEqual(asDrawn)
  expect(turnFold(topology, asDrawn, 'stock', true)).toEqual({ open: [], closed: ['stock'] })
})

test('to collapse a group for everybody writes down where its members were drawn', () => {
  const after = foldGroup(graph, 'stock', true, new Map([['shelf', { x: 10.4, y: 20 }]]))
  expect(after.nodes.find(({ id }) => id === 'stock')?.collapsed).toBe(true)
  expect(after.nodes.find(({ id }) => id === 'shelf')?.position).toEqual({ x: 10, y: 20 })
})

test('a node stands inside every group around it', () => {
  expect(isInside(topology, 'ledger', 'pay')).toBe(true)
  expect(isInside(topology, 'shelf', 'pay')).toBe(false)
})
