import type { NodeStatus, TopologyEdge, TopologyNode } from '@statusgraph/model'
import { useCallback, useSyncExternalStore } from 'react'
import type { MapStatuses, MapTopology } from '@statusgraph/picture'

/** The status of one node; only this component is drawn again when it changes. */
export function useNodeStatus(statuses: MapStatuses, id: string): NodeStatus | undefined {
  const subscribe = useCallback((onChange: () => void) => statuses.subscribe(id, onChange), [statuses, id])
  return useSyncExternalStore(subscribe, () => statuses.get(id))
}

/** What discovery knows of one node. */
export function useSeenNode(topology: MapTopology, id: string): TopologyNode | undefined {
  const subscribe = useCallback((onChange: () => void) => topology.subscribe(id, onChange), [topology, id])
  return useSyncExternalStore(subscribe, () => topology.node(id))
}

/** What discovery knows of one edge. */
export function useSeenEdge(topology: MapTopology, id: string): TopologyEdge | undefined {
  const subscribe = useCallback((onChange: () => void) => topology.subscribe(id, onChange), [topology, id])
  return useSyncExternalStore(subscribe, () => topology.edge(id))
}
