import type { MetricQuery, Threshold } from '../mapping.ts'
import { lampOfValue } from './breaches.ts'
import type { ServiceEvidence } from './evidence-index.ts'
import { freshnessOf } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import type { Scene } from './judge.ts'
import { serviceKey } from './match.ts'
import { ageOf } from './reasons.ts'
import type { MetricReading, Reason } from './snapshot.ts'
import { facetKey } from './world.ts'

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
    const breach = world.breaches.get(facetKey(found.upstream, found.answer.facet))?.get(serviceKey(evidence.name))
    const said = { value, upstream: found.upstream, freshness, ...(breach ? { since: breach.since } : {}) }
    const reason = lamp === 'none' ? undefined : sampleReason(query, lamp, said)
    judged.push({ reading, freshness, ...(reason ? { reason } : {}) })
  }
  return judged
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
  const shown = `${String(Number(value.toPrecision(4)))}${unit}`
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

function pastText({ operator, bound }: Threshold, unit: string): string {
  const words = { '<': 'below', '<=': 'not above', '>': 'above', '>=': 'not below' } as const
  return `${words[operator]} ${String(bound)}${unit}`
}
