import type { GraphDocument, GraphEdge } from '../../graph/document.ts'
import { graphLimits } from '../../graph/document.ts'
import type { Patch } from '../fields.ts'
import { withElements, withItem, withPatch } from '../fields.ts'
import { hasPort, mendEdges } from '../mend.ts'
import type { EdgeEnd } from '../merge-elements.ts'
import { withEnd } from '../merge-elements.ts'

/**
 * Adds edges at the end, apart from those whose id is taken or whose nodes are not there; one at a port that is not
 * there ends at the node. Nothing happens when there would be more edges than a graph may have.
 */
export function addEdges(graph: GraphDocument, edges: readonly GraphEdge[]): GraphDocument {
  const taken = new Set(graph.edges.map(({ id }) => id))
  const added = edges.filter(({ id }) => !taken.has(id) && taken.add(id))
  const { edges: whole } = mendEdges(withElements(graph, graph.nodes, added))
  if (whole.length === 0 || graph.edges.length + whole.length > graphLimits.edges) return graph
  return withElements(graph, graph.nodes, [...graph.edges, ...whole])
}

/** Sets fields of an edge. An end at a node that is not there is ignored, one at a port that is not is at the node. */
export function updateEdge(graph: GraphDocument, id: string, patch: Patch<GraphEdge>): GraphDocument {
  const at = graph.edges.findIndex((edge) => edge.id === id)
  const edge = graph.edges[at]
  if (edge === undefined) return graph
  const { source = edge.source, target = edge.target } = patch
  const sourcePort = patch.sourcePort === undefined && source === edge.source ? edge.sourcePort : patch.sourcePort
  const targetPort = patch.targetPort === undefined && target === edge.target ? edge.targetPort : patch.targetPort
  const moved = hang(graph, edge, 'source', { node: source, port: sourcePort ?? null })
  const ends = hang(graph, moved, 'target', { node: target, port: targetPort ?? null })
  const changed = withPatch<GraphEdge>(ends, ['label', 'kind'], patch)
  return withElements(graph, graph.nodes, withItem(graph.edges, at, changed))
}

/** Turns an edge round, with its ports. */
export function reverseEdge(graph: GraphDocument, id: string): GraphDocument {
  const edge = graph.edges.find((one) => one.id === id)
  if (edge === undefined) return graph
  const { source, sourcePort, target, targetPort } = edge
  return updateEdge(graph, id, { source: target, sourcePort: targetPort, target: source, targetPort: sourcePort })
}

/** Hangs one end of an edge elsewhere. */
export function reconnectEdge(
  graph: GraphDocument,
  id: string,
  end: 'source' | 'target',
  { node, port = null }: { readonly node: string; readonly port?: string | null },
): GraphDocument {
  return updateEdge(
    graph,
    id,
    end === 'source' ? { source: node, sourcePort: port } : { target: node, targetPort: port },
  )
}

function hang(graph: GraphDocument, edge: GraphEdge, end: 'source' | 'target', to: EdgeEnd): GraphEdge {
  const node = graph.nodes.find(({ id }) => id === to.node)
  if (node === undefined) return edge
  return withEnd(edge, end, hasPort(node, to.port) ? to : { node: to.node, port: null })
}
