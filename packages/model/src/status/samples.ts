import type { Sample } from '../evidence.ts'
import type { MetricQuery, Threshold } from '../mapping.ts'
import { isWorseValue, lampOfValue } from './breaches.ts'
import type { ServiceEvidence } from './evidence-index.ts'
import { freshnessOf } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import type { Scene } from './judge.ts'
import { serviceKey } from './match.ts'
import { ageOf, missingReason } from './reasons.ts'
import type { MetricReading, Reason } from './snapshot.ts'
import { facetKey } from './world.ts'

/** A sample with what it means; `reason` only for queries with thresholds, since others say nothing about health. */
export interface JudgedSample {
  readonly upstream: string
  readonly lamp: MetricReading['lamp']
  /** What is shown; undefined for what is too old, and for an infinite value, which no JSON can carry. */
  readonly reading?: MetricReading
  readonly freshness: Freshness
  readonly reason?: Reason
}

/**
 * Judges the newest sample of every configured query for a service, by every upstream that has one: the one that
 * complains must be heard. What is too old to be held is `gone`: it colours nothing, and where it was past a threshold
 * nobody knows that it is not any more.
 */
export function judgeSamples(evidence: ServiceEvidence, { world, now }: Scene): readonly JudgedSample[] {
  const judged: JudgedSample[] = []
  for (const query of world.mapping.metrics.queries) {
    for (const found of evidence.samples.filter((one) => one.query === query.name)) {
      const freshness = freshnessOf(found.answer, world, now)
      const { value, at } = found.sample
      const lamp = lampOfValue(value, query.thresholds)
      if (freshness.kind === 'gone') {
        const doubt = lamp === 'ok' ? {} : { reason: doubtOf(query, found.sample, freshness) }
        if (lamp !== 'none') judged.push({ upstream: found.upstream, lamp, freshness, ...doubt })
        continue
      }
      const unit = query.unit === undefined ? {} : { unit: query.unit }
      if (!Number.isFinite(value) && lamp !== 'critical' && lamp !== 'warning') continue
      const reading = Number.isFinite(value) ? { reading: { name: query.name, value, at, lamp, ...unit } } : {}
      const breach = world.breaches.get(facetKey(found.upstream, found.answer.facet))?.get(serviceKey(evidence.name))
      const said = { value, upstream: found.upstream, freshness, ...(breach ? { since: breach.since } : {}) }
      const reason = lamp === 'none' ? {} : { reason: sampleReason(query, lamp, said) }
      judged.push({ upstream: found.upstream, lamp, freshness, ...reading, ...reason })
    }
  }
  return judged
}

/** One reading for each query: of several that tell it, the worst. */
export function readingsOf(
  samples: readonly JudgedSample[],
  queries: readonly MetricQuery[],
): readonly MetricReading[] {
  return queries.flatMap(({ name, thresholds }) => {
    const told = samples.flatMap(({ reading }) => (reading?.name === name ? [reading] : []))
    const [first] = told
    if (first === undefined) return []
    return told.reduce((worst, one) => (isWorseValue(one.value, worst.value, thresholds) ? one : worst), first)
  })
}

function sampleReason(
  query: MetricQuery,
  lamp: 'critical' | 'warning' | 'ok',
  said: { readonly value: number; readonly upstream: string; readonly freshness: Freshness; readonly since?: string },
): Reason {
  const { value, upstream, freshness, since } = said
  const unit = query.unit ?? ''
  const threshold =
    lamp === 'warning' ? query.thresholds?.warning : (query.thresholds?.critical ?? query.thresholds?.warning)
  const shown = valueText(value, unit, threshold?.bound)
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
    value: Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE)),
    ...(query.unit === undefined ? {} : { unit: query.unit }),
    ...(threshold === undefined ? {} : { threshold: `${threshold.operator} ${String(threshold.bound)}` }),
  }
}

/** Four digits, or as many more as tell it from its bound: `98%, below 98%` would explain nothing. */
function sayNumber(value: number, bound: number | undefined): string {
  for (let digits = 4; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (rounded !== bound) return String(rounded)
  }
  return String(value)
}

/** What is left of a sample past its threshold that is too old to colour anything. */
function doubtOf(query: MetricQuery, { value }: Sample, freshness: Freshness & { readonly kind: 'gone' }): Reason {
  const text = `${query.name} was ${valueText(value, query.unit ?? '')} when last seen; ${freshness.reason}`
  return missingReason('evidence-too-old', text, freshness)
}

function valueText(value: number, unit: string, bound?: number): string {
  return Number.isFinite(value) ? `${sayNumber(value, bound)}${unit}` : 'infinite'
}

function pastText({ operator, bound }: Threshold, unit: string): string {
  const words = { '<': 'below', '<=': 'not above', '>': 'above', '>=': 'not below' } as const
  return `${words[operator]} ${String(bound)}${unit}`
}
