import type { BinListItem } from '@statusgraph/protocol'
import type { Instant } from '@statusgraph/model'
import type { GraphStore } from '@statusgraph/store'

const keptMs = 30 * 24 * 3_600_000

/** The deleted graphs: they can be brought back for 30 days, and are destroyed then. */
export class Bin {
  readonly #store: GraphStore
  readonly #now: () => Instant

  constructor(store: GraphStore, now: () => Instant) {
    this.#store = store
    this.#now = now
  }

  async list(): Promise<readonly BinListItem[]> {
    return (await this.#store.bin()).map((graph) => ({
      ...graph,
      purgedAt: new Date(Date.parse(graph.deletedAt) + keptMs).toISOString(),
    }))
  }

  /** Destroys what has lain there long enough. */
  async empty(): Promise<void> {
    for (const { id, purgedAt } of await this.list()) {
      if (Date.parse(purgedAt) <= this.#now().wallMs) await this.#store.purge(id)
    }
  }
}
