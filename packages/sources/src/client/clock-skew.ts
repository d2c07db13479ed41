import type { Instant } from '@statusgraph/model'

/** How far an upstream's clock is from ours, by the Date headers of its answers. */
export interface ClockSkew {
  /** Takes in one answer: when we asked, what its Date header said, and when we had read it. */
  measure(askedAt: Instant, saidWallMs: number, endedAt: Instant): void
  /**
   * How far its clock is ahead of ours at least, ms; negative: behind. What the time between question and answer can
   * explain is 0. Undefined until an answer told the time.
   */
  aheadMs(): number | undefined
}

/** A Date header has whole seconds: it was true at some moment within the second that it names. */
const dateGrainMs = 1_000
/** What was measured stands until an answer contradicts it by more than this, so that it does not flicker. */
const toleranceMs = 1_000

export function createClockSkew(): ClockSkew {
  let heldMs: number | undefined
  return {
    measure(askedAt, saidWallMs, endedAt) {
      // By the monotonic clock, because ours may be set while we wait for the answer.
      const tookMs = endedAt.monoMs - askedAt.monoMs
      const leastMs = saidWallMs - (askedAt.wallMs + tookMs)
      const mostMs = saidWallMs + dateGrainMs - askedAt.wallMs
      const isContradicted = heldMs === undefined || heldMs < leastMs - toleranceMs || heldMs > mostMs + toleranceMs
      if (isContradicted) heldMs = Math.max(leastMs, Math.min(0, mostMs))
    },
    aheadMs: () => heldMs,
  }
}
