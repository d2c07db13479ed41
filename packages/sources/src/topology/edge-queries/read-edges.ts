import type { EdgeAnswer } from './ask-plan.ts'
import type { CompiledEdgeQuery } from './compile-plan.ts'
import { together, type JoinedRow } from './join-rows.ts'
import { labelsOfEnd, readEnd, type NamedEnd } from './read-end.ts'
import { fillWhole } from './template/template.ts'
import { questions, type Question } from './write-promql.ts'

export type Numbers = Readonly<Partial<Record<Question, number>>>

/** One series that names both ends of an edge. */
export interface NamedRow {
  readonly query: CompiledEdgeQuery
  readonly from: NamedEnd
  readonly to: NamedEnd
  readonly protocol: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly numbers: Numbers
}

export interface NamedRows {
  readonly rows: readonly NamedRow[]
  /** Sets of which no series names both ends, as sentences. */
  readonly unnamed: readonly string[]
  /** Some set has series that name both ends, or are left out because somebody wants it so. */
  readonly isAnyUnderstood: boolean
}

/** Finds out which edge each series is about. */
export function nameRows(answers: readonly EdgeAnswer[]): NamedRows {
  const rows: NamedRow[] = []
  const unnamed: string[] = []
  let isAnyUnderstood = false
  for (const { query, rows: joined } of answers) {
    const missing = { from: 0, to: 0 }
    let understood = 0
    for (const row of joined) {
      const read = readerOf(query.labels, row)
      if (query.drop.some((matches) => matches(read))) {
        understood += 1
        continue
      }
      const from = readEnd(query.from, read)
      const to = readEnd(query.to, read)
      if (from === undefined || to === undefined) {
        if (from === undefined) missing.from += 1
        if (to === undefined) missing.to += 1
        continue
      }
      understood += 1
      rows.push({
        query,
        from,
        to,
        protocol: query.protocol === undefined ? undefined : fillWhole(query.protocol, read),
        labels: Object.fromEntries(
          query.alertLabels.flatMap((label): [string, string][] => (read(label) === '' ? [] : [[label, read(label)]])),
        ),
        numbers: completeNumbers(query, row.numbers),
      })
    }
    if (understood > 0) isAnyUnderstood = true
    else if (joined.length > 0) unnamed.push(wordUnnamed(query, joined.length, missing))
  }
  return { rows, unnamed, isAnyUnderstood }
}

function readerOf(labels: readonly string[], { values }: JoinedRow): (label: string) => string {
  return (label) => values[labels.indexOf(label)] ?? ''
}

/**
 * What no series says although somebody asked: an edge that is there and carries nothing is idle, and one that has a
 * rate and no failed requests has none, because exporters make that series with the first failure.
 */
function completeNumbers({ queries }: CompiledEdgeQuery, numbers: Numbers): Numbers {
  const isAsked = (question: Question) => queries.some((query) => query.question === question)
  const isIdle = numbers.presence !== undefined && !((numbers.bytes ?? 0) > 0)
  const rate = numbers.rate ?? (isIdle && isAsked('rate') ? 0 : undefined)
  const errors = numbers.errors ?? (rate !== undefined && isAsked('errors') ? 0 : undefined)
  // Where bytes are all that is measured, they are what an idle edge has none of.
  const bytes = numbers.bytes ?? (isIdle && isAsked('bytes') && !isAsked('rate') ? 0 : undefined)
  return {
    ...numbers,
    ...(rate === undefined ? {} : { rate }),
    ...(errors === undefined ? {} : { errors }),
    ...(bytes === undefined ? {} : { bytes }),
  }
}

function wordUnnamed(query: CompiledEdgeQuery, count: number, missing: { from: number; to: number }): string {
  const [end, where] = missing.from >= missing.to ? [query.from, 'begins'] : [query.to, 'ends']
  const labels = labelsOfEnd(end)
  const series = count === 1 ? 'The only series has' : `None of ${count} series has`
  const wanted = labels.length === 1 ? `the label ${labels[0]}` : `one of the labels ${labels.join(', ')}`
  const nothing = count === 1 ? `not ${wanted}` : wanted
  return `${series} ${nothing}, which names where an edge ${where}.`
}

/** Adds up what several series of one set say of one edge. */
export function addNumbers(one: Numbers, other: Numbers): Numbers {
  const sum: Partial<Record<Question, number>> = { ...one }
  for (const question of questions) {
    const [before, more] = [sum[question], other[question]]
    if (more !== undefined) sum[question] = before === undefined ? more : together(question, before, more)
  }
  return sum
}
