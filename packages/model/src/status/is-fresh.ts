import type { Instant } from '../instant.ts'

/** An answer is fresh while it is younger than two of its intervals. */
export function isFresh(answer: { readonly at: Instant; readonly intervalMs: number }, now: Instant): boolean {
  return now.monoMs - answer.at.monoMs < 2 * answer.intervalMs
}
