import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLosses } from '../testing/merge-oracle.ts'
import { doEdits, randomEdit, randomGraph, roundTrip } from '../testing/random-edits.ts'
import { decideConflict } from './decide.ts'
import { mergeGraphs } from './merge.ts'

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
})
