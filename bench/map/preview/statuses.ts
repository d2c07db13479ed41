import type { EdgeStatus, NodeStatus } from '@statusgraph/model'
import type { MapStatuses } from '@statusgraph/web'

/** A small store for pages that show a map without a server. */
export class MemoryStatuses implements MapStatuses {
  readonly #nodes: Map<string, NodeStatus>
  readonly #one = new Map<string, Set<() => void>>()
  readonly #all = new Set<(ids: Iterable<string>) => void>()

  readonly #edges: ReadonlyMap<string, EdgeStatus>

  constructor(nodes: Map<string, NodeStatus>, edges: ReadonlyMap<string, EdgeStatus> = new Map()) {
    this.#nodes = nodes
    this.#edges = edges
  }

  get(id: string): NodeStatus | undefined {
    return this.#nodes.get(id)
  }

  edge(id: string): EdgeStatus | undefined {
    return this.#edges.get(id)
  }

  apply(changes: ReadonlyMap<string, NodeStatus>): void {
    for (const [id, status] of changes) this.#nodes.set(id, status)
    for (const id of changes.keys()) for (const listener of this.#one.get(id) ?? []) listener()
    for (const listener of this.#all) listener(changes.keys())
  }

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
}
