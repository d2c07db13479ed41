import type { TopologyEdge, TopologyNode } from '@statusgraph/model'
import type { Freshness } from '../freshness.ts'

/**
 * An element as it may be shown. A page that no longer hears the server holds the picture for a while, as a source does
 * that fails; then what was seen is the past, and its numbers are nothing to show as if they were of now.
 */
export function presentNode(node: TopologyNode, freshness: Freshness): TopologyNode {
  const state = stateFor(node.state, freshness)
  return state === node.state ? node : { ...node, state }
}

/** The same of an edge. */
export function presentEdge(edge: TopologyEdge, freshness: Freshness): TopologyEdge {
  const state = stateFor(edge.state, freshness)
  if (state === edge.state) return edge
  if (state !== 'stale') return { ...edge, state }
  const { traffic: _, ...rest } = edge
  return { ...rest, state }
}

function stateFor(state: TopologyNode['state'], freshness: Freshness): TopologyNode['state'] {
  if (freshness.kind === 'fresh' || state === 'stale' || state === 'missing') return state
  return freshness.kind === 'stale' ? 'frozen' : 'stale'
}
