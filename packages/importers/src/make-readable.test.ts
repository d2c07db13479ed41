import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeReadable } from './make-readable.ts'

function graphOf(nodes: readonly object[]): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'drawing', nodes })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}
const icon = (id: string, x: number, y: number, name = 'Orders database') => ({
  id,
  name,
  position: { x, y },
  size: { width: 60, height: 60 },
})

test('a drawing whose boxes are large enough stays as it is', () => {
  const graph = graphOf([{ ...icon('a', 0, 0, 'Cart'), size: { width: 180, height: 60 } }, { id: 'unplaced' }])
  expect(makeReadable(graph)).toEqual({ graph, grown: 0 })
})

test('a small icon grows around its centre', () => {
  const { graph, grown } = makeReadable(graphOf([icon('a', 1_000, 500)]))
  const [{ position = { x: 0, y: 0 }, size = { width: 0, height: 0 } } = {}] = graph.nodes
  expect(grown).toBe(1)
  expect(size.width).toBeGreaterThan(150)
  expect(Math.abs(position.x + size.width / 2 - 1_030)).toBeLessThanOrEqual(1)
})

test('icons beside each other stay apart, each on its side, and the frame around them grows along', () => {
  const members = [icon('a', 20, 40), icon('b', 120, 40), icon('c', 20, 140)].map((one) => ({ ...one, parent: 'g' }))
  const frame = { id: 'g', kind: 'group', position: { x: 0, y: 0 }, size: { width: 200, height: 220 } }
  const { graph } = makeReadable(graphOf([frame, ...members]))
  const [g, a, b, c] = graph.nodes.map(({ position, size }) => ({
    x: position?.x ?? 0,
    y: position?.y ?? 0,
    right: (position?.x ?? 0) + (size?.width ?? 0),
    bottom: (position?.y ?? 0) + (size?.height ?? 0),
  }))
  if (g === undefined || a === undefined || b === undefined || c === undefined) throw new Error('four nodes')
  expect(a.right).toBeLessThan(b.x)
  expect(a.bottom).toBeLessThan(c.y)
  expect(b.right).toBeLessThan(g.right)
})

test('whoever is left of or above another stays so, whatever the drawing', () => {
  const anyIcons = fc.array(fc.record({ x: fc.nat(2_000), y: fc.nat(2_000) }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(anyIcons, (places) => {
      const before = graphOf(places.map(({ x, y }, at) => icon(`n${at}`, x, y)))
      const after = makeReadable(before).graph
      for (const [at, one] of before.nodes.entries()) {
        for (const [other, two] of before.nodes.entries()) {
          const x = (graph: GraphDocument, of: number): number => graph.nodes[of]?.position?.x ?? 0
          // Each is rounded by itself.
          if ((one.position?.x ?? 0) < (two.position?.x ?? 0)) {
            expect(x(after, at)).toBeLessThanOrEqual(x(after, other))
          }
        }
      }
    }),
  )
})
