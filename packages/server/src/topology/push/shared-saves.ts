import { setTimeout as wait } from 'node:timers/promises'

/** Of the time, so much may go into saves. */
const saveShare = 0.2
const longestPauseMs = 1_000

/**
 * Lets many pushes share one save: those that come while one runs wait for the next. When saves take long, so do the
 * pauses between them, and more pushes share each.
 */
export class SharedSaves {
  readonly #save: () => Promise<void>
  readonly #nowMs: () => number
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined
  #notBeforeMs = 0

  constructor(save: () => Promise<void>, nowMs: () => number) {
    this.#save = save
    this.#nowMs = nowMs
  }

  /** Resolves when everything that was handed over before would survive a crash. */
  settle(): Promise<void> {
    this.#next ??= this.#saveNext(this.#running)
    return this.#next
  }

  async #saveNext(before: Promise<void>): Promise<void> {
    // A save that failed was told to those who waited for it.
    await before.catch(() => undefined)
    const pauseMs = Math.min(longestPauseMs, this.#notBeforeMs - this.#nowMs())
    if (pauseMs > 0) await wait(pauseMs)
    this.#next = undefined
    this.#running = this.#timeSave()
    return this.#running
  }

  async #timeSave(): Promise<void> {
    const startedMs = this.#nowMs()
    try {
      await this.#save()
    } finally {
      const endedMs = this.#nowMs()
      this.#notBeforeMs = endedMs + (endedMs - startedMs) * (1 / saveShare - 1)
    }
  }
}
