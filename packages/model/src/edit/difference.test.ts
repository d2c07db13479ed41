import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doEdits, randomEdit, randomGraph, roundTrip } from '../testing/random-edits.ts'
import { applyDifference } from './apply.ts'
import { diffGraphs, invertDifference, isEmptyDifference } from './difference.ts'

const edits = fc.array(randomEdit, { maxLength: 25 })

describe('a difference', () => {
  test('leads from one document to the other and back, to the order of elements', () => {
    fc.assert(
      fc.property(randomGraph, edits, (before, done) => {
        const after = doEdits(before, done)
        const difference = JSON.parse(JSON.stringify(diffGraphs(before, after)))
        expect(applyDifference(before, difference)).toStrictEqual(after)
        expect(applyDifference(after, invertDifference(difference))).toStrictEqual(before)
      }),
    )
  })

  test('of two documents that never met is enough as well', () => {
    fc.assert(
      fc.property(randomGraph, randomGraph, (before, after) => {
        expect(applyDifference(before, diffGraphs(before, after))).toStrictEqual(after)
      }),
    )
  })

  test('of a document and its own copy is empty', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        expect(isEmptyDifference(diffGraphs(graph, JSON.parse(JSON.stringify(graph))))).toBe(true)
      }),
    )
  })

  test('can be done to any other document, which stays whole', () => {
    fc.assert(
      fc.property(randomGraph, edits, edits, (before, done, elsewhere) => {
        const difference = diffGraphs(before, doEdits(before, done))
        const result = applyDifference(doEdits(before, elsewhere), difference)
        expect(roundTrip(result)).toStrictEqual(result)
        const back = applyDifference(doEdits(before, elsewhere), invertDifference(difference))
        expect(roundTrip(back)).toStrictEqual(back)
      }),
    )
  })
})
