import type { GraphChange } from './store.ts'

/** Tells listeners about changes, in order, before whoever awaits the change goes on. */
export class ChangeFeed {
  readonly #listeners = new Set<(change: GraphChange) => void>()

  subscribe(listener: (change: GraphChange) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  announce(change: GraphChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change)
      } catch (error) {
        // A listener's defect must not turn a durable save into a failed one, nor be swallowed.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
