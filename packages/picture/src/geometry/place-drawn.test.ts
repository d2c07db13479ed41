import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { centreOf, layOutUnplaced } from '@statusgraph/layout'
import { sayMembers } from '../words/say-state.ts'
import { placeDrawn, readDrawn } from './place-drawn.ts'
import { buildScene } from './scene.ts'

function read(isClosed: boolean): GraphDocument {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    nodes: [
      { id: 'zone', kind: 'group' },
      {
        id: 'pay',
        kind: 'group',
        parent: 'zone',
        collapsed: isClosed,
        position: { x: 0, y: 0 },
        size: { width: 900, height: 500 },
      },
      { id: 'api', parent: 'pay', position: { x: 100, y: 100 } },
      { id: 'ledger', parent: 'pay' },
      { id: 'web', position: { x: 1_400, y: 40 } },
      { id: 'mail' },
    ],
    edges: [
      { source: 'web', target: 'api' },
      { source: 'ledger', target: 'mail' },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const open = placeDrawn(read(false), layOutUnplaced)
const closed = placeDrawn(read(true), layOutUnplaced)

test('to close a group moves nothing else, not even what has no place of its own', () => {
  for (const id of ['web', 'mail']) expect(closed.boxes.get(id)).toEqual(open.boxes.get(id))
})

test('a closed group is a card in the middle of its frame, whatever size the frame was drawn with', () => {
  const [card, frame] = [closed.boxes.get('pay'), open.boxes.get('pay')]
  if (card === undefined || frame === undefined) throw new Error('not placed')
  expect(centreOf(card).x).toBeCloseTo(centreOf(frame).x, 0)
  expect(centreOf(card).y).toBeCloseTo(centreOf(frame).y, 0)
  expect(card.height).toBeLessThan(80)
  expect(closed.boxes.has('api')).toBe(false)
})

test('where there are many large groups, a closed one fills its frame', () => {
  const large = placeDrawn(read(true), layOutUnplaced, { keepsFrames: true })
  expect(large.boxes.get('pay')).toEqual(open.boxes.get('pay'))
  expect(large.boxes.has('api')).toBe(false)
})

test('a closed group is a card among the cards', () => {
  const scene = buildScene(closed.graph, closed.boxes)
  expect(scene.cards.map(({ node }) => node.id)).toContain('pay')
  expect(scene.groups.map(({ node }) => node.id)).toEqual(['zone'])
})

test('which groups are closed is seen from what has a box', () => {
  expect(readDrawn(read(true), open.boxes).hiddenIn.size).toBe(0)
  expect([...readDrawn(read(false), closed.boxes).hiddenIn.keys()]).toEqual(['api', 'ledger'])
})

test('a closed group tells how many it holds, and how many of them are in trouble', () => {
  const status = { overlays: [], reasons: [], metrics: [] }
  expect(sayMembers({ ...status, lamp: 'ok', counts: { members: 12 } }, '')).toEqual({
    members: '12 nodes',
    trouble: '',
  })
  expect(sayMembers({ ...status, lamp: 'critical', counts: { members: 12, critical: 1 } }, 'critical')).toEqual({
    members: '12 nodes',
    trouble: '1 critical',
  })
  expect(sayMembers(undefined, 'unknown')).toEqual({ members: 'group', trouble: 'unknown' })
})
