import type { GraphDocument } from '@statusgraph/model'
import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { overlayGraphs } from '../../changes/changed-graph.ts'
import { groupRevisions } from './revision-runs.ts'

function graphOf(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

test('two revisions over each other keep what was removed, and say what happened to each node', () => {
  const before = graphOf({
    nodes: [
      { id: 'a', position: { x: 0, y: 0 } },
      { id: 'b', ports: [{ id: 'p' }] },
      { id: 'gone', parent: 'g' },
      { id: 'g', kind: 'group' },
    ],
    edges: [{ id: 'e', source: 'gone', target: 'b', targetPort: 'p' }],
  })
  const after = graphOf({ nodes: [{ id: 'a', position: { x: 80, y: 0 } }, { id: 'b', name: 'B' }, { id: 'new' }] })
  const changed = overlayGraphs(before, after)
  expect(Object.fromEntries(changed.nodes)).toEqual({
    a: 'moved',
    b: 'changed',
    new: 'added',
    gone: 'removed',
    g: 'removed',
  })
  expect(Object.fromEntries(changed.edges)).toEqual({ e: 'removed' })
  expect(parseGraphDocument(JSON.parse(JSON.stringify(changed.graph)))).toMatchObject({ ok: true })
  expect(changed.graph.nodes.find(({ id }) => id === 'gone')?.parent).toBe('g')
  expect(changed.graph.edges).toMatchObject([{ id: 'e', targetPort: null }])
})

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
