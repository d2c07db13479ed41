import { isEqual } from '../edit/equal.ts'
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { drawFoundEdge, namespaceGroupOf, nodeMakerOf } from './found-elements.ts'
import type { TopologyView } from './view.ts'

interface Drawing {
  readonly view: TopologyView
  readonly graph: GraphDocument
}

/** The last drawing of each graph: what did not change stays the same object, so nobody paints or judges it again. */
const drawings = new WeakMap<GraphDocument, Drawing>()

/**
 * What is drawn of a graph in which discovery draws: everything that people drew, untouched, and behind it what was
 * discovered, in groups by namespace. A graph whose mode is not `auto` is drawn as it is.
 *
 * The very same graph comes back for the same input, and for a view in which only states and numbers changed.
 *
 * @example drawTopology({ ...graph, dynamic: 'auto' }, view).nodes.length // drawn and discovered ones
 */
export function drawTopology(graph: GraphDocument, view: TopologyView): GraphDocument {
  if (graph.dynamic !== 'auto') return graph
  const last = drawings.get(graph)
  if (last?.view === view) return last.graph
  const drawn = drawAnew(graph, view, last?.graph)
  drawings.set(graph, { view, graph: drawn })
  return drawn
}

function drawAnew(graph: GraphDocument, view: TopologyView, last: GraphDocument | undefined): GraphDocument {
  const nodes = drawNodes(graph, view)
  const edges = drawEdges(graph, view, new Set(nodes.keys()))
  if (nodes.size === graph.nodes.length && edges.size === graph.edges.length) return graph
  const drawn = { nodes: reuse([...nodes.values()], last?.nodes), edges: reuse([...edges.values()], last?.edges) }
  return last !== undefined && drawn.nodes === last.nodes && drawn.edges === last.edges ? last : { ...graph, ...drawn }
}

function drawNodes(graph: GraphDocument, view: TopologyView): ReadonlyMap<string, GraphNode> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const makeNode = nodeMakerOf(graph, view)
  const found = Object.values(view.nodes).filter((node) => node.drawn !== true && !nodes.has(node.id))
  for (const node of found) {
    const group = namespaceGroupOf(node)
    if (node.parent === undefined && group !== undefined && !nodes.has(group.id)) nodes.set(group.id, group)
  }
  for (const node of found) {
    const parent = node.parent ?? namespaceGroupOf(node)?.id
    const isHoused = parent !== undefined && parent !== node.id && nodes.get(parent)?.kind === 'group'
    nodes.set(node.id, { ...makeNode(node), ...(isHoused ? { parent } : {}) })
  }
  return nodes
}

function drawEdges(
  graph: GraphDocument,
  view: TopologyView,
  nodes: ReadonlySet<string>,
): ReadonlyMap<string, GraphEdge> {
  const edges = new Map(graph.edges.map((edge) => [edge.id, edge]))
  for (const edge of Object.values(view.edges)) {
    if (edge.drawn === true || edges.has(edge.id) || !nodes.has(edge.source) || !nodes.has(edge.target)) continue
    edges.set(edge.id, drawFoundEdge(edge))
  }
  return edges
}

/** The list with the objects of the last one wherever they are equal; that list itself when all are. */
function reuse<Element extends { readonly id: string }>(
  list: readonly Element[],
  last: readonly Element[] | undefined,
): readonly Element[] {
  if (last === undefined) return list
  const known = new Map(last.map((element) => [element.id, element]))
  const shared = list.map((element) => {
    const twin = known.get(element.id)
    return twin !== undefined && isEqual(twin, element) ? twin : element
  })
  const isSame = shared.length === last.length && shared.every((element, at) => element === last[at])
  return isSame ? last : shared
}
