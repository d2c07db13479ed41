import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLosses } from '../testing/merge-oracle.ts'
import { doEdits, randomEdit, randomGraph, roundTrip } from '../testing/random-edits.ts'
import type { GraphDocument } from '../graph/document.ts'
import { decideConflict } from './decide.ts'
import { mergeGraphs } from './merge.ts'
import { addNodes, updateNode } from './operations/nodes.ts'

const edits = fc.array(randomEdit, { maxLength: 12 })
const decisions = fc.infiniteStream(fc.constantFrom('mine', 'theirs'))

/** As it comes over the wire: equal, and no object shared. */
function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value))
}

describe('merging', () => {
  test('with nothing of mine gives theirs, and with nothing of theirs mine', () => {
    fc.assert(
      fc.property(randomGraph, edits, (base, done) => {
        const changed = doEdits(base, done)
        const expected = { graph: changed, conflicts: [] }
        expect(mergeGraphs(copyOf(base), base, changed)).toStrictEqual(expected)
        expect(mergeGraphs(base, changed, copyOf(base))).toStrictEqual(expected)
        expect(mergeGraphs(base, changed, copyOf(changed))).toStrictEqual(expected)
      }),
    )
  })

  test('documents that never met keeps to the laws as well', () => {
    fc.assert(
      fc.property(randomGraph, randomGraph, (base, other) => {
        const expected = { graph: other, conflicts: [] }
        expect(mergeGraphs(base, base, other)).toStrictEqual(expected)
        expect(mergeGraphs(base, other, base)).toStrictEqual(expected)
        expect(mergeGraphs(base, other, copyOf(other))).toStrictEqual(expected)
      }),
    )
  })

  test('whatever two people did keeps what is uncontested and makes a whole graph, and so does every decision', () => {
    fc.assert(
      fc.property(randomGraph, edits, edits, decisions, (base, a, b, decide) => {
        const mine = doEdits(base, a)
        const theirs = copyOf(doEdits(base, b))
        const merged = mergeGraphs(base, mine, theirs)
        expect(roundTrip(merged.graph)).toStrictEqual(merged.graph)
        expect(findLosses({ base, mine, theirs, ...merged })).toEqual([])
        let graph = merged.graph
        for (const conflict of merged.conflicts) {
          graph = decideConflict(graph, { base, mine, theirs }, conflict, decide.next().value)
          expect(roundTrip(graph)).toStrictEqual(graph)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('of edits to different fields and new elements asks nobody and has them all', () => {
    const field = fc.record({
      node: fc.nat(20),
      field: fc.constantFrom('name', 'namespace', 'description', 'icon', 'labels.a', 'labels.b'),
      value: fc.constantFrom('x', 'y', 'z'),
      isMine: fc.boolean(),
    })
    const fields = fc.uniqueArray(field, { selector: ({ node, field }) => `${node} ${field}`, maxLength: 12 })
    const added = fc.uniqueArray(fc.tuple(fc.nat(30), fc.boolean()), { selector: ([id]) => id, maxLength: 6 })
    fc.assert(
      fc.property(randomGraph, fields, added, (drawn, sets, adds) => {
        // Every field has its owner, and picks of nodes must not meet again by going round a short list.
        const own = sets.filter(({ node }) => node < drawn.nodes.length)
        const base = addNodes(drawn, [{ id: 'middle', name: 'middle', kind: 'service' }])
        const change = (graph: GraphDocument, isWanted: (isMine: boolean) => boolean): GraphDocument => {
          const set = own.filter(({ isMine }) => isWanted(isMine)).reduce(setField, graph)
          const nodes = adds.filter(([, isMine]) => isWanted(isMine)).map(([id]) => `new ${id}`)
          return addNodes(
            set,
            nodes.map((id) => ({ id, name: id, kind: 'service' })),
          )
        }
        const mine = change(base, (isMine) => isMine)
        const theirs = copyOf(change(base, (isMine) => !isMine))
        const merged = mergeGraphs(base, mine, theirs)
        const nodesOf = (graph: GraphDocument) => new Map(graph.nodes.map((node) => [node.id, node]))
        expect(merged.conflicts).toEqual([])
        expect(nodesOf(merged.graph)).toEqual(nodesOf(change(base, () => true)))
        expect(merged.graph.edges).toEqual(base.edges)
      }),
    )
  })
})

function setField(graph: GraphDocument, { node: at, field, value }: { node: number; field: string; value: string }) {
  const node = graph.nodes[at]
  if (node === undefined) return graph
  const [key, label] = field.split('.')
  if (label !== undefined) return updateNode(graph, node.id, { labels: { ...node.labels, [label]: value } })
  return updateNode(graph, node.id, { [key ?? '']: key === 'icon' ? `logos:${value}` : value })
}
