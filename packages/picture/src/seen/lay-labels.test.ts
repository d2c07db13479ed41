import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { doOverlap, placeNodes } from '@statusgraph/layout'
import { buildScene, nameBoxOf } from '../geometry/scene.ts'
import { encodeSeen } from './encode-scene.ts'
import { labelsIn } from './lay-labels.ts'
import { noTopology } from './map-topology.ts'
import { numbersPerEdge } from './traits.ts'

function sceneOf(gapPx: number, label?: string) {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'g',
    nodes: ['a', 'b', 'c', 'd'].map((id, at) => ({
      id,
      position: { x: (at % 2) * (200 + gapPx), y: at < 2 ? 0 : 160 },
      size: { width: 168, height: 56 },
    })),
    edges: [
      { id: 'ab', source: 'a', target: 'b', ...(label === undefined ? {} : { label }) },
      { id: 'cd', source: 'c', target: 'd' },
      { id: 'ad', source: 'a', target: 'd' },
    ],
  })
  if (!parsed.ok) throw new Error('the graph of this test is bad')
  return buildScene(
    parsed.graph,
    placeNodes(parsed.graph, () => new Map()),
  )
}

function labelsOf(
  scene: ReturnType<typeof sceneOf>,
  ratePerSecond: number,
  detail: 'full' | 'short' = 'full',
  drawn = true,
) {
  const seen = encodeSeen(scene, {
    ...noTopology,
    edge: (id) => ({
      id,
      source: '',
      target: '',
      state: 'live',
      drawn,
      provenance: [],
      traffic: {
        layer: 'server',
        source: 't',
        ratePerSecond,
        errorsPerSecond: ratePerSecond * 0.021,
        p95Seconds: 0.035,
      },
    }),
  })
  expect(seen.numbers).toHaveLength(3 * numbersPerEdge)
  return labelsIn({ scene, seen, statusCodes: new Uint8Array(3).fill(255), detail, isWanted: () => true })
}

test('where there is room a label says rate, errors and latency with units', () => {
  expect(labelsOf(sceneOf(400), 120).map(({ words }) => words)).toContain('120/s · 2.1 % · 35 ms')
})

test('what people wrote stands first, and stays alone where there is no room for more', () => {
  const written = (gapPx: number) => labelsOf(sceneOf(gapPx, 'gRPC'), 120).find(({ text }) => text !== '')
  expect(written(400)).toMatchObject({ text: 'gRPC', words: '120/s · 2.1 % · 35 ms' })
  expect(written(110)).toMatchObject({ text: 'gRPC', words: '120/s' })
  expect(written(60)).toMatchObject({ text: 'gRPC', words: '' })
})

test('what nobody drew has no name but its protocol: where there is no room for both, its numbers are said', () => {
  expect(labelsOf(sceneOf(56, 'http'), 120, 'full', false).find(({ index }) => index === 0)).toMatchObject({
    text: '',
    words: '120/s',
  })
})

test('further away a label says less', () => {
  for (const { words } of labelsOf(sceneOf(400), 120, 'short')) expect(words).not.toContain('ms')
})

test('no label covers another one or a card', () => {
  const scene = sceneOf(260, 'gRPC')
  const boxes = labelsOf(scene, 120).map(({ box }) => box)
  expect(boxes.length).toBeGreaterThan(1)
  for (const [at, box] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) expect(doOverlap(box, other)).toBe(false)
    for (const card of scene.cards) expect(doOverlap(box, card.box)).toBe(false)
  }
})

test('no label covers the name of a group', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'g',
    nodes: [
      { id: 'a', position: { x: 0, y: 0 }, size: { width: 168, height: 56 } },
      // The edge from a to b goes by at the left of the group, and its label is wide.
      { id: 'zone', name: 'Zone', kind: 'group', position: { x: 110, y: 160 }, size: { width: 160, height: 90 } },
      { id: 'b', position: { x: 0, y: 300 }, size: { width: 168, height: 56 } },
    ],
    edges: [{ id: 'ab', source: 'a', target: 'b', label: 'asks for the price' }],
  })
  if (!parsed.ok) throw new Error('the graph of this test is bad')
  const boxes = placeNodes(parsed.graph, () => new Map())
  const scene = buildScene(parsed.graph, boxes)
  const [label] = labelsIn({
    scene,
    seen: encodeSeen(scene, noTopology),
    statusCodes: new Uint8Array(1).fill(255),
    detail: 'full',
    isWanted: () => true,
  })
  const [zone] = scene.groups
  if (label === undefined || zone === undefined) throw new Error('there is no label or no group')
  expect(doOverlap(label.box, nameBoxOf(zone))).toBe(false)
})

test('one more digit moves no label', () => {
  const scene = sceneOf(400)
  const middles = (rate: number) =>
    labelsOf(scene, rate).map(({ index, box }) => [index, Math.round(box.x + box.width / 2), Math.round(box.y)])
  expect(middles(990)).toEqual(middles(120))
})
