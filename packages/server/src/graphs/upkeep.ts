export interface UpkeepOptions {
  readonly work: () => Promise<void>
  readonly onFailure: (error: unknown) => void
}

const everyMs = 10 * 60_000

/** Does what must be done now and then: at the start and every ten minutes, never twice at once. */
export class Upkeep {
  readonly #options: UpkeepOptions
  readonly #timer: NodeJS.Timeout
  #working: Promise<void> | undefined

  constructor(options: UpkeepOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#work(), everyMs).unref()
    this.#work()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#working
  }

  #work(): void {
    const { work, onFailure } = this.#options
    this.#working ??= work()
      .catch(onFailure)
      .finally(() => {
        this.#working = undefined
      })
  }
}
