import type { Instant } from '../instant.ts'
import { isPast } from '../mapping.ts'
import type { Threshold, TopologyMapping } from '../mapping.ts'
import type { Freshness } from '../status/freshness.ts'
import { ageOf } from '../status/reasons.ts'
import type { Reason } from '../status/snapshot.ts'
import type { Traffic } from './sighting.ts'
import type { Provenance, TopologyEdge, TopologyView } from './view.ts'

/** One thing that the numbers of an edge say. */
export interface JudgedTraffic {
  /** `none`: it is told, and colours nothing. */
  readonly lamp: 'critical' | 'warning' | 'ok' | 'none'
  readonly freshness: Freshness
  readonly reason: Reason
}

/** Something measured, with what it means. */
interface Finding {
  readonly lamp: JudgedTraffic['lamp']
  readonly title: string
  readonly text: string
  readonly value: number
  readonly unit?: string
  readonly threshold?: Threshold
}

/**
 * What the numbers of an edge say: its failures, its latency, the health of its target, what is refused. An edge that
 * carries nothing, or whose numbers nobody knows, says nothing.
 */
export function judgeTraffic(
  edge: TopologyEdge,
  view: TopologyView,
  { mapping, holdMs, now }: { readonly mapping: TopologyMapping; readonly holdMs: number; readonly now: Instant },
): readonly JudgedTraffic[] {
  const { traffic } = edge
  if (traffic === undefined) return []
  const findings = [...findErrors(traffic, mapping), ...findLatency(traffic, mapping), ...findRest(traffic)]
  if (findings.length === 0) return []
  const freshness = freshnessOfTraffic(edge, traffic.source, view, holdMs, now)
  const upstream = traffic.source
  const query = view.sources[upstream]?.detail ?? upstream
  return findings.map((finding) => ({
    lamp: finding.lamp,
    freshness,
    reason: reasonOf(finding, { upstream, query, ...ageOf(freshness) }),
  }))
}

/** Evidence is fresh while the source that gave the numbers vouches for them; what is frozen is held for a while. */
function freshnessOfTraffic(
  edge: TopologyEdge,
  source: string,
  view: TopologyView,
  holdMs: number,
  now: Instant,
): Freshness {
  const seen = edge.provenance.find((one) => one.source === source)
  const isVouched = seen?.state === 'live' || seen?.state === 'idle'
  if (isVouched && view.sources[source]?.state === 'ok') return { kind: 'fresh' }
  return heldSinceSeen(seen, `${source} has not confirmed it since`, holdMs, now)
}

/** How much is left of what somebody saw last at a time that only the wall clock knows. */
export function heldSinceSeen(
  seen: Provenance | undefined,
  reason: string,
  holdMs: number,
  now: Instant,
): Exclude<Freshness, { readonly kind: 'fresh' }> {
  const lastSeenMs = seen === undefined ? NaN : Date.parse(seen.lastSeen)
  if (!Number.isFinite(lastSeenMs)) return { kind: 'gone', reason }
  // Sources outlive this process, and so does what they saw: no monotonic clock spans that.
  const ageMs = Math.max(0, now.wallMs - lastSeenMs)
  const since = { wallMs: lastSeenMs, monoMs: now.monoMs - ageMs }
  return { kind: ageMs <= holdMs ? 'held' : 'gone', since, reason }
}

function* findErrors(traffic: Traffic, { errorPercent, minRatePerSecond }: TopologyMapping): Iterable<Finding> {
  const { ratePerSecond: rate, errorsPerSecond: errors } = traffic
  if (!isAmount(rate) || !isAmount(errors) || rate === 0) return
  // Two counters are never read in the same moment, so a little more may fail than there was.
  const value = Math.min(100, (100 * errors) / rate)
  const lamp = lampOf(value, errorPercent)
  const fails = `${say(value)} % of its requests fail`
  const base = { title: 'errors', value: round(value), unit: '%' }
  if (lamp === 'none') return
  if (lamp !== 'ok' && rate < minRatePerSecond) {
    const text = `${fails}, but ${say(rate)} per second are too few to judge it by`
    yield { ...base, lamp: 'none', text }
    return
  }
  const threshold = thresholdOf(lamp, errorPercent)
  yield { ...base, lamp, text: `${fails}${place(lamp, threshold, ' %')}`, ...(threshold ? { threshold } : {}) }
}

function* findLatency({ p95Seconds, ratePerSecond }: Traffic, mapping: TopologyMapping): Iterable<Finding> {
  if (!isAmount(p95Seconds) || ratePerSecond === 0) return
  const lamp = lampOf(p95Seconds, mapping.p95Seconds)
  if (lamp === 'none') return
  const threshold = thresholdOf(lamp, mapping.p95Seconds)
  yield {
    lamp,
    title: 'latency',
    text: `95 % of its requests take at most ${say(p95Seconds)} s${place(lamp, threshold, ' s')}`,
    value: round(p95Seconds),
    unit: 's',
    ...(threshold ? { threshold } : {}),
  }
}

function* findRest({ health, deniedPerSecond }: Traffic): Iterable<Finding> {
  if (health !== undefined) {
    const isWell = health > 0
    const text = isWell ? 'its target answers its health check' : 'its target does not answer its health check'
    yield { lamp: isWell ? 'ok' : 'critical', title: 'health', text, value: health }
  }
  if (isAmount(deniedPerSecond) && deniedPerSecond > 0) {
    const text = `${say(deniedPerSecond)} per second are refused by a policy`
    yield { lamp: 'none', title: 'denied', text, value: round(deniedPerSecond), unit: '/s' }
  }
}

type Thresholds = TopologyMapping['errorPercent']

function lampOf(value: number, { critical, warning }: Thresholds): JudgedTraffic['lamp'] {
  if (critical && isPast(critical, value)) return 'critical'
  if (warning && isPast(warning, value)) return 'warning'
  return critical || warning ? 'ok' : 'none'
}

function thresholdOf(lamp: JudgedTraffic['lamp'], { critical, warning }: Thresholds): Threshold | undefined {
  return lamp === 'warning' ? warning : (critical ?? warning)
}

function place(lamp: JudgedTraffic['lamp'], threshold: Threshold | undefined, unit: string): string {
  if (lamp === 'ok' || threshold === undefined) return ', within its thresholds'
  const words = { '<': 'below', '<=': 'not above', '>': 'above', '>=': 'not below' } as const
  return `, ${words[threshold.operator]} ${String(threshold.bound)}${unit}`
}

function reasonOf(
  { lamp, title, text, value, unit, threshold }: Finding,
  said: { readonly upstream: string; readonly query: string; readonly confirmedAt?: string; readonly stale?: true },
): Reason {
  return {
    kind: 'sample',
    lamp: lamp === 'none' ? 'unknown' : lamp,
    title,
    text,
    ...said,
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(threshold === undefined ? {} : { threshold: `${threshold.operator} ${String(threshold.bound)}` }),
  }
}

function isAmount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0
}

/** Two digits tell all that a person asks, and change far less often than the number does. */
function round(value: number): number {
  return Number(value.toPrecision(2))
}

function say(value: number): string {
  return String(round(value))
}
