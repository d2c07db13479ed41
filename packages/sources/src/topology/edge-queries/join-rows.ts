import type { Question } from './write-promql.ts'

/** What several queries said of one tuple of labels. */
export interface JoinedRow {
  /** Of the labels, in their order. */
  readonly values: readonly string[]
  readonly numbers: Readonly<Partial<Record<Question, number>>>
}

/** Brings the rows of several queries together by their labels. */
export interface RowJoin {
  add(question: Question, values: readonly string[], number: number): void
  rows(): readonly JoinedRow[]
}

/**
 * Joined here and not by division in PromQL: there, an edge without a series of errors would vanish from the quotient.
 */
export function joinRows(): RowJoin {
  const byLabels = new Map<string, { readonly values: readonly string[]; numbers: Partial<Record<Question, number>> }>()
  return {
    add(question, values, number) {
      // Nothing that is counted here can be less than nothing.
      if (number < 0) return
      const key = values.join('\u0000')
      let row = byLabels.get(key)
      if (row === undefined) {
        row = { values, numbers: {} }
        byLabels.set(key, row)
      }
      const before = row.numbers[question]
      row.numbers[question] = before === undefined ? number : together(question, before, number)
    },
    rows: () => [...byLabels.values()],
  }
}

/** Two numbers for one thing: what is counted adds up, of quantiles the worst is kept, and one failed check is enough. */
export function together(question: Question, one: number, other: number): number {
  switch (question) {
    case 'rate':
    case 'errors':
    case 'bytes':
    case 'denied':
      // Beyond the largest number lies infinity, which is none.
      return Math.min(one + other, Number.MAX_VALUE)
    case 'p50':
    case 'p95':
    case 'presence':
      return Math.max(one, other)
    case 'health':
      return Math.min(one, other)
  }
}
