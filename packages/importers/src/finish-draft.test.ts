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

test('what an edge says stands in its label, with its technology, and the rest of it in its description', () => {
  const nodes = ['a', 'b'].map((key) => ({ key, name: key, kind: 'service' as const }))
  const edge = { source: 'a', target: 'b', label: 'Places', technology: 'gRPC', description: ' Only paid ones.\n' }
  expect(finishDraft({ nodes, edges: [edge] })).toMatchObject({
    ok: true,
    graph: { edges: [{ label: 'Places [gRPC]', description: 'Only paid ones.' }] },
  })
})

test('of elements and edges that say an id twice nothing breaks, and the first element counts', () => {
  const nodes = ['First', 'Second'].map((name) => ({ key: 'a', name, kind: 'service' as const }))
  const edge = { key: 'e', source: 'a', target: 'a' }
  const finished = finishDraft({ nodes, edges: [edge, edge] })
  expect(finished).toMatchObject({ ok: true, diagnostics: [{ kind: 'lost' }] })
  expect(finished.ok && finished.graph.nodes.map(({ name }) => name)).toEqual(['First'])
  expect(finished.ok && new Set(finished.graph.edges.map(({ id }) => id)).size).toBe(2)
})

test('groups that lie in each other too deep are taken out of each other', () => {
  const chain = Array.from({ length: 70 }, (_, at) => ({
    key: `g${at}`,
    name: `g${at}`,
    kind: 'group' as const,
    parent: at === 0 ? undefined : `g${at - 1}`,
  }))
  expect(finishDraft({ nodes: chain, edges: [] })).toMatchObject({ ok: true, diagnostics: [{ kind: 'lost' }] })
})

test('as many edges as a graph may have between the same two nodes are told apart in a moment', () => {
  const nodes = ['a', 'b'].map((key) => ({ key, name: key, kind: 'service' as const }))
  const edges = Array.from({ length: 60_000 }, () => ({ source: 'a', target: 'b' }))
  const finished = finishDraft({ nodes, edges })
  expect(finished.ok && new Set(finished.graph.edges.map(({ id }) => id)).size).toBe(60_000)
})
