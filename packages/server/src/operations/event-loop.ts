import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 20

/** Watches how late the event loop is. */
export class EventLoopWatch {
  readonly #sinceScrape = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #lately = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #timer: NodeJS.Timeout
  #latelyMs = 0

  constructor() {
    this.#sinceScrape.enable()
    this.#lately.enable()
    this.#timer = setInterval(() => {
      this.#latelyMs = this.#lately.percentile(99) / 1e6 - resolutionMs
      this.#lately.reset()
    }, 5_000)
    this.#timer.unref()
  }

  /** How late it was in the last seconds, ms. */
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
