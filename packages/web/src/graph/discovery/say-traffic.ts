import type { Traffic } from '@statusgraph/model'
import { formatBytes, formatDuration, formatRate, formatShare } from '@statusgraph/picture'

/** The numbers of an edge in a few words: `12/s · 1.2 % errors · p95 80 ms`. What is not known is not said. */
export function sayTraffic(traffic: Traffic): string {
  const { ratePerSecond, errorsPerSecond, p95Seconds, bytesPerSecond, deniedPerSecond, health } = traffic
  const hasErrors = errorsPerSecond !== undefined && errorsPerSecond > 0
  return [
    ratePerSecond === undefined ? '' : formatRate(ratePerSecond),
    ratePerSecond === undefined || ratePerSecond === 0 || !hasErrors
      ? ''
      : `${formatShare(errorsPerSecond / ratePerSecond)} errors`,
    p95Seconds === undefined ? '' : `p95 ${formatDuration(p95Seconds)}`,
    bytesPerSecond === undefined ? '' : formatBytes(bytesPerSecond),
    deniedPerSecond === undefined || deniedPerSecond === 0 ? '' : `${formatRate(deniedPerSecond)} denied`,
    health === 0 ? 'does not answer its health check' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
