import type { Sample } from '../evidence.ts'
import { isPast } from '../mapping.ts'
import type { MetricQuery, Threshold } from '../mapping.ts'
import { serviceKey } from './match.ts'
import type { ServiceKey } from './match.ts'
import type { MetricReading } from './snapshot.ts'

/** A service past a threshold, and since when without a break. */
export interface Breach {
  readonly lamp: 'critical' | 'warning'
  /** ISO 8601. */
  readonly since: string
}

/** What a value means by the thresholds of its query; `none` when there are none. */
export function lampOfValue(value: number, thresholds: MetricQuery['thresholds']): MetricReading['lamp'] {
  if (thresholds?.critical && isPast(thresholds.critical, value)) return 'critical'
  if (thresholds?.warning && isPast(thresholds.warning, value)) return 'warning'
  return thresholds?.critical || thresholds?.warning ? 'ok' : 'none'
}

/** Whether a value is worse news than another of the same query. */
export function isWorseValue(value: number, other: number, thresholds: MetricQuery['thresholds']): boolean {
  return badness[lampOfValue(value, thresholds)] > badness[lampOfValue(other, thresholds)]
}

const badness = { critical: 3, warning: 2, ok: 1, none: 0 } as const

/**
 * The breaches of a query after a new answer. One that goes on keeps its beginning, because the points of the next
 * answer stand elsewhere and would move it a little each time; a new one begins where its series shows it.
 */
export function trackBreaches(
  before: ReadonlyMap<ServiceKey, Breach> | undefined,
  samples: readonly Sample[],
  { thresholds }: MetricQuery,
): ReadonlyMap<ServiceKey, Breach> {
  const breaches = new Map<ServiceKey, Breach>()
  for (const { service, value, series, at } of samples) {
    const lamp = lampOfValue(value, thresholds)
    const threshold = lamp === 'critical' || lamp === 'warning' ? thresholds?.[lamp] : undefined
    if (threshold === undefined || (lamp !== 'critical' && lamp !== 'warning')) continue
    const key = serviceKey(service)
    const known = before?.get(key)
    breaches.set(key, known?.lamp === lamp ? known : { lamp, since: beginningOf(series, threshold) ?? at })
  }
  return breaches
}

/** Where the newest run of points past the threshold begins, as far back as the series goes. */
function beginningOf(series: Sample['series'], threshold: Threshold): string | undefined {
  const lastWithin = series.findLastIndex(([, value]) => value === null || !isPast(threshold, value))
  const first = series[lastWithin + 1]
  return first && new Date(first[0] * 1000).toISOString()
}
