/** Makes polls happen at once, but never more often than a few times a second, whoever nudges and however much. */
export class Nudger {
  readonly #poll: () => void
  readonly #pauseMs: number
  #timer: NodeJS.Timeout | undefined
  #isNudgedAgain = false

  constructor(poll: () => void, pauseMs: number) {
    this.#poll = poll
    this.#pauseMs = pauseMs
  }

  nudge(): void {
    if (this.#timer !== undefined) {
      this.#isNudgedAgain = true
      return
    }
    this.#isNudgedAgain = false
    this.#poll()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#isNudgedAgain) this.nudge()
    }, this.#pauseMs)
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
