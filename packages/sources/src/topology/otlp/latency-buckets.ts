/** The upper bounds of the buckets, seconds: from 1 ms to more than two minutes, in steps of √2. */
const bounds: readonly number[] = Array.from({ length: 35 }, (_, step) => 0.001 * 2 ** (step / 2))

/** How many counts a histogram has: one for each bound, and one for what is slower than all of them. */
export const bucketCount = bounds.length + 1

/** The bucket that a latency falls into. */
export function bucketOf(seconds: number): number {
  if (seconds <= 0.001) return 0
  return Math.min(bounds.length, Math.ceil(2 * Math.log2(seconds / 0.001) - 1e-9))
}

/**
 * A quantile out of the counts of the buckets, as `histogram_quantile` does it: within the bucket, latencies are taken
 * to be spread evenly; undefined when nothing was counted.
 */
export function quantileOf(quantile: number, counts: readonly number[]): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return undefined
  const rank = quantile * total
  let below = 0
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const from = bounds[bucket - 1] ?? 0
      const to = bounds[bucket]
      return to === undefined ? from : from + (to - from) * ((rank - below) / count)
    }
    below += count
  }
  return bounds.at(-1)
}
