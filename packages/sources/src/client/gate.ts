/** Lets a few things happen at a time and makes the others wait their turn. */
export interface Gate {
  /** Runs `task` when a place is free; a signal that aborts while waiting gives the turn up. */
  through<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result>
}

export function createGate(places: number): Gate {
  let free = places
  const waiting = new Set<() => void>()

  function leave(): void {
    for (const next of waiting) {
      waiting.delete(next)
      next()
      return
    }
    free += 1
  }

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (free > 0) {
      free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = () => {
      waiting.delete(resolve)
      reject(signal.reason)
    }
    waiting.add(resolve)
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  return {
    async through(task, signal) {
      await enter(signal)
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}
