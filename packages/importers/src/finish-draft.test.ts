import { expect, test } from 'vitest'
import { finishDraft } from './finish-draft.ts'

test('a port that no graph can have takes nothing with it: its edge ends at the node', () => {
  const long = 'x'.repeat(300)
  const ports = [{ id: long }, { id: '' }, { id: 'a', label: 'first' }, { id: 'a', label: 'second' }]
  const finished = finishDraft({
    nodes: [{ key: 'n', name: 'n', kind: 'service', ports }],
    edges: [
      { source: 'n', target: 'n', sourcePort: long, targetPort: '' },
      { source: 'n', target: 'n', sourcePort: 'a' },
    ],
  })
  expect(finished).toMatchObject({
    ok: true,
    graph: { nodes: [{ ports: [{ id: 'a' }] }], edges: [{ sourcePort: null, targetPort: null }, { sourcePort: 'a' }] },
  })
})
