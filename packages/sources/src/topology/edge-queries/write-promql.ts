import type { EdgeQuestions, PromQL } from './edge-plan.ts'

/** In the order in which they are asked: what proves an edge comes first. */
export const questions = ['rate', 'presence', 'errors', 'p50', 'p95', 'bytes', 'health', 'denied'] as const
export type Question = (typeof questions)[number]

/** A question as it will be asked, and the name that its failures are reported under. */
export interface WrittenQuery {
  readonly question: Question
  readonly promql: string
}

/** Puts the labels and spans into the queries. */
export function writePromQL(
  queries: EdgeQuestions,
  labels: readonly string[],
  spans: { readonly windowMs: number; readonly lookbackMs: number },
): readonly WrittenQuery[] {
  const by = labels.map(writeLabel).join(', ')
  const put = (promql: string) =>
    promql
      .replaceAll('$by', () => by)
      .replaceAll('$window', writeSpan(spans.windowMs))
      .replaceAll('$lookback', writeSpan(spans.lookbackMs))
  return questions.flatMap((question) => listOf(queries[question]).map((promql) => ({ question, promql: put(promql) })))
}

/** As Prometheus writes labels: those that are no plain names stand in quotes. */
export function writeLabel(label: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : JSON.stringify(label)
}

function listOf(promql: PromQL | undefined): readonly string[] {
  if (promql === undefined) return []
  return typeof promql === 'string' ? [promql] : promql
}

function writeSpan(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}
