export interface BackOffInput {
  /** Tries that failed since the link last worked; 0 before the first new try. */
  readonly failures: number
  readonly isHidden: boolean
  /** From 0 to 1. */
  readonly random: number
  /** What the server asked for, if it did. */
  readonly serverAsksMs?: number
}

const firstMs = 1_000
const longestVisibleMs = 30_000
const longestHiddenMs = 5 * 60_000

/** How long to wait before the next try: full jitter, so that a thousand pages do not come back in one instant. */
export function chooseDelayMs({ failures, isHidden, random, serverAsksMs }: BackOffInput): number {
  if (serverAsksMs !== undefined) return Math.min(serverAsksMs, longestHiddenMs)
  const longest = isHidden ? longestHiddenMs : longestVisibleMs
  const ceiling = Math.min(longest, firstMs * 2 ** Math.min(failures, 20))
  // A floor of a tenth keeps a lucky draw from becoming a busy loop.
  return Math.round(ceiling * (0.1 + 0.9 * random))
}
