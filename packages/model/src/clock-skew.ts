/** Clocks that are nearer to each other than this, in seconds, are not worth a word. */
const tolerableSeconds = 60

/**
 * How an upstream's clock stands to ours, in words: `4 min 10 s ahead of ours`. Undefined while it is near enough.
 *
 * ```ts
 * sayClockSkew(-3_720) // '1 h 2 min behind ours'
 * ```
 */
export function sayClockSkew(aheadSeconds: number): string | undefined {
  const seconds = Math.abs(Math.round(aheadSeconds))
  if (seconds <= tolerableSeconds) return undefined
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  // Two neighbours are enough: nobody needs the seconds of a clock that is a day off.
  const first = parts.findIndex(([count]) => count > 0)
  const words = parts.slice(first, first + 2).flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : []))
  return `${words.join(' ')} ${aheadSeconds > 0 ? 'ahead of' : 'behind'} ours`
}
