import { setTimeout as wait } from 'node:timers/promises'

/** Of the time, so much may go into the work. */
const workShare = 0.2
const longestPauseMs = 1_000

/**
 * Lets many who want the same work done share it: those who come while it is done wait for the next time, because what
 * they want may not be in this one. When the work takes long, so do the pauses, and more people share each.
 */
export class SharedWork {
  readonly #work: () => Promise<void>
  readonly #nowMs: () => number
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined
  #notBeforeMs = 0

  /** @param nowMs a monotonic clock */
  constructor(work: () => Promise<void>, nowMs: () => number) {
    this.#work = work
    this.#nowMs = nowMs
  }

  /** Resolves when the work was done from the beginning to the end; rejects when it failed. */
  done(): Promise<void> {
    this.#next ??= this.#workNext(this.#running)
    return this.#next
  }

  async #workNext(before: Promise<void>): Promise<void> {
    // Work that failed was told to those who waited for it.
    await before.catch(() => undefined)
    const pauseMs = Math.min(longestPauseMs, this.#notBeforeMs - this.#nowMs())
    if (pauseMs > 0) await wait(pauseMs)
    this.#next = undefined
    this.#running = this.#timeWork()
    return this.#running
  }

  async #timeWork(): Promise<void> {
    const startedMs = this.#nowMs()
    try {
      await this.#work()
    } finally {
      const endedMs = this.#nowMs()
      this.#notBeforeMs = endedMs + (endedMs - startedMs) * (1 / workShare - 1)
    }
  }
}
