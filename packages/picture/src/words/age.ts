/** An age in words short enough for a bar: `4 s`, `6 min`, `3 h`, `2 d`. */
export function formatAge(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–'
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min`
  if (whole < 86_400) {
    const minutes = Math.floor((whole % 3_600) / 60)
    const hours = Math.floor(whole / 3_600)
    return minutes === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${minutes} min`
  }
  return `${Math.floor(whole / 86_400)} d`
}

/**
 * How long something has lasted, for an instant that another clock told: by ours it may be yet to come, and then it is
 * `just now`.
 */
export function formatLasting(sinceMs: number, nowMs: number): string {
  return sinceMs > nowMs ? 'just now' : formatAge((nowMs - sinceMs) / 1000)
}

/** As {@link formatLasting}, seen from now: `4 min ago`, or `just now`. */
export function formatAgo(sinceMs: number, nowMs: number): string {
  return sinceMs > nowMs ? 'just now' : `${formatAge((nowMs - sinceMs) / 1000)} ago`
}

/**
 * Seconds that are left of a span. It never says more than the whole span, because the span may be told by a clock that
 * is ahead of ours, and never less than none.
 */
export function secondsLeft(span: { readonly since: string; readonly until: string }, nowMs: number): number {
  const untilMs = Date.parse(span.until)
  return Math.max(0, Math.min(untilMs - nowMs, untilMs - Date.parse(span.since))) / 1000
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long', hour12: false })

/** A time of day in the reader's own zone: `14:02:11`. */
export function formatClock(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : clock.format(date)
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const longestByClockMs = 20 * 3_600_000

/** A moment as one says it: `14:02:11` while that can only be one, and with its day when it is longer ago. */
export function formatMoment(iso: string, nowMs: number): string {
  const atMs = Date.parse(iso)
  const clockText = formatClock(iso)
  return nowMs - atMs > longestByClockMs ? `${day.format(atMs)}, ${clockText}` : clockText
}

/** Date, time and zone, for whoever wants to know exactly. */
export function formatInstant(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : full.format(date)
}

/** How a moment is said: in the zone of whoever reads, or in one that everybody can convert from. */
export interface TimeWords {
  /** Date, time and zone. */
  readonly sayInstant: (iso: string) => string
  /** Hours and minutes. */
  readonly sayTime: (iso: string) => string
}

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false })

/** For whoever sits before the screen. */
export const readerTimes: TimeWords = {
  sayInstant: formatInstant,
  sayTime: (iso) => timeOfDay.format(new Date(iso)),
}

/** For a file that is read nobody knows where: it depends on no machine's zone and language. */
export const utcTimes: TimeWords = {
  sayInstant: (iso) => new Date(iso).toISOString().replace(/^(.+)T(.+)\..+$/, '$1 $2 UTC'),
  // There is little room on a card; the letter is ISO 8601's for UTC.
  sayTime: (iso) => `${new Date(iso).toISOString().slice(11, 16)}Z`,
}
