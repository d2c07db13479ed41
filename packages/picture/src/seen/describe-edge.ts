import type { EdgeStatus, TopologyEdge, TopologyState } from '@statusgraph/model'
import { formatBytes, formatDuration, formatRate, formatShare } from '../words/traffic-words.ts'
import { shareOfErrors } from './traits.ts'

/** How discovery sees an element, as a person says it. */
export const stateWords: Readonly<Record<TopologyState, string>> = {
  live: 'live',
  idle: 'idle',
  stale: 'no longer seen',
  frozen: 'its source fails',
  missing: 'drawn but not seen',
  undeclared: 'seen but not drawn',
}

/** What an edge carries, in a few words with units; empty when nobody counts. */
export function sayTraffic(edge: TopologyEdge | undefined): string {
  const { traffic } = edge ?? {}
  if (traffic === undefined) return ''
  const { ratePerSecond, p95Seconds, bytesPerSecond, deniedPerSecond } = traffic
  const errors = shareOfErrors(traffic)
  return [
    ratePerSecond === undefined ? '' : formatRate(ratePerSecond),
    errors === undefined ? '' : `${formatShare(errors)} errors`,
    p95Seconds === undefined ? '' : `p95 ${formatDuration(p95Seconds)}`,
    bytesPerSecond === undefined ? '' : formatBytes(bytesPerSecond),
    deniedPerSecond === undefined || deniedPerSecond === 0 ? '' : `${formatRate(deniedPerSecond)} denied`,
    traffic.health === 0 ? 'does not answer its health check' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** What somebody who listens has to hear of an edge beyond its ends: lamp, state and what is wrong. */
export function sayEdge(status: EdgeStatus | undefined, edge: TopologyEdge | undefined): string {
  const errors = shareOfErrors(edge?.traffic)
  const rate = edge?.traffic?.ratePerSecond
  const isStale = status?.overlays.some(({ kind }) => kind === 'stale') ?? false
  const numbers =
    edge === undefined || edge.state === 'stale' || edge.state === 'missing'
      ? []
      : [
          errors !== undefined && errors > 0 ? `${formatShare(errors)} errors` : '',
          rate === undefined || edge.state === 'idle' ? '' : formatRate(rate),
          (edge.traffic?.deniedPerSecond ?? 0) > 0 ? 'traffic denied' : '',
        ]
  return [
    status === undefined ? '' : `${status.lamp}${isStale ? ', stale' : ''}`,
    edge === undefined || edge.state === 'live' ? '' : stateWords[edge.state],
    ...numbers,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/**
 * The accessible name of an edge: both ends, the lamp, and what a person would ask next.
 *
 * @example describeEdge('frontend', 'checkout', status, edge) // 'frontend to checkout, critical, 2.1 % errors, 120/s'
 */
export function describeEdge(
  source: string,
  target: string,
  status: EdgeStatus | undefined,
  edge: TopologyEdge | undefined,
): string {
  const ends = edge?.undirected === true ? `${source} and ${target}` : `${source} to ${target}`
  const said = sayEdge(status, edge)
  return said === '' ? ends : `${ends}, ${said}`
}
