import type { TopologyEdge, TopologyNode } from '@statusgraph/model'

/** What discovery knows of what is drawn, as the map reads it: one element at a time, like the statuses. */
export interface MapTopology {
  node(nodeId: string): TopologyNode | undefined
  edge(edgeId: string): TopologyEdge | undefined
  /** Calls when the node or the edge of this id changed. */
  subscribe(id: string, onChange: () => void): () => void
  /** Tells the ids of nodes and edges that changed together. */
  subscribeAll(onChange: (changedIds: Iterable<string>) => void): () => void
}

/** Nobody looks for anything: everything is drawn as people drew it. */
export const noTopology: MapTopology = {
  node: () => undefined,
  edge: () => undefined,
  subscribe: () => () => undefined,
  subscribeAll: () => () => undefined,
}
