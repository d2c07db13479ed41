import { isWorseValue, splitServices, type MetricQuery, type Sample } from '@statusgraph/model'
import type { PrometheusApi } from './api.ts'
import { readMatrix, type Point, type Series } from './vector.ts'

/** Prometheus refuses a range query with more points than this per series. */
const mostPoints = 11_000
const shortestStepMs = 1_000
/** Prometheus itself takes a sample for current during five minutes. */
const lookbackMs = 5 * 60_000
const shortestCurrentMs = 60_000
/** Clocks that differ by less than this make no difference to a picture. */
const toleratedSkewMs = 2_000

export interface RangeQuestion {
  readonly query: MetricQuery
  readonly rangeMs: number
  readonly stepMs: number
  /** `newest` asks for what is true now; `any` also takes a service whose series ended within the range. */
  readonly value: 'newest' | 'any'
}

export interface RangeAnswer {
  readonly samples: readonly Sample[]
  readonly warnings: readonly string[]
}

/** The distance of a range's points: as wished, but at least a second, and never too many of them. */
export function chooseStepMs(rangeMs: number, wishedMs = rangeMs / 60): number {
  return Math.max(shortestStepMs, Math.round(wishedMs), Math.ceil(rangeMs / mostPoints))
}

/** Runs a metric query over a range that ends now, by the clock of the upstream, and gives each service its series. */
export async function askRange(api: PrometheusApi, question: RangeQuestion, signal: AbortSignal): Promise<RangeAnswer> {
  const believedSkewMs = api.skewMs()
  let endMs = api.wallMs()
  let said = await askRangeUntil(api, question, endMs, signal)
  // This answer may be the first that tells how far the clocks are apart. If ours is late, it asked for the past and
  // would take it for the present, so it asks again.
  if (Math.abs(api.skewMs() - believedSkewMs) > toleratedSkewMs) {
    endMs = api.wallMs()
    said = await askRangeUntil(api, question, endMs, signal)
  }
  const found = readSamples(readMatrix(said), question, endMs)
  return { samples: found.samples, warnings: [...said.warnings, ...found.warnings] }
}

function askRangeUntil(api: PrometheusApi, question: RangeQuestion, endMs: number, signal: AbortSignal) {
  const { startMs } = gridOf(question, endMs)
  const parameters = new URLSearchParams({
    query: question.query.query,
    start: String(startMs / 1000),
    end: String(endMs / 1000),
    step: String(question.stepMs / 1000),
  })
  return api.query({ facet: 'samples', path: '/api/v1/query_range', parameters, signal })
}

/** Prometheus counts steps from the start: it is moved so that a step falls on the end, which is now. */
function gridOf({ rangeMs, stepMs }: RangeQuestion, endMs: number) {
  const steps = Math.floor(rangeMs / stepMs)
  return { startMs: endMs - steps * stepMs, points: steps + 1 }
}

/** Gives each service the series that names it; of several, the newest, and of those the worst. */
export function readSamples(found: readonly Series[], question: RangeQuestion, endMs: number): RangeAnswer {
  const { serviceLabel, thresholds } = question.query
  const chosen = new Map<string, { readonly current: readonly [number, number]; readonly points: readonly Point[] }>()
  const crowded = new Set<string>()
  let unnamed = 0
  const newestSeconds = found.reduce(
    (newest, { points }) => Math.max(newest, points.at(-1)?.[0] ?? -Infinity),
    -Infinity,
  )
  for (const { labels, points } of found) {
    const services = splitServices(labels[serviceLabel] ?? '')
    if (services.length === 0) unnamed += 1
    const current = currentPoint(points, question, endMs, newestSeconds)
    if (current === undefined) continue
    for (const service of services) {
      const other = chosen.get(service)?.current
      if (other !== undefined) crowded.add(service)
      const isChosen =
        other === undefined ||
        current[0] > other[0] ||
        (current[0] === other[0] && isWorseValue(current[1], other[1], thresholds))
      if (isChosen) chosen.set(service, { current, points })
    }
  }
  const samples = [...chosen].map(
    ([
      service,
      {
        current: [at, value],
        points,
      },
    ]) => {
      return { service, value, at: new Date(at * 1000).toISOString(), series: fillGrid(points, question, endMs) }
    },
  )
  const warnings: string[] = []
  const [example] = crowded
  if (example !== undefined) {
    warnings.push(
      `Several series of this query name the same service; the worst is shown (${crowded.size}, such as ${example}).`,
    )
  }
  if (unnamed > 0 && unnamed === found.length) warnings.push(`No series of this query has the label ${serviceLabel}.`)
  return { samples, warnings }
}

/**
 * The point that stands for the service now. It must be the newest one and a number: a series that has ended has no
 * value, whatever it was once. An upstream that holds back its newest seconds holds them back of every series, so "now"
 * is where the answer as a whole ends, as long as that is within two steps (at least a minute, at most Prometheus's own
 * lookback).
 */
function currentPoint(
  points: readonly Point[],
  question: RangeQuestion,
  endMs: number,
  newestSeconds: number,
): readonly [number, number] | undefined {
  if (question.value === 'any') {
    return points.findLast((point): point is readonly [number, number] => point[1] !== null)
  }
  const newest = points.at(-1)
  if (newest === undefined || newest[1] === null || newest[0] < newestSeconds) return undefined
  const longestMs = Math.min(lookbackMs, Math.max(2 * question.stepMs, shortestCurrentMs))
  return endMs - newest[0] * 1000 <= longestMs ? [newest[0], newest[1]] : undefined
}

/** Every step of the range in order, with null where there is no number that can be drawn. */
function fillGrid(points: readonly Point[], question: RangeQuestion, endMs: number): readonly Point[] {
  const { stepMs } = question
  const { startMs, points: length } = gridOf(question, endMs)
  const grid: Point[] = Array.from({ length }, (_, index) => [(startMs + index * stepMs) / 1000, null])
  for (const [at, value] of points) {
    const index = Math.round((at * 1000 - startMs) / stepMs)
    if (index >= 0 && index < length) grid[index] = [at, value !== null && Number.isFinite(value) ? value : null]
  }
  return grid
}
