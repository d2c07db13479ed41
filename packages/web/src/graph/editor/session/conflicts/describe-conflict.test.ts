import { mergeGraphs, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { describeConflict } from './describe-conflict.ts'

function draw(cart: object): GraphDocument {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    nodes: [
      { id: 'pay', name: 'Payments', kind: 'group' },
      { id: 'core', name: 'Core', kind: 'group' },
      {
        id: 'cart',
        name: 'cart.svc',
        position: { x: 100, y: 100 },
        ports: [{ id: 'p1', name: 'GRPC', label: '/create' }],
        ...cart,
      },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

/** What is said of the conflict between two people who changed the same node. */
function say(mine: object, theirs: object) {
  const merged = mergeGraphs(draw({}), draw(mine), draw(theirs))
  return merged.conflicts.map((conflict) => describeConflict(conflict, [merged.graph]))
}

test('a name is said as it is', () => {
  expect(say({ name: 'basket' }, { name: 'trolley' })).toEqual([
    { element: 'basket', field: 'name', before: 'cart.svc', mine: 'basket', theirs: 'trolley' },
  ])
})

test('of a place is said which way it went, and of a size how large it is', () => {
  const [place] = say({ position: { x: 220, y: 100 } }, { position: { x: 100, y: 60 } })
  expect(place).toMatchObject({
    field: 'place',
    before: undefined,
    mine: 'moved 120 px right',
    theirs: 'moved 40 px up',
  })
  const [size] = say({ size: { width: 300, height: 200 } }, { size: { width: 240, height: 120 } })
  expect(size).toMatchObject({ before: 'none', mine: '300 × 200', theirs: '240 × 120' })
})

test('groups, labels and ports are called by their names', () => {
  expect(say({ parent: 'pay' }, { parent: 'core' })).toMatchObject([
    { field: 'group', before: 'none', mine: 'Payments', theirs: 'Core' },
  ])
  expect(say({ labels: { 'k8s.io/app': 'a' } }, { labels: { 'k8s.io/app': 'b' } })).toMatchObject([
    { field: 'label k8s.io/app', before: 'none', mine: 'a', theirs: 'b' },
  ])
  const port = (label: string) => ({ ports: [{ id: 'p1', name: 'GRPC', label }] })
  expect(say(port('/mine'), port('/theirs'))).toMatchObject([
    { field: 'label of port /mine', before: '/create', mine: '/mine', theirs: '/theirs' },
  ])
})

test('of a deletion is said who deleted and what the other did', () => {
  const base = draw({})
  const without = { ...base, nodes: base.nodes.filter(({ id }) => id !== 'cart') }
  const { graph, conflicts } = mergeGraphs(base, without, draw({ name: 'basket' }))
  expect(conflicts.map((conflict) => describeConflict(conflict, [graph]))).toMatchObject([
    { element: 'basket', field: undefined, mine: 'deleted', theirs: expect.stringContaining('basket') },
  ])
})

test('rules of discovery are called by what they are about', () => {
  const pinned = (x: number) => ({ ...draw({}), rules: { pins: { 'shop/cart': { x, y: 0 } } } })
  const merged = mergeGraphs(draw({}), { ...pinned(8), dynamic: 'auto' }, { ...pinned(16), dynamic: 'overlay' })
  expect(merged.conflicts.map((conflict) => describeConflict(conflict, [merged.graph]))).toMatchObject([
    { element: 'the graph', field: 'discovery', before: 'none', mine: 'auto', theirs: 'overlay' },
    { element: 'the graph', field: 'place of shop/cart', mine: 'at 8, 0', theirs: 'at 16, 0' },
  ])
})
