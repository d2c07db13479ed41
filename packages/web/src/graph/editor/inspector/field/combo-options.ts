import type { Mark } from '@statusgraph/picture'
import { scoreFuzzy } from '../../../../parts/fuzzy.ts'

/** Something that a combobox offers. */
export interface ComboOption {
  readonly value: string
  readonly label: string
  /** A second line, in a quiet voice. */
  readonly detail?: string | undefined
  readonly mark?: Mark | undefined
  /** At the right: what is to be known before it is chosen. */
  readonly note?: string | undefined
}

/** More are never read: whoever does not see what they want types another letter. */
const mostShown = 50

/** The options that answer to what was typed, best first; without a text all, as they come. */
export function findOptions(options: readonly ComboOption[], typed: string): readonly ComboOption[] {
  if (typed.trim() === '') return options.slice(0, mostShown)
  return options
    .flatMap((option) => {
      const score = scoreFuzzy(typed, option.label)
      return score === undefined ? [] : [{ option, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ option }) => option)
}
