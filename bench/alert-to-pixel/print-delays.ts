/** The delays of one way to learn of an alert. */
export interface Measured {
  readonly name: string
  readonly delaysMs: readonly number[]
  readonly goalMs: number
}

/** Prints a line for each way, and how they compare; the first one is held against the others. */
export function printDelays(all: readonly Measured[]): void {
  console.log('from visible in the Alertmanager to red in the DOM, in ms; below 0: the rule was seen before the alert')
  for (const { name, delaysMs, goalMs } of all) {
    const sorted = delaysMs.toSorted((a, b) => a - b)
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
    const median = at(0.5)
    const ratio = (median / goalMs).toFixed(2)
    console.log(
      `${name.padEnd(24)} ${sorted.length} alerts: median ${median}, min ${at(0)}, p90 ${at(0.9)}, max ${at(1)}; ` +
        `${ratio} × the goal of ${goalMs}${median <= goalMs ? '' : ' — MISSED'}`,
    )
  }
}
