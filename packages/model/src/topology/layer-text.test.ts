import { expect, test } from 'vitest'
import { at, edge, node, putNode, source, TopologyStory } from '../testing/topology-story.ts'
import { readLayer, restoreLayers, writeLayers } from './layer-text.ts'
import { createTopology } from './topology.ts'

const traces = source('traces')
const story = () => new TopologyStory(traces).seen('traces', 0, node('cart'), edge('web→cart'))
const written = (): { [Key in 'nodes' | 'edges']: object[] } & Record<string, unknown> =>
  JSON.parse(writeLayers(story().topology).get('traces') ?? '')

test.each([
  ['', 'it is not JSON'],
  ['[]', 'it is not as it was written: Invalid input: expected object, received array'],
  ['null', 'it is not as it was written: Invalid input: expected object, received null'],
  [JSON.stringify({ ...written(), version: 2 }), 'version is not as it was written: Invalid input: expected 1'],
  [JSON.stringify({ ...written(), kind: 'tea' }), expect.stringMatching(/^kind is not as it was written/)],
  [JSON.stringify({ ...written(), nodes: {} }), expect.stringMatching(/^nodes is not as it was written/)],
  [
    JSON.stringify({ ...written(), clock: { runs: false, readMs: 0, wallMs: 1e300 } }),
    expect.stringMatching(/^clock\.wallMs is not/),
  ],
])('the text %j is refused with a reason', (text, reason) => {
  expect(readLayer(text)).toEqual({ ok: false, reason })
  const restored = restoreLayers(createTopology([traces]), new Map([['traces', text]]), at(0))
  expect([...restored.dropped]).toEqual([['traces', reason]])
})

test('a damaged element is left out and counted, and harms no other', () => {
  const { nodes, edges, ...rest } = written()
  const damaged = [{ seen: { id: 7 } }, null, { ...nodes[0], firstSeenMs: 'yesterday' }]
  const read = readLayer(JSON.stringify({ ...rest, nodes: [...damaged, ...nodes], edges: [...edges, 'x'] }))
  expect(read.ok && [read.layer.nodes.size, read.layer.edges.size, read.layer.damaged]).toEqual([1, 1, 4])
})

test('what was written for another source, or for one of another kind, or for none, is not taken', () => {
  const text = writeLayers(story().topology).get('traces') ?? ''
  const topology = createTopology([source('mesh'), { ...traces, kind: 'push' }])
  const restored = restoreLayers(
    topology,
    new Map([
      ['mesh', text],
      ['traces', text],
      ['gone', text],
    ]),
    at(0),
  )
  expect(restored.topology).toEqual(topology)
  expect([...restored.dropped]).toEqual([
    ['mesh', 'it was written for traces'],
    ['traces', 'the source is of another kind now'],
    ['gone', 'there is no such source any more'],
  ])
})

test('what was heard since is not overwritten by what was kept', () => {
  const text = writeLayers(story().topology)
  const later = new TopologyStory(traces).seen('traces', 60, 'pay')
  expect(restoreLayers(later.topology, text, at(60)).topology).toEqual(later.topology)
})

test('only what changed is written again, and what never said anything is not written at all', () => {
  const ci = source('ci', { kind: 'push' })
  const both = new TopologyStory(traces, ci, 'silent').seen('traces', 0, 'cart').wrote('ci', 0, putNode('pay'))
  expect([...writeLayers(both.topology).keys()]).toEqual(['traces', 'ci'])
  const before = both.topology
  expect([...writeLayers(both.wrote('ci', 1, putNode('db')).topology, before).keys()]).toEqual(['ci'])
})
