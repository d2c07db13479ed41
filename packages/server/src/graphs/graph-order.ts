import type { GraphListItem } from '@statusgraph/protocol'
import { StoreFailure, type GraphStore } from '@statusgraph/store'

/** The order that people gave the list of graphs. The last one that could be read serves while the disk refuses. */
export class GraphOrder {
  readonly #store: GraphStore
  #known: readonly string[] = []

  constructor(store: GraphStore) {
    this.#store = store
  }

  async save(ids: readonly string[]): Promise<readonly string[]> {
    const order = [...new Set(ids)]
    await this.#store.saveOrder(order)
    this.#known = order
    return order
  }

  /** The rows in their order; those that nobody has placed come after the others, by name. */
  async arrange(items: readonly GraphListItem[]): Promise<readonly GraphListItem[]> {
    const listed = new Set(items.map(({ id }) => id))
    const order = (await this.#read()).filter((id) => listed.has(id))
    const places = new Map(order.map((id, place) => [id, place]))
    return items
      .map((item) => {
        const place = places.get(item.id)
        return place === undefined ? item : { ...item, place }
      })
      .toSorted(
        (a, b) =>
          (a.place ?? order.length) - (b.place ?? order.length) ||
          a.name.localeCompare(b.name) ||
          a.id.localeCompare(b.id),
      )
  }

  async #read(): Promise<readonly string[]> {
    try {
      this.#known = await this.#store.readOrder()
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
    }
    return this.#known
  }
}
