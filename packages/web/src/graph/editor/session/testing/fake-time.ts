/** A clock that stands until it is moved, and the timers on it. */
export interface FakeTime {
  readonly nowMs: () => number
  readonly after: (delayMs: number, call: () => void) => () => void
  /** Moves on; whatever is due happens in its order, and all that waits for it is done before the next. */
  readonly pass: (ms: number) => Promise<void>
}

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  await new Promise<void>((resolve) => {
    port1.addEventListener('message', () => resolve(), { once: true })
    port1.start()
    port2.postMessage(undefined)
  })
  port1.close()
}

export function startTime(): FakeTime {
  let nowMs = Date.parse('2026-11-22T14:02:00Z')
  let timers: readonly { readonly atMs: number; readonly call: () => void }[] = []
  return {
    nowMs: () => nowMs,
    after(delayMs, call) {
      const timer = { atMs: nowMs + delayMs, call }
      timers = [...timers, timer]
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async pass(ms) {
      const endMs = nowMs + ms
      await settle()
      for (;;) {
        const due = timers.filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0]
        if (due === undefined) break
        timers = timers.filter((timer) => timer !== due)
        nowMs = due.atMs
        due.call()
        await settle()
      }
      nowMs = endMs
      await settle()
    },
  }
}
