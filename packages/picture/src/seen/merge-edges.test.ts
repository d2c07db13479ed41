import type { TopologyEdge, TopologyState } from '@statusgraph/model'
import { expect, test } from 'vitest'
import type { MapTopology } from './map-topology.ts'
import { mergeEdges, mergeTopology } from './merge-edges.ts'

function edge(id: string, state: TopologyState, traffic?: Partial<NonNullable<TopologyEdge['traffic']>>): TopologyEdge {
  const measured = traffic === undefined ? {} : { traffic: { layer: 'server', source: 'traces', ...traffic } as const }
  return { id, source: 'a', target: 'b', state, provenance: [], ...measured }
}

test('edges that are drawn as one add their rates, and the slowest speaks for all', () => {
  const one = mergeEdges('both', [
    edge('1', 'idle', { ratePerSecond: 10, errorsPerSecond: 1, p95Seconds: 0.1, health: 1 }),
    edge('2', 'live', { ratePerSecond: 5, p95Seconds: 0.4, health: 0 }),
    edge('3', 'missing'),
  ])
  expect(one).toMatchObject({
    id: 'both',
    state: 'live',
    traffic: { ratePerSecond: 15, errorsPerSecond: 1, p95Seconds: 0.4, health: 0 },
  })
})

test('of edges of which nothing is known nothing is known', () => {
  expect(mergeEdges('both', [])).toBeUndefined()
  expect(mergeEdges('both', [edge('1', 'live'), edge('2', 'live')])?.traffic).toBeUndefined()
})

test('a change of an edge that is hidden in another is told as a change of that one', () => {
  let tell: (ids: Iterable<string>) => void = () => undefined
  const edges = new Map(['1', '2'].map((id) => [id, edge(id, 'live', { ratePerSecond: 1 })]))
  const topology: MapTopology = {
    node: () => undefined,
    edge: (id) => edges.get(id),
    subscribe: () => () => undefined,
    subscribeAll(onChange) {
      tell = onChange
      return () => undefined
    },
  }
  const merged = mergeTopology(topology, new Map([['x=>y', ['1', '2']]]))
  const told: string[][] = []
  merged.subscribeAll((ids) => told.push([...ids]))
  tell(['1', '2', '3'])
  expect(told).toEqual([['x=>y', '3']])
  expect(merged.edge('x=>y')?.traffic?.ratePerSecond).toBe(2)
  expect(merged.edge('x=>y')).toBe(merged.edge('x=>y'))
  edges.set('1', edge('1', 'live', { ratePerSecond: 5 }))
  expect(merged.edge('x=>y')?.traffic?.ratePerSecond).toBe(6)
})
