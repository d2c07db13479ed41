import { drawTopology } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { foldFound } from '@statusgraph/picture'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { LiveTopology } from '../../live/topology/live-topology.ts'
import type { FoundFilters } from '../../routes/view-state.ts'
import { filterFound } from './filter-found.ts'
import { settleView } from './settle-view.ts'

/**
 * What is to be seen of a graph: the document, and in a graph that discovery draws what was discovered behind it. It is
 * never what is saved.
 */
export function useDrawnGraph(graph: GraphDocument, topology: LiveTopology, filters: FoundFilters): GraphDocument {
  const isWanted = (graph.dynamic ?? 'off') !== 'off'
  useEffect(() => topology.setWanted(isWanted), [topology, isWanted])
  // Numbers and states change all the time and draw nothing anew, unless somebody asked to see only some of them.
  const isByNumbers = filters.hiddenStates.length > 0 || filters.minRatePerSecond > 0
  const view = useSyncExternalStore(topology.subscribeOutline, isByNumbers ? topology.whole : topology.shape)
  const drawn = useMemo(
    () => (graph.dynamic === 'auto' ? drawTopology(graph, filterFound(settleView(view, graph), filters)) : graph),
    [graph, view, filters],
  )
  return useMemo(() => foldFound(graph, drawn), [graph, drawn])
}
