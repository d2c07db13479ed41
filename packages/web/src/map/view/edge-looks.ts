import { lookOfEdge, noStatusCode } from '@statusgraph/picture'
import type { EdgeLook, SeenCodes } from '@statusgraph/picture'
import type { SeenPaint } from './seen-paint.ts'
import type { StatusPaint } from './status-paint.ts'

/** How edges look now, for what the page draws of them itself: as the picture was told. */
export class EdgeLooks {
  readonly #statuses: StatusPaint
  readonly #topology: SeenPaint

  constructor(statuses: StatusPaint, topology: SeenPaint) {
    this.#statuses = statuses
    this.#topology = topology
  }

  /** Of an edge by its number. */
  of(index: number): EdgeLook {
    return lookOfEdge(this.statusCodes[index] ?? noStatusCode, this.seen.edges[index] ?? 0)
  }

  get statusCodes(): Uint8Array {
    return this.#statuses.edgeCodes
  }

  get seen(): SeenCodes {
    return this.#topology.codes
  }
}
