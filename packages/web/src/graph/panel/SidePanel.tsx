import type { GraphDocument } from '@statusgraph/model'
import { lazy, Suspense } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import type { ViewState } from '../../routes/view-state.ts'
import type { Topology } from '../state/neighbours.ts'
import type { Selecting } from '../state/use-selecting.ts'

export const loadPanel = () => import('./NodePanel.tsx')
const NodePanel = lazy(async () => ({ default: (await loadPanel()).NodePanel }))
const EdgePanel = lazy(async () => ({ default: (await import('./EdgePanel.tsx')).EdgePanel }))

interface SidePanelProps {
  readonly graph: GraphDocument
  /** The graph as it is drawn, groups that are closed as one node. */
  readonly seen: GraphDocument
  readonly topology: Topology
  readonly live: LiveGraph
  readonly state: ViewState
  readonly selecting: Selecting
  readonly onHops: () => void
  readonly onCopyLink: () => void
  readonly onClose: () => void
}

/** What is known of the node or the edge that is selected. */
export function SidePanel({ graph, seen, topology, live, state, selecting, onHops, ...events }: SidePanelProps) {
  const { node: nodeId, edge: edgeId, hops } = state
  const { chosenOnMap, goTo, goToEdge } = selecting
  const node = nodeId === undefined ? undefined : topology.byId.get(nodeId)
  const shared = { graph, topology, live, onSelect: goTo, onSelectEdge: goToEdge, ...events }
  // Whoever chooses on the picture stays there; by list, palette, address or shortcut one goes to the panel.
  const takesFocus = (nodeId ?? edgeId) !== chosenOnMap
  return (
    <Suspense fallback={null}>
      {node !== undefined && <NodePanel {...shared} node={node} hops={hops} takesFocus={takesFocus} onHops={onHops} />}
      {edgeId !== undefined && <EdgePanel {...shared} seen={seen} edgeId={edgeId} takesFocus={takesFocus} />}
    </Suspense>
  )
}
