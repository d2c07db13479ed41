import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { directionOf, findBeside } from './find-beside.ts'

const parsed = parseGraphDocument({
  version: 1,
  id: 'g',
  nodes: ['middle', 'near-right', 'far-right', 'below', 'aside', 'around'].map((id) => ({
    id,
    kind: id === 'around' ? 'group' : 'service',
  })),
  edges: [{ source: 'far-right', target: 'middle' }],
})
const at = (x: number, y: number) => ({ x, y, width: 100, height: 50 })
const boxes = new Map([
  ['middle', at(0, 0)],
  ['near-right', at(200, 0)],
  ['far-right', at(600, 0)],
  ['below', at(20, 300)],
  ['aside', at(-120, 900)],
  ['around', at(-150, 0)],
])

test.each<readonly [string, string, string | undefined, string]>([
  ['ArrowRight', 'middle', 'far-right', 'a neighbour by an edge is meant before what is nearer'],
  ['ArrowLeft', 'far-right', 'middle', 'an edge leads back too'],
  ['ArrowDown', 'middle', 'below', 'without an edge, what stands nearest on that side is meant'],
  ['ArrowUp', 'middle', undefined, 'where nothing is, nothing is meant'],
  ['ArrowLeft', 'middle', undefined, 'groups are passed over, and what lies more aside than ahead is not there'],
  ['ArrowRight', 'nobody', undefined, 'from nowhere one goes nowhere'],
])('%s from %s leads to %s: %s', (key, from, to) => {
  if (!parsed.ok) throw new Error('not a graph')
  const direction = directionOf(key)
  if (direction === undefined) throw new Error('not an arrow')
  expect(findBeside(parsed.graph, boxes, from, direction)).toBe(to)
})
