import { formatClock } from '@statusgraph/picture'
import type { LiveView } from '../../live/live-graph.ts'

/**
 * What is wrong with the evidence as a whole, for whoever listens; empty while it is fresh. It holds no age, because
 * one that grows would be said every second.
 */
export function sayEvidence({ freshness, upstreams }: Pick<LiveView, 'freshness' | 'upstreams'>): string {
  if (freshness.kind === 'stale')
    return `No data since ${formatClock(freshness.since)}: ${freshness.reason}. The picture is the past.`
  if (freshness.kind === 'expired')
    return `No data since ${formatClock(freshness.since)}: ${freshness.reason}. Nothing is known any more.`
  const silent = Object.entries(upstreams).flatMap(([name, { ok, kind }]) => (ok || kind === 'versions' ? [] : [name]))
  if (silent.length === 0) return ''
  return `${silent.join(' and ')} ${silent.length === 1 ? 'does' : 'do'} not answer.`
}
