import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { graphLimits } from '../graph/document.ts'
import { toPosition } from './box.ts'
import { withElements, withField } from './fields.ts'
import type { Fragment } from './fragment.ts'
import { mendStructure } from './mend.ts'
import { indexNodes } from './tree.ts'

export interface PasteOptions {
  readonly dx: number
  readonly dy: number
  /** An id that no element has, made from a readable stem. */
  readonly newId: (stem: string) => string
  /** The group that the outermost nodes are put into. */
  readonly parent?: string | undefined
}

export interface Pasted {
  readonly graph: GraphDocument
  /** The new ids, in the order of the fragment. */
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
}

/**
 * Puts a fragment into a graph, as new elements with new ids. Edges and parents inside the fragment stay; edges that
 * were copied with one end only are joined when the graph is the one they came from. Nothing is pasted (no ids come
 * back) when the graph would have more elements than a graph may have.
 */
export function pasteFragment(graph: GraphDocument, fragment: Fragment, options: PasteOptions): Pasted {
  const present = indexNodes(graph)
  const loose = fragment.graph === graph.id ? fragment.looseEdges : []
  const joined = loose.filter(({ source, target }) => [source, target].some((end) => present.has(end)))
  const edgeCount = graph.edges.length + fragment.edges.length + joined.length
  if (graph.nodes.length + fragment.nodes.length > graphLimits.nodes || edgeCount > graphLimits.edges)
    return { graph, nodes: [], edges: [] }

  const nodeIds = nameAfresh(fragment.nodes, present, ({ name }) => name, options.newId)
  const nodes = fragment.nodes.map((node) => pasteNode(node, nodeIds, options))
  const taken = new Set(graph.edges.map(({ id }) => id))
  const drafts = [...fragment.edges, ...joined]
  const edgeIds = nameAfresh(drafts, taken, () => 'edge', options.newId)
  const edges = drafts.map((edge) => pasteEdge(edge, nodeIds, edgeIds))
  const pasted = mendStructure(withElements(graph, [...graph.nodes, ...nodes], [...graph.edges, ...edges]))
  return {
    graph: pasted,
    nodes: nodes.map(({ id }) => id),
    edges: pasted.edges.slice(graph.edges.length).map(({ id }) => id),
  }
}

function pasteNode(node: GraphNode, ids: ReadonlyMap<string, string>, { dx, dy, parent }: PasteOptions): GraphNode {
  const inside = node.parent === undefined ? undefined : ids.get(node.parent)
  const moved = node.position && toPosition({ x: node.position.x + dx, y: node.position.y + dy })
  const renamed = withField(node, 'id', ids.get(node.id) ?? node.id)
  return withField(withField(renamed, 'parent', inside ?? parent), 'position', moved ?? node.position)
}

function pasteEdge(
  edge: GraphEdge,
  nodeIds: ReadonlyMap<string, string>,
  edgeIds: ReadonlyMap<string, string>,
): GraphEdge {
  const source = nodeIds.get(edge.source) ?? edge.source
  const target = nodeIds.get(edge.target) ?? edge.target
  return { ...edge, id: edgeIds.get(edge.id) ?? edge.id, source, target }
}

/** New ids by old ones; whatever the maker of ids says, none is taken and none is too long. */
function nameAfresh<Element extends { readonly id: string }>(
  elements: readonly Element[],
  present: { readonly has: (id: string) => boolean },
  stemOf: (element: Element) => string,
  newId: (stem: string) => string,
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const used = new Set<string>()
  for (const element of elements) {
    const wanted = newId(stemOf(element)).slice(0, 190) || 'copy'
    let id = wanted
    for (let n = 2; present.has(id) || used.has(id); n++) id = `${wanted}#${n}`
    used.add(id)
    ids.set(element.id, id)
  }
  return ids
}
