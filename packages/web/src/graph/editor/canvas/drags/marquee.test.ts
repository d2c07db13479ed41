import { expect, test } from 'vitest'
import { boxBetween, findTouched } from './marquee.ts'

const nodes = [
  { id: 'card', kind: 'service' },
  { id: 'frame', kind: 'group' },
  { id: 'folded', kind: 'group', collapsed: true },
]
const boxes = new Map([
  ['card', { x: 40, y: 40, width: 100, height: 50 }],
  ['frame', { x: 0, y: 0, width: 400, height: 300 }],
  ['folded', { x: 600, y: 0, width: 100, height: 50 }],
])

test.each([
  ['a card that it touches', { x: 130, y: 80 }, { x: 200, y: 200 }, ['card']],
  ['not the group in which it is drawn', { x: 200, y: 200 }, { x: 380, y: 280 }, []],
  ['a group that it holds whole', { x: 410, y: 310 }, { x: -10, y: -10 }, ['card', 'frame']],
  ['a group that is shown as one node, by a touch', { x: 590, y: -10 }, { x: 610, y: 10 }, ['folded']],
])('a box takes %s', (_, from, to, taken) => {
  expect(findTouched(nodes, boxes, boxBetween(from, to))).toEqual(taken)
})
