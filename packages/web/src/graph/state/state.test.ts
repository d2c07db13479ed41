import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, NodeStatus } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { formatClock } from '@statusgraph/picture'
import { readViewState } from '../../routes/view-state.ts'
import { findShown } from './find-shown.ts'
import { findWithin, neighboursOf, readTopology, withGroups } from './neighbours.ts'
import { findProblems, reasonOf, stepProblem } from './problems.ts'

const graph = readGraph({
  version: 1,
  id: 'shop',
  nodes: [
    { id: 'zone', kind: 'group' },
    { id: 'front', parent: 'zone' },
    { id: 'cart', parent: 'zone' },
    { id: 'db', kind: 'database' },
    { id: 'mail' },
  ],
  edges: [
    { source: 'front', target: 'cart', label: 'gRPC' },
    { source: 'front', target: 'cart', label: 'REST' },
    { source: 'cart', target: 'db' },
    { source: 'db', target: 'front' },
  ],
})
const topology = readTopology(graph)

function readGraph(document: unknown): GraphDocument {
  const parsed = parseGraphDocument(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

function status(lamp: NodeStatus['lamp'], since?: string, overlays: NodeStatus['overlays'] = []): NodeStatus {
  const reason = { kind: 'missing', code: 'no-series', lamp, title: 'x', text: 'x' } as const
  return { lamp, overlays, reasons: [since === undefined ? reason : { ...reason, since }], metrics: [], counts: {} }
}

const statuses: Readonly<Record<string, NodeStatus>> = {
  zone: status('critical'),
  front: status('critical', '2026-11-22T12:00:00Z'),
  cart: status('critical', '2026-11-22T12:05:00Z'),
  db: status('ok', undefined, [{ kind: 'stale', since: '2026-11-22T12:00:00Z', reason: 'lost' }]),
}
const statusOf = (id: string) => statuses[id]
const shownBy = (search: string) => findShown(graph, topology, statusOf, readViewState(search))

test('problems come worst first, newest first, and groups do not repeat their members', () => {
  expect(findProblems(graph, statusOf).map(({ node, section }) => `${section} ${node.id}`)).toEqual([
    'critical cart',
    'critical front',
    'stale db',
    'unknown mail',
  ])
})

test('next and previous go round what burns', () => {
  const problems = findProblems(graph, statusOf)
  expect(stepProblem(problems, undefined, 1)).toBe('cart')
  expect(stepProblem(problems, 'cart', 1)).toBe('front')
  expect(stepProblem(problems, 'front', 1)).toBe('cart')
  expect(stepProblem(problems, undefined, -1)).toBe('front')
  expect(stepProblem([], 'cart', 1)).toBeUndefined()
})

test('a neighbour stands once, with every label between', () => {
  expect(neighboursOf(topology, 'front', 'outgoing').map(({ node, labels }) => [node.id, labels])).toEqual([
    ['cart', ['gRPC', 'REST']],
  ])
  expect(neighboursOf(topology, 'front', 'incoming').map(({ node }) => node.id)).toEqual(['db'])
})

test('steps around a node end even in a circle, and bring the groups along', () => {
  expect([...findWithin(topology, 'cart', 1)].toSorted()).toEqual(['cart', 'db', 'front', 'zone'])
  expect([...findWithin(topology, 'mail', 3)]).toEqual(['mail'])
  expect([...withGroups(topology, ['front'])]).toEqual(['front', 'zone'])
})

test('nothing is dimmed while nothing is asked for', () => {
  expect(shownBy('')).toBeUndefined()
  expect(shownBy('?hops=2')).toBeUndefined()
})

test.each([
  ['?lamps=critical', ['front', 'cart']],
  ['?lamps=stale', ['db']],
  ['?lamps=ok', []],
  ['?lamps=unknown,stale', ['db', 'mail']],
  ['?problems', ['front', 'cart', 'db']],
  ['?q=db', ['db']],
  ['?q=kind:group', ['zone']],
  ['?node=mail&hops=1', ['mail']],
  ['?lamps=critical&q=cart', ['cart']],
])('%s shows %j', (search, ids) => {
  expect([...(shownBy(search) ?? [])]).toEqual(ids)
})

test('of an ok that nobody confirms, the list says why it is not believed', () => {
  expect(reasonOf(statuses['db'])).toBe('lost')
  expect(reasonOf(statuses['cart'])).toBe('x')
  expect(reasonOf(undefined)).toMatch(/nothing is known/i)
})

test('of an ok that nobody confirms it is said since when', () => {
  const since = '2026-11-22T12:00:00.000Z'
  const overlays = [{ kind: 'stale', since, reason: 'prometheus has not confirmed it since' }] as const
  const status = { lamp: 'ok', overlays, reasons: [], metrics: [], counts: {} } as const
  expect(reasonOf(status)).toBe(`prometheus has not confirmed it since ${formatClock(since)}`)
})
