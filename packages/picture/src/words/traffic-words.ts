import { formatValue } from './value.ts'

/** A rate short enough for the label of an edge: `120/s`, `1.2k/s`, `4/min`, `2/h`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 0.1 || perSecond === 0) return `${formatNumber(perSecond)}/s`
  const perMinute = perSecond * 60
  return perMinute >= 0.1 ? `${formatNumber(perMinute)}/min` : `${formatNumber(perMinute * 60)}/h`
}

/** A duration: `450 µs`, `35 ms`, `1.2 s`. */
export function formatDuration(seconds: number): string {
  if (seconds === 0) return '0 ms'
  if (seconds < 0.001) return `${formatNumber(seconds * 1e6)} µs`
  return seconds < 0.9995 ? `${formatNumber(seconds * 1000)} ms` : `${formatNumber(seconds)} s`
}

/** A share as percent: `2.1 %`. What is above nothing is never written as nothing. */
export function formatShare(share: number): string {
  const percent = share * 100
  return percent > 0 && percent < 0.1 ? '<0.1 %' : `${formatNumber(percent)} %`
}

const byteUnits = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] as const

/** Bytes per second: `1.2 MB/s`. */
export function formatBytes(perSecond: number): string {
  const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, perSecond)) / 3)))
  return `${formatNumber(perSecond / 1000 ** power)} ${byteUnits[power] ?? ''}`
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** Two digits are as much as anybody reads off a line; what is larger keeps its whole part. */
function formatNumber(value: number): string {
  if (value === 0) return '0'
  // A thousand is a small k in units, whatever newspapers write.
  if (value >= 1000) return short.format(value).replace('K', 'k')
  return formatValue(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)))
}
