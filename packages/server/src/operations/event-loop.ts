import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 20

/** Watches how late the event loop is. */
export class EventLoopWatch {
  readonly #sinceScrape = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #lately = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #timer: NodeJS.Timeout
  #latelyMs = 0
  #newestMs = 0

  constructor(windowMs = 5_000) {
    this.#sinceScrape.enable()
    this.#lately.enable()
    this.#timer = setInterval(() => {
      const before = this.#newestMs
      this.#newestMs = this.#lately.percentile(99) / 1e6 - resolutionMs
      this.#latelyMs = Math.min(before, this.#newestMs)
      this.#lately.reset()
    }, windowMs)
    this.#timer.unref()
  }

  /** How late it has kept being in the last seconds, ms: one heavy moment, such as a huge graph saved, does not count. */
  get latelyMs(): number {
    return this.#latelyMs
  }

  /** How late it was since this was last asked, in seconds. */
  takeLagSeconds(): number {
    const lateMs = this.#sinceScrape.percentile(99) / 1e6 - resolutionMs
    this.#sinceScrape.reset()
    return Math.max(0, lateMs) / 1_000
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#sinceScrape.disable()
    this.#lately.disable()
  }
}
