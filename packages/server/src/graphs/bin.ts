import type { BinListItem } from '@statusgraph/protocol'
import type { Instant } from '@statusgraph/model'
import type { GraphStore } from '@statusgraph/store'

export interface BinOptions {
  readonly store: GraphStore
  readonly now: () => Instant
  readonly onFailure: (error: unknown) => void
}

const keptMs = 30 * 24 * 3_600_000
const lookEveryMs = 3_600_000

/** The deleted graphs: they can be brought back for 30 days, and are destroyed then. */
export class Bin {
  readonly #options: BinOptions
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(options: BinOptions) {
    this.#options = options
  }

  /** Looks now and every hour for what has lain there long enough. */
  start(): void {
    const look = (): void => {
      this.#looking = this.empty().catch(this.#options.onFailure)
    }
    look()
    this.#timer = setInterval(look, lookEveryMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  async list(): Promise<readonly BinListItem[]> {
    return (await this.#options.store.bin()).map((graph) => ({
      ...graph,
      purgedAt: new Date(Date.parse(graph.deletedAt) + keptMs).toISOString(),
    }))
  }

  /** Destroys what has lain there long enough. */
  async empty(): Promise<void> {
    const { store, now } = this.#options
    for (const { id, purgedAt } of await this.list()) {
      if (Date.parse(purgedAt) <= now().wallMs) await store.purge(id)
    }
  }
}
