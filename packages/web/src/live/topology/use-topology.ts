import type { TopologyView } from '@statusgraph/model'
import { useSyncExternalStore } from 'react'
import type { LiveTopology, TopologyOutline } from './live-topology.ts'

/** What the page as a whole knows of discovery. */
export function useTopologyOutline(topology: LiveTopology): TopologyOutline {
  return useSyncExternalStore(topology.subscribeOutline, topology.outline)
}

/** Everything that discovery knows, numbers and all: for lists, which are drawn again with each change. */
export function useTopologyWhole(topology: LiveTopology): TopologyView {
  return useSyncExternalStore(topology.subscribeOutline, topology.whole)
}
