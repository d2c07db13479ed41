import type { Traffic } from '@statusgraph/model'
import { formatValue } from '../../parts/age.ts'

/** The numbers of an edge in a few words: `12.4 /s · 1.2 % errors · p95 80 ms`. What is not known is not said. */
export function sayTraffic(traffic: Traffic): string {
  const { ratePerSecond, errorsPerSecond, p95Seconds, bytesPerSecond, deniedPerSecond, health } = traffic
  return [
    ratePerSecond === undefined ? '' : formatValue(ratePerSecond, '/s'),
    ratePerSecond === undefined || ratePerSecond === 0 || errorsPerSecond === undefined || errorsPerSecond === 0
      ? ''
      : `${formatValue((errorsPerSecond / ratePerSecond) * 100)} % errors`,
    p95Seconds === undefined ? '' : `p95 ${sayDuration(p95Seconds)}`,
    bytesPerSecond === undefined ? '' : sayBytes(bytesPerSecond),
    deniedPerSecond === undefined || deniedPerSecond === 0 ? '' : `${formatValue(deniedPerSecond, '/s')} denied`,
    health === 0 ? 'does not answer its health check' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function sayDuration(seconds: number): string {
  return seconds < 1 ? `${formatValue(Math.round(seconds * 1000))} ms` : formatValue(seconds, 's')
}

const byteUnits = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] as const

function sayBytes(bytesPerSecond: number): string {
  const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytesPerSecond)) / 3)))
  return formatValue(bytesPerSecond / 1000 ** power, byteUnits[power])
}
