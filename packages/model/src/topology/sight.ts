import type { ProvenanceKind, SeenEdge, SeenNode, Traffic } from './sighting.ts'
import type { Provenance } from './view.ts'

/** An element as one layer has it now. */
export interface Sight<T> {
  readonly source: string
  /** Of its layer among all: 0 is believed first. */
  readonly order: number
  /** Undefined: a node that is known by its edges alone. */
  readonly seen: T | undefined
  readonly kind: ProvenanceKind
  readonly state: Provenance['state']
  readonly firstSeenMs: number
  readonly lastSeenMs: number
}

export type NodeSight = Sight<SeenNode>
export interface EdgeSight extends Sight<SeenEdge> {
  readonly seen: SeenEdge
  /** As long as the numbers are of now, or frozen with their source. */
  readonly traffic: Traffic | undefined
}
