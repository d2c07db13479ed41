import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseGraphDocument, servicesOf } from '../graph/document.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import { drawServices } from './draw-services.ts'
import { serviceGroupings } from './group-services.ts'

const empty: GraphDocument = { version: 1, id: 'shop', name: 'Shop', nodes: [], edges: [] }
const size = { width: 200, height: 56 }

function countIds(): (stem: string) => string {
  let count = 0
  return (stem) => `${stem.slice(0, 40)}-${++count}`
}

function doOverlap(a: GraphNode, b: GraphNode): boolean {
  if (a.position === undefined || b.position === undefined) return false
  return Math.abs(a.position.x - b.position.x) < size.width && Math.abs(a.position.y - b.position.y) < size.height
}

test('services become nodes that are bound to them, in groups named after what they share', () => {
  const names = ['cart.svc', 'cart-db.svc', 'email.svc']
  const { nodes } = drawServices(
    empty,
    names.map((service) => ({ service })),
    { groupBy: 'prefix', newId: countIds() },
  )
  const group = nodes.find(({ kind }) => kind === 'group')
  expect(group?.name).toBe('cart')
  expect(nodes.filter(({ parent }) => parent === group?.id).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'cart.svc service',
    'cart-db.svc database',
  ])
  const email = nodes.find(({ name }) => name === 'email.svc')
  expect(email?.parent).toBeUndefined()
  expect(email?.services).toEqual(['email.svc'])
})

test('a service that names its namespace is called by the rest, and still bound by the whole', () => {
  const [node] = drawServices(empty, [{ service: 'shop/cart' }], { groupBy: 'none', newId: countIds() }).nodes
  expect(node).toMatchObject({ name: 'cart', namespace: 'shop', services: ['shop/cart'] })
})

test('what is drawn already stays where it is, and the new stands beside it', () => {
  const before: GraphDocument = {
    ...empty,
    nodes: [{ id: 'a', name: 'a', kind: 'service', position: { x: 0, y: 0 }, size: { width: 300, height: 900 } }],
  }
  const after = drawServices(before, [{ service: 'b' }, { service: 'c' }], {
    groupBy: 'none',
    newId: countIds(),
  })
  expect(after.nodes[0]).toBe(before.nodes[0])
  for (const node of after.nodes.slice(1)) expect(node.position?.x).toBeGreaterThan(300)
})

test('near a point, the new stands there when there is room, and as near as it can when there is none', () => {
  const near = { x: 500, y: 300 }
  const options = { groupBy: 'none', newId: countIds(), sizeOf: () => size, near } as const
  const [free] = drawServices(empty, [{ service: 'a' }], options).nodes
  expect(free?.position).toEqual({ x: 400, y: 272 })
  const taken: GraphDocument = {
    ...empty,
    nodes: [{ id: 't', name: 't', kind: 'service', position: { x: 400, y: 272 }, size }],
  }
  const [, moved] = drawServices(taken, [{ service: 'a' }], options).nodes
  expect(moved?.position).toEqual({ x: 400, y: 352 })
})

test('no services change nothing', () => {
  expect(drawServices(empty, [], { groupBy: 'prefix', newId: countIds() })).toBe(empty)
})

test('whatever is drawn: a good document, every service once, on the grid, nothing on top of anything', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}([.\-/][a-z]{1,6}){0,3}$/)
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(...serviceGroupings),
      fc.option(fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) })),
      (names, groupBy, near) => {
        const newId = countIds()
        const first = drawServices(empty, [{ service: 'first' }, { service: 'second' }], {
          groupBy: 'none',
          newId,
          sizeOf: () => size,
        })
        const drawn = drawServices(
          first,
          names.map((service) => ({ service })),
          { groupBy, newId, sizeOf: () => size, ...(near === null ? {} : { near }) },
        )
        expect(parseGraphDocument(drawn)).toEqual({ ok: true, graph: drawn })
        const cards = drawn.nodes.filter(({ kind }) => kind !== 'group')
        expect(cards.slice(2).flatMap(servicesOf).toSorted()).toEqual(names.toSorted())
        for (const [at, node] of cards.entries()) {
          expect((node.position?.x ?? 1) % 8).toBeCloseTo(0)
          expect((node.position?.y ?? 1) % 8).toBeCloseTo(0)
          for (const other of cards.slice(at + 1)) expect(doOverlap(node, other)).toBe(false)
        }
      },
    ),
  )
})
