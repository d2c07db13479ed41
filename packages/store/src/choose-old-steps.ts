/** A save that nobody named. */
export interface Step {
  readonly revision: number
  readonly atMs: number
  readonly by: string | null
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Of steps that are younger than this, one stays in each span; of still older ones, one a day. Spans fit into larger ones. */
const spans = [
  { youngerMs: 10 * minuteMs, spanMs: 0 },
  { youngerMs: hourMs, spanMs: minuteMs },
  { youngerMs: dayMs, spanMs: 10 * minuteMs },
  { youngerMs: 30 * dayMs, spanMs: hourMs },
] as const

/** The steps to let go: of those that one person made in one span, all but the last. */
export function chooseOldSteps(steps: readonly Step[], nowMs: number): ReadonlySet<number> {
  const kept = new Set<string>()
  const old = new Set<number>()
  for (const { revision, atMs, by } of steps.toSorted((a, b) => b.revision - a.revision)) {
    const spanMs = spans.find(({ youngerMs }) => nowMs - atMs < youngerMs)?.spanMs ?? dayMs
    if (spanMs === 0) continue
    const key = JSON.stringify([spanMs, Math.floor(atMs / spanMs), by])
    if (kept.has(key)) old.add(revision)
    else kept.add(key)
  }
  return old
}
