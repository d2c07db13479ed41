import type { EdgeStatus, NodeStatus } from '@statusgraph/model'
import type { MapStatuses } from '@statusgraph/web'
import { Listeners } from './listeners.ts'

/** A small store for pages that show a map without a server. */
export class MemoryStatuses extends Listeners implements MapStatuses {
  readonly #nodes: Map<string, NodeStatus>
  readonly #edges: ReadonlyMap<string, EdgeStatus>

  constructor(nodes: Map<string, NodeStatus>, edges: ReadonlyMap<string, EdgeStatus> = new Map()) {
    super()
    this.#nodes = nodes
    this.#edges = edges
  }

  get(id: string): NodeStatus | undefined {
    return this.#nodes.get(id)
  }

  edge(id: string): EdgeStatus | undefined {
    return this.#edges.get(id)
  }

  edgeIds(): Iterable<string> {
    return this.#edges.keys()
  }

  apply(changes: ReadonlyMap<string, NodeStatus>): void {
    for (const [id, status] of changes) this.#nodes.set(id, status)
    this.tell([...changes.keys()])
  }
}
