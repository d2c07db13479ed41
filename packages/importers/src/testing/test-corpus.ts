import { describe, expect, test } from 'vitest'
import type { Importer } from '../importer.ts'
import { scoreCorpus } from './corpus.ts'
import { readCorpus } from './manifest.ts'
import { precisionOf, recallOf } from './score.ts'
import type { Tally } from './score.ts'

/** What of real files must at least be found, and of what is found must be right. */
const least = 0.98

/**
 * The test of a format against real files of others. Where the corpus is not beside the repository it is skipped, and
 * its name says so.
 *
 * @example
 * testCorpus(importer)
 */
export function testCorpus(importer: Importer): void {
  const { length } = readCorpus(importer.format)
  const absence = length === 0 ? ' (skipped: no corpus lies beside the repository)' : ''
  describe.skipIf(length === 0)(`${length} real files of ${importer.title}${absence}`, () => {
    test('give their nodes, edges and groups', { timeout: 120_000 }, async () => {
      const score = await scoreCorpus(importer)
      for (const what of ['nodes', 'edges', 'groups'] as const) {
        const tally = score[what]
        expect(recallOf(tally), `${what} that were not found:\n${firstOf(tally.missing)}`).toBeGreaterThanOrEqual(least)
        expect(precisionOf(tally), `${what} that are not there:\n${firstOf(tally.extra)}`).toBeGreaterThanOrEqual(least)
      }
    })
  })
}

function firstOf(lines: Tally['missing']): string {
  return lines.slice(0, 40).join('\n')
}
