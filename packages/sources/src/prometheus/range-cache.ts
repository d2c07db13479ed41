import type { Instant } from '@statusgraph/model'

/** Answers are shared this long, failures too: a thousand viewers of one panel make one request. */
const freshMs = 15_000
const mostEntries = 64

/** Remembers what was asked lately, and shares a question that is still on its way. */
export function createRangeCache<Value>(now: () => Instant) {
  const entries = new Map<string, { readonly atMonoMs: number; readonly value: Promise<Value> }>()
  return (key: string, ask: () => Promise<Value>): Promise<Value> => {
    const { monoMs } = now()
    const known = entries.get(key)
    if (known && monoMs - known.atMonoMs < freshMs) return known.value
    const value = ask()
    entries.delete(key)
    entries.set(key, { atMonoMs: monoMs, value })
    for (const [oldest] of entries) {
      if (entries.size <= mostEntries) break
      entries.delete(oldest)
    }
    return value
  }
}
