import type { Instant } from '@statusgraph/model'

/** The machine's clocks: the monotonic one for ages, the wall's for people. */
export function readClock(): Instant {
  return { monoMs: performance.now(), wallMs: Date.now() }
}
