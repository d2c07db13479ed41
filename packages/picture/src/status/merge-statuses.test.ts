import type { EdgeStatus, Lamp } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { mergeStatuses } from './merge-statuses.ts'
import { noStatuses } from './statuses.ts'

function judged(lamp: Lamp): EdgeStatus {
  return { lamp, overlays: [], reasons: [] }
}

test('an edge that stands for others has the worst of their lamps, and changes when one of them does', () => {
  const edges = new Map([
    ['1', judged('ok')],
    ['2', judged('warning')],
  ])
  let tell: (ids: Iterable<string>) => void = () => undefined
  const merged = mergeStatuses(
    {
      ...noStatuses,
      edge: (id) => edges.get(id),
      edgeIds: () => edges.keys(),
      subscribeAll(onChange) {
        tell = onChange
        return () => undefined
      },
    },
    new Map([['x=>y', ['1', '2', '3']]]),
  )
  expect(merged.edge('x=>y')?.lamp).toBe('warning')
  expect([...merged.edgeIds()]).toEqual(['x=>y'])
  const told: string[][] = []
  merged.subscribeAll((ids) => told.push([...ids]))
  edges.set('1', judged('critical'))
  tell(['1', 'node'])
  expect(told).toEqual([['1', 'x=>y', 'node']])
  expect(merged.edge('x=>y')?.lamp).toBe('critical')
})
