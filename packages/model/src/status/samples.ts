import type { Sample } from '../evidence.ts'
import type { MetricQuery, Threshold } from '../mapping.ts'
import { isPast } from '../mapping.ts'
import type { ServiceEvidence } from './evidence-index.ts'
import { freshnessOf } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import type { Scene } from './judge.ts'
import { ageOf } from './reasons.ts'
import type { MetricReading, Reason } from './snapshot.ts'

/** A sample with what it means; `reason` only for queries with thresholds, since others say nothing about health. */
export interface JudgedSample {
  readonly reading: MetricReading
  readonly freshness: Freshness
  readonly reason?: Reason
}

/** Judges the newest sample of every configured query for a service; what is too old to be held is left out. */
export function judgeSamples(evidence: ServiceEvidence, { world, now }: Scene): readonly JudgedSample[] {
  const judged: JudgedSample[] = []
  for (const query of world.mapping.metrics.queries) {
    const found = evidence.samples.find((one) => one.query === query.name)
    if (found === undefined) continue
    const freshness = freshnessOf(found.answer, world, now)
    if (freshness.kind === 'gone') continue
    const { value, at } = found.sample
    const lamp = lampOfValue(value, query.thresholds)
    const reading = { name: query.name, value, at, lamp, ...(query.unit === undefined ? {} : { unit: query.unit }) }
    const reason = lamp === 'none' ? undefined : sampleReason(query, found.sample, lamp, found.upstream, freshness)
    judged.push({ reading, freshness, ...(reason ? { reason } : {}) })
  }
  return judged
}

function lampOfValue(value: number, thresholds: MetricQuery['thresholds']): MetricReading['lamp'] {
  if (thresholds?.critical && isPast(thresholds.critical, value)) return 'critical'
  if (thresholds?.warning && isPast(thresholds.warning, value)) return 'warning'
  return thresholds?.critical || thresholds?.warning ? 'ok' : 'none'
}

function sampleReason(
  query: MetricQuery,
  { value, series }: Sample,
  lamp: 'critical' | 'warning' | 'ok',
  upstream: string,
  freshness: Freshness,
): Reason {
  const unit = query.unit ?? ''
  const threshold =
    lamp === 'warning' ? query.thresholds?.warning : (query.thresholds?.critical ?? query.thresholds?.warning)
  const shown = `${String(Number(value.toPrecision(4)))}${unit}`
  const since = lamp === 'ok' || threshold === undefined ? undefined : beginningOf(series, threshold)
  const place = lamp === 'ok' || threshold === undefined ? 'within its thresholds' : pastText(threshold, unit)
  return {
    kind: 'sample',
    lamp,
    title: query.name,
    text: `${query.name} is ${shown}, ${place}`,
    ...(since === undefined ? {} : { since }),
    upstream,
    ...ageOf(freshness),
    query: query.query,
    value,
    ...(query.unit === undefined ? {} : { unit: query.unit }),
    ...(threshold === undefined ? {} : { threshold: `${threshold.operator} ${String(threshold.bound)}` }),
  }
}

/** Since when the series has been past the threshold without a break, as far back as it goes; ISO 8601. */
function beginningOf(series: Sample['series'], threshold: Threshold): string | undefined {
  const lastWithin = series.findLastIndex(([, value]) => value === null || !isPast(threshold, value))
  const first = series[lastWithin + 1]
  return first && new Date(first[0] * 1000).toISOString()
}

function pastText({ operator, bound }: Threshold, unit: string): string {
  const words = { '<': 'below', '<=': 'not above', '>': 'above', '>=': 'not below' } as const
  return `${words[operator]} ${String(bound)}${unit}`
}
