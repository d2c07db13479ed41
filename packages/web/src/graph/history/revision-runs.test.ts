import { expect, test } from 'vitest'
import { groupRevisions } from './revision-runs.ts'

test('saves of one person in one go are one row; a pause, another person or a restore begins the next', () => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
  const rows = [
    { revision: 6, at: at(59), by: 'Ana', message: 'restored revision 2' },
    { revision: 5, at: at(58), by: 'Ana' },
    { revision: 4, at: at(30), by: 'Ana' },
    { revision: 3, at: at(25), by: 'Ana' },
    { revision: 2, at: at(24), by: 'Ben' },
    { revision: 1, at: at(23) },
  ].map((row) => ({ ...row, nodes: 1, edges: 0 }))
  expect(groupRevisions(rows).map((run) => run.revisions.map(({ revision }) => revision))).toEqual([
    [6],
    [5],
    [4, 3],
    [2],
    [1],
  ])
})
