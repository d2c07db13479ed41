/**
 * A moment, on both clocks.
 * Ages and freshness are computed from `monoMs` (milliseconds of a monotonic clock), because the wall clock
 * jumps; `wallMs` (milliseconds since 1970) is only ever shown to people or compared with upstreams' own stamps.
 */
export interface Instant {
  readonly monoMs: number
  readonly wallMs: number
}

/** Seconds from `earlier` to `later` by the monotonic clock, never negative. */
export function secondsBetween(earlier: Instant, later: Instant): number {
  return Math.max(0, (later.monoMs - earlier.monoMs) / 1000)
}

/** The instant as ISO 8601 in UTC, by the wall clock. */
export function isoOf(instant: Instant): string {
  return new Date(instant.wallMs).toISOString()
}
