/** Who wants to hear of one id, and who of all. */
export class Listeners {
  readonly #one = new Map<string, Set<() => void>>()
  readonly #all = new Set<(ids: Iterable<string>) => void>()

  subscribe(id: string, onChange: () => void): () => void {
    const listeners = this.#one.get(id) ?? new Set()
    this.#one.set(id, listeners)
    listeners.add(onChange)
    return () => listeners.delete(onChange)
  }

  subscribeAll(onChange: (ids: Iterable<string>) => void): () => void {
    this.#all.add(onChange)
    return () => this.#all.delete(onChange)
  }

  /** Tells of everything that changed together. */
  protected tell(ids: readonly string[]): void {
    for (const id of ids) for (const listener of this.#one.get(id) ?? []) listener()
    for (const listener of this.#all) listener(ids)
  }
}
