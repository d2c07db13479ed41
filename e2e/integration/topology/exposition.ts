/** A series that grows steadily, or holds a value. */
export interface ExportedSeries {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** A counter that grows so fast. */
  readonly perSecond?: number
  /** A gauge. */
  readonly value?: number
}

/** Counters begin high, because Prometheus takes one that begins at nothing for a new one. */
const counterBase = 1_000_000

/**
 * What an exporter would say at this moment. Every sample carries its time, so that a counter lies exactly on its slope,
 * however late the scrape comes.
 */
export function writeExposition(series: readonly ExportedSeries[], nowMs: number, startMs: number): string {
  return series
    .map(({ name, labels, perSecond, value }) => {
      const written = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`)
      const number = perSecond === undefined ? (value ?? 0) : counterBase + (perSecond * (nowMs - startMs)) / 1000
      return `${name}{${written.join(',')}} ${number} ${nowMs}\n`
    })
    .join('')
}

export function counter(name: string, labels: Readonly<Record<string, string>>, perSecond: number): ExportedSeries {
  return { name, labels, perSecond }
}

export function gauge(name: string, labels: Readonly<Record<string, string>>, value: number): ExportedSeries {
  return { name, labels, value }
}

/** Requests that all take between the two lowest bounds given, evenly. */
export function histogram(
  name: string,
  labels: Readonly<Record<string, string>>,
  perSecond: number,
  [low, high]: readonly [number, number],
): readonly ExportedSeries[] {
  return [
    counter(`${name}_bucket`, { ...labels, le: String(low) }, 0),
    counter(`${name}_bucket`, { ...labels, le: String(high) }, perSecond),
    counter(`${name}_bucket`, { ...labels, le: '+Inf' }, perSecond),
  ]
}

/** A recorded page as if everything that it counts happened again and again, once in every period. */
export function replayExposition(recorded: string, nowMs: number, startMs: number, periodMs: number): string {
  const times = 1 + (nowMs - startMs) / periodMs
  return recorded.replaceAll(
    /^([a-z_]+(?:_total|_bucket|_count|_sum)(?:\{.*\})?) (\S+)$/gm,
    (_, series: string, value: string) => `${series} ${Number(value) * times} ${nowMs}`,
  )
}
