import { UpstreamError, type FailureCode } from '../../client/failure.ts'
import type { PrometheusApi, Said } from '../../prometheus/api.ts'
import type { CompiledEdgeQuery } from './compile-plan.ts'
import { joinRows, type JoinedRow } from './join-rows.ts'
import { readNumbers } from './read-numbers.ts'
import { writeLabel, type WrittenQuery } from './write-promql.ts'

/** What one set of edges came out as. */
export interface EdgeAnswer {
  readonly query: CompiledEdgeQuery
  readonly rows: readonly JoinedRow[]
  /** Series that Prometheus was asked to keep to itself, because there are too many. */
  readonly unread: number
}

export interface PlanAnswer {
  readonly answers: readonly EdgeAnswer[]
  readonly warnings: readonly string[]
}

/** Asks for every set of edges of a plan. */
export type AskPlan = (signal: AbortSignal) => Promise<PlanAnswer>

/** An answer may be this large, and so much larger for every edge that may be kept. */
const leastLimitBytes = 8 * 1024 * 1024
const bytesPerEdge = 1024
/** Several series may make one edge. */
const seriesPerEdge = 3
/** After so many looks at the busiest it is tried whether the flood is over. */
const looksWhileFlooding = 20

/**
 * Asks one query at a time. A set whose answer is too large is asked for its busiest series for a while: Prometheus sorts
 * them out, so that a million series cost neither the wire nor us anything.
 */
export function askPlan(api: PrometheusApi, plan: readonly CompiledEdgeQuery[], maxEdges: number): AskPlan {
  /** How often each set that floods is still asked for its busiest series only. */
  const flooding = new Map<CompiledEdgeQuery, number>()
  const limitBytes = leastLimitBytes + bytesPerEdge * maxEdges
  const mostSeries = seriesPerEdge * maxEdges

  function ask(promql: string, signal: AbortSignal): Promise<Said> {
    const parameters = new URLSearchParams({ query: promql })
    return api.query({ facet: 'topology', path: '/api/v1/query', parameters, limitBytes, signal })
  }

  async function askAll(query: CompiledEdgeQuery, signal: AbortSignal, warnings: string[]): Promise<EdgeAnswer> {
    const join = joinRows()
    const has = (question: WrittenQuery['question']) => query.queries.some((one) => one.question === question)
    let found = 0
    for (const written of query.queries) {
      // Presence is asked right after the rate: where both are empty, nothing else can be there.
      const isSettled = written.question !== 'rate' && written.question !== 'presence' && has('presence')
      if (isSettled && found === 0) break
      try {
        await nameFailure(written, async () => {
          const said = await ask(written.promql, signal)
          warnings.push(...said.warnings)
          readNumbers(said, query.labels, (values, number) => {
            found += 1
            join.add(written.question, values, number)
          })
        })
      } catch (error) {
        // What is busy is known already, and worth more than nothing.
        if (written.question !== 'presence' || found === 0 || !isTooDear(error)) throw error
        warnings.push(`Edges without traffic are not seen. ${error.message}`)
      }
    }
    return { query, rows: join.rows(), unread: 0 }
  }

  async function askBusiest(query: CompiledEdgeQuery, signal: AbortSignal, warnings: string[]): Promise<EdgeAnswer> {
    const main = query.queries.find(({ question }) => question !== 'presence') ?? query.queries[0]
    if (main === undefined) return { query, rows: [], unread: 0 }
    const join = joinRows()
    // Of health checks, those that fail matter most.
    const choose = main.question === 'health' ? 'bottomk' : 'topk'
    const busiest = `${choose}(${mostSeries}, (\n${main.promql}\n))`
    const on = query.labels.map(writeLabel).join(', ')
    let total = 0
    await nameFailure(main, async () => {
      const said = await ask(`count(\n${main.promql}\n)`, signal)
      readNumbers(said, [], (_, number) => {
        total = number
      })
    })
    let read = 0
    for (const written of query.queries) {
      // What is busy is there: asking for the rest would only bring the flood back.
      if (written.question === 'presence' && written !== main) continue
      const promql = written === main ? busiest : `(\n${written.promql}\n) and on (${on}) ${busiest}`
      await nameFailure(written, async () => {
        const said = await ask(promql, signal)
        warnings.push(...said.warnings)
        readNumbers(said, query.labels, (values, number) => {
          if (written === main) read += 1
          join.add(written.question, values, number)
        })
      })
    }
    return { query, rows: join.rows(), unread: Math.max(0, total - read) }
  }

  return async (signal) => {
    const answers: EdgeAnswer[] = []
    const warnings: string[] = []
    for (const query of plan) {
      const looks = flooding.get(query) ?? 0
      if (looks > 0) flooding.set(query, looks - 1)
      else {
        try {
          answers.push(await askAll(query, signal, warnings))
          continue
        } catch (error) {
          if (!isTooLarge(error)) throw error
          flooding.set(query, looksWhileFlooding)
        }
      }
      answers.push(await askBusiest(query, signal, warnings))
      warnings.push('There are too many series: only the busiest edges are asked for, and none without traffic.')
    }
    return { answers, warnings: [...new Set(warnings)] }
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'too-large'
}

/** Prometheus understood the question and gave up: too many samples, or too little time. */
function isTooDear(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && (error.code === 'timeout' || error.status === 422 || error.status === 503)
}

/** What is no fault of a query. */
const faultsOfOthers: ReadonlySet<FailureCode> = new Set([
  'refused',
  'unreachable',
  'forbidden-address',
  'dns',
  'tls',
  'proxy',
  'reset',
  'unauthorized',
  'too-many-requests',
  'redirect',
  'secret',
  'stopped',
])

/** A failure says which of the queries it is about, where it is about one. */
async function nameFailure(written: WrittenQuery, asking: () => Promise<void>): Promise<void> {
  try {
    await asking()
  } catch (error) {
    if (!(error instanceof UpstreamError) || faultsOfOthers.has(error.code)) throw error
    throw error.saying(`The query "${written.question}" failed: ${error.message}`)
  }
}
