import { parseGraphDocument, servicesOf } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { readShopGraph } from '../run/graph.ts'
import { queue, services } from '../shop/services.ts'

const parsed = parseGraphDocument(await readShopGraph())

test('the graph of the shop is a good document', () => {
  expect(parsed).toMatchObject({ ok: true })
})

test('every service of the shop stands on the map, and nothing else does', () => {
  const drawn = parsed.ok ? parsed.graph.nodes.filter((node) => node.kind !== 'group').flatMap(servicesOf) : []
  expect([...new Set(drawn)].toSorted()).toEqual(services.map(({ name }) => name).toSorted())
})

test('every node has its place on the grid', () => {
  const nodes = parsed.ok ? parsed.graph.nodes.filter((node) => node.kind !== 'group') : []
  expect(nodes.length).toBeGreaterThan(18)
  for (const { id, position } of nodes) {
    expect(position, id).toBeDefined()
    expect([(position?.x ?? 1) % 8, (position?.y ?? 1) % 8].map(Math.abs), id).toEqual([0, 0])
  }
})

test('calls on the map are calls of the shop', () => {
  const graph = parsed.ok ? parsed.graph : undefined
  const names = new Map(graph?.nodes.map((node) => [node.id, node.name]))
  const calls = graph?.edges.filter((edge) => edge.kind === 'calls') ?? []
  expect(calls.length).toBeGreaterThan(10)
  const known = services.flatMap(({ name, calls }) => Object.keys(calls).map((callee) => `${name} > ${callee}`))
  for (const call of calls) expect(known).toContain(`${names.get(call.source)} > ${names.get(call.target)}`)
})

test('services are drawn where traces say that they run', () => {
  const drawn = new Map(parsed.ok ? parsed.graph.nodes.map((node) => [node.name, node.namespace ?? '']) : [])
  for (const { name, namespace } of services) expect(drawn.get(name), name).toBe(namespace)
  expect(drawn.get(queue.name)).toBe(queue.namespace)
})
