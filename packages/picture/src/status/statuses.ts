import type { EdgeStatus, NodeStatus } from '@statusgraph/model'

/** The live picture as the map reads it: one node at a time, so that a change repaints only what it touches. */
export interface MapStatuses {
  get(nodeId: string): NodeStatus | undefined
  /** Only edges with evidence of their own have a status. */
  edge(edgeId: string): EdgeStatus | undefined
  /** The edges that have one: few of ten thousands, or none. */
  edgeIds(): Iterable<string>
  subscribe(nodeId: string, onChange: () => void): () => void
  /** Tells the ids of nodes and edges that changed together. */
  subscribeAll(onChange: (changedIds: Iterable<string>) => void): () => void
}

/** A picture of nothing known: every node is unknown. */
export const noStatuses: MapStatuses = {
  get: () => undefined,
  edge: () => undefined,
  edgeIds: () => [],
  subscribe: () => () => undefined,
  subscribeAll: () => () => undefined,
}
