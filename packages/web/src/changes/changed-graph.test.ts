import type { GraphDocument } from '@statusgraph/model'
import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { overlayGraphs } from './changed-graph.ts'

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
