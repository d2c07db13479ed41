import { topologyStates } from '@statusgraph/model'
import type { TopologyEdge, Traffic } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { encodeAppearance, noStatusCode } from '../status/appearance.ts'
import { lookOfEdge } from './edge-look.ts'
import { lookOfNode } from './node-look.ts'
import { decodeEdge, decodeNode, encodeEdge, encodeNode, shareOfErrors } from './traits.ts'

function edge(facts: Partial<TopologyEdge> = {}, traffic?: Partial<Traffic>): TopologyEdge {
  return {
    id: 'a→b',
    source: 'a',
    target: 'b',
    state: 'live',
    provenance: [],
    ...(traffic === undefined ? {} : { traffic: { layer: 'server', source: 'traces', ...traffic } }),
    ...facts,
  }
}

test.each(topologyStates)('%s crosses to the painter and back', (state) => {
  expect(decodeEdge(encodeEdge(edge({ state, undirected: true }, { deniedPerSecond: 1 })))).toMatchObject({
    state,
    isDenied: true,
    isUndirected: true,
  })
  expect(decodeNode(encodeNode({ id: 'a', name: 'a', state, provenance: [] }))).toEqual({ state, isFound: true })
  expect(decodeNode(encodeNode({ id: 'a', name: 'a', state, drawn: true, provenance: [] })).isFound).toBe(false)
})

test.each([
  [undefined, 0],
  [0, 1],
  [0.99, 1],
  [1, 2],
  [9.9, 2],
  [10, 3],
  [100, 4],
  [1_000, 5],
  [1e9, 5],
])('a rate of %s is step %d of the width', (ratePerSecond, step) => {
  const traffic = ratePerSecond === undefined ? {} : { ratePerSecond }
  expect(decodeEdge(encodeEdge(edge({}, traffic))).widthStep).toBe(step)
})

test('where nobody counts requests, bytes give the width', () => {
  expect(decodeEdge(encodeEdge(edge({}, { bytesPerSecond: 1_300_000 }))).widthStep).toBe(5)
})

test('an edge that nobody looks for looks as it always did', () => {
  const quiet = { lamp: undefined, widthPx: 1.5, dash: [], alpha: 1, isHollow: false, hasHead: true, badge: undefined }
  expect(lookOfEdge(noStatusCode, encodeEdge(undefined))).toMatchObject(quiet)
})

test('no two states of an edge look the same, colours aside', () => {
  const looks = topologyStates
    .filter((state) => state !== 'undeclared')
    .map((state) => JSON.stringify(lookOfEdge(noStatusCode, encodeEdge(edge({ state }, { ratePerSecond: 5 })))))
  expect(new Set(looks).size).toBe(looks.length)
})

test('trouble is loud and at least as wide as it was, a fresh ok is calm', () => {
  const critical = encodeAppearance({ lamp: 'critical', overlays: [], reasons: [] })
  const ok = encodeAppearance({ lamp: 'ok', overlays: [], reasons: [] })
  const traits = encodeEdge(edge({}, { ratePerSecond: 0.2 }))
  expect(lookOfEdge(critical, traits)).toMatchObject({ lamp: 'critical', isLoud: true, widthPx: 2.2 })
  expect(lookOfEdge(ok, traits)).toMatchObject({ lamp: undefined, isLoud: false })
})

test('what was drawn and is not seen is hollow, what nobody drew is soft, what is gone is faint', () => {
  const look = (state: TopologyEdge['state'], drawn: boolean) =>
    lookOfNode(encodeNode({ id: 'a', name: 'a', state, drawn, provenance: [] }))
  expect(look('missing', true)).toMatchObject({ isHollow: true, isSoft: false })
  expect(look('live', false)).toMatchObject({ isHollow: false, isSoft: true })
  expect(look('stale', false).alpha).toBeLessThan(look('live', false).alpha)
  expect(lookOfNode(encodeNode(undefined))).toEqual({ isHollow: false, isSoft: false, alpha: 1 })
})

test('errors are a share of what is known to run, and unknown where that is not', () => {
  expect(shareOfErrors({ layer: 'server', ratePerSecond: 10, errorsPerSecond: 1 })).toBe(0.1)
  expect(shareOfErrors({ layer: 'server', ratePerSecond: 10, errorsPerSecond: 0 })).toBe(0)
  expect(shareOfErrors({ layer: 'server', ratePerSecond: 10 })).toBeUndefined()
  expect(shareOfErrors({ layer: 'server', ratePerSecond: 0, errorsPerSecond: 0 })).toBeUndefined()
  expect(shareOfErrors(undefined)).toBeUndefined()
})
