import type { GraphDocument, GraphNode } from '../../graph/document.ts'
import { graphLimits } from '../../graph/document.ts'
import type { Patch } from '../fields.ts'
import { keepItems, mapItems, nodeFields, withElements, withItem, withPatch } from '../fields.ts'
import { letGoOfPorts, mendStructure } from '../mend.ts'
import { ancestorsOf, indexNodes, withMembers } from '../tree.ts'

/**
 * Adds nodes at the end, apart from those whose id is taken. A parent that is not there, or is no group, is left out.
 * Nothing happens when there would be more nodes than a graph may have.
 */
export function addNodes(graph: GraphDocument, nodes: readonly GraphNode[]): GraphDocument {
  const taken = new Set(graph.nodes.map(({ id }) => id))
  const added = nodes.filter(({ id }) => !taken.has(id) && taken.add(id))
  if (added.length === 0 || graph.nodes.length + added.length > graphLimits.nodes) return graph
  return mendStructure(withElements(graph, [...graph.nodes, ...added]))
}

/**
 * Sets fields of a node. Without a name it is called by its id, without a kind it is a service. A parent that cannot
 * be is ignored; members of a group that becomes something else stand in the group around it; edges let go of ports
 * that are gone.
 */
export function updateNode(graph: GraphDocument, id: string, patch: Patch<GraphNode>): GraphDocument {
  const at = graph.nodes.findIndex((node) => node.id === id)
  const node = graph.nodes[at]
  if (node === undefined) return graph
  const isPossible = !Object.hasOwn(patch, 'parent') || canHold(graph, patch.parent, id)
  const changed = withPatch<GraphNode>(node, nodeFields, {
    ...patch,
    ...(isPossible ? {} : { parent: node.parent }),
    ...(Object.hasOwn(patch, 'name') ? { name: patch.name || id } : {}),
    ...(Object.hasOwn(patch, 'kind') ? { kind: patch.kind ?? 'service' } : {}),
  })
  const nodes = withItem(graph.nodes, at, changed)
  if (changed.kind !== node.kind) return mendStructure(withElements(graph, nodes))
  if (changed.ports === node.ports) return withElements(graph, nodes)
  return withElements(
    graph,
    nodes,
    mapItems(graph.edges, (edge) => letGoOfPorts(edge, changed)),
  )
}

/** Whether a node can stand in a group (or, undefined, in none) without a group being inside itself. */
function canHold(graph: GraphDocument, parent: string | undefined, id: string): boolean {
  if (parent === undefined) return true
  const byId = indexNodes(graph)
  return byId.get(parent)?.kind === 'group' && parent !== id && !ancestorsOf(byId, parent).includes(id)
}

/** Removes elements. A group takes its members with it, and a node its edges. */
export function removeElements(
  graph: GraphDocument,
  { nodes = [], edges = [] }: { readonly nodes?: Iterable<string>; readonly edges?: Iterable<string> },
): GraphDocument {
  const goneNodes = withMembers(graph, nodes)
  const goneEdges = new Set(edges)
  return withElements(
    graph,
    keepItems(graph.nodes, (node) => !goneNodes.has(node.id)),
    keepItems(
      graph.edges,
      (edge) => !goneEdges.has(edge.id) && !goneNodes.has(edge.source) && !goneNodes.has(edge.target),
    ),
  )
}
