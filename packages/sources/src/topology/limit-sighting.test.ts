import type { SeenEdge, SeenNode } from '@statusgraph/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitSighting } from './limit-sighting.ts'

const id = fc.integer({ min: 0, max: 30 }).map((number) => `n${number}`)
const node = id.map((name): SeenNode => ({ id: name, name, provenance: 'observed' }))
const edge = fc
  .tuple(id, id, fc.float({ min: 0, max: 100, noNaN: true }))
  .map(([source, target, ratePerSecond]): SeenEdge => {
    return { source, target, provenance: 'observed', traffic: { layer: 'server', ratePerSecond } }
  })
const sighting = fc.record({
  nodes: fc.uniqueArray(node, { selector: (one) => one.id }),
  edges: fc.uniqueArray(edge, { selector: ({ source, target }) => `${source} ${target}` }),
})
const limit = fc.integer({ min: 1, max: 40 })

test('no more is kept than allowed, no edge loses an end, and everything left out is counted', () => {
  fc.assert(
    fc.property(sighting, limit, limit, (whole, maxNodes, maxEdges) => {
      const kept = limitSighting(whole, { maxNodes, maxEdges })
      const ends = kept.edges.flatMap(({ source, target }) => [source, target])
      const all = new Set([
        ...whole.nodes.map((one) => one.id),
        ...whole.edges.flatMap((one) => [one.source, one.target]),
      ])
      const left = new Set([...kept.nodes.map((one) => one.id), ...ends])
      expect(left.size).toBeLessThanOrEqual(maxNodes)
      expect(kept.edges.length).toBeLessThanOrEqual(maxEdges)
      expect(kept.edges.length + (kept.leftOut?.edges ?? 0)).toBe(whole.edges.length)
      expect(left.size + (kept.leftOut?.nodes ?? 0)).toBeLessThanOrEqual(all.size)
      const told = new Set(whole.nodes.map((one) => one.id))
      const keptNodes = new Set(kept.nodes.map((one) => one.id))
      expect(ends.filter((one) => told.has(one) && !keptNodes.has(one))).toEqual([])
    }),
  )
})

test('the busiest edges stay', () => {
  const edges = [1, 50, 3, 40, 2].map((ratePerSecond, index): SeenEdge => {
    return { source: `a${index}`, target: 'b', provenance: 'observed', traffic: { layer: 'proxy', ratePerSecond } }
  })
  const kept = limitSighting({ nodes: [], edges }, { maxNodes: 100, maxEdges: 2 })
  expect(kept.edges.map(({ traffic }) => traffic?.ratePerSecond)).toEqual([50, 40])
})

test('a sighting within its limits is handed on as it is', () => {
  const whole = { nodes: [], edges: [] }
  expect(limitSighting(whole, { maxNodes: 1, maxEdges: 1 })).toBe(whole)
})
