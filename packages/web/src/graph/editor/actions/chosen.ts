import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import type { Box } from '../../../map/index.ts'
import { countOf } from '../../../parts/count-words.ts'
import type { Editor } from '../editor.ts'

export { countOf } from '../../../parts/count-words.ts'

/** What is selected, as far as it is still in the document: undo and other people take things away. */
export interface Chosen {
  readonly graph: GraphDocument
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** The ids of the nodes. */
  readonly ids: readonly string[]
}

export function readChosen(editor: Editor): Chosen {
  const { graph } = editor.session.state()
  const { selection } = editor.ui.state()
  const nodes = selection.nodes.size === 0 ? [] : graph.nodes.filter(({ id }) => selection.nodes.has(id))
  const edges = selection.edges.size === 0 ? [] : graph.edges.filter(({ id }) => selection.edges.has(id))
  return { graph, nodes, edges, ids: nodes.map(({ id }) => id) }
}

/** What is asked of a selection before something can be done with it. */
export interface Wish {
  readonly nodes?: number
  /** Nodes or edges, whatever they are. */
  readonly elements?: number
  readonly edges?: number
}

/** Why the selection is not enough, in words; undefined: it is. */
export function missNodes(editor: Editor, { nodes = 0, edges = 0, elements = 0 }: Wish): string | undefined {
  const chosen = readChosen(editor)
  if (chosen.nodes.length < nodes) return nodes === 1 ? 'Select a node first.' : `Select at least ${nodes} nodes first.`
  if (chosen.edges.length < edges) return 'Select an edge first.'
  if (chosen.nodes.length + chosen.edges.length < elements) return 'Select something first.'
  return undefined
}

/** The selected nodes that are in no selected group: a group brings its members along anyway. */
export function outermostOf({ graph, nodes }: Pick<Chosen, 'graph' | 'nodes'>): readonly GraphNode[] {
  const ids = new Set(nodes.map(({ id }) => id))
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  return nodes.filter((node) => !ancestorsOf(byId, node).some((id) => ids.has(id)))
}

/** The groups around a node, innermost first. */
export function ancestorsOf(byId: ReadonlyMap<string, GraphNode>, node: GraphNode): readonly string[] {
  const found: string[] = []
  for (let up = node.parent; up !== undefined && !found.includes(up); up = byId.get(up)?.parent) found.push(up)
  return found
}

/** Where everything stands as drawn; empty while no picture is shown. */
export function boxesOf(editor: Editor): ReadonlyMap<string, Box> {
  return editor.map()?.boxes() ?? new Map<string, Box>()
}

/** The boxes of some nodes. */
export function boxesFor(editor: Editor, ids: readonly string[]): ReadonlyMap<string, Box> {
  const boxes = boxesOf(editor)
  return new Map(
    ids.flatMap((id) => {
      const box = boxes.get(id)
      return box === undefined ? [] : [[id, box] as const]
    }),
  )
}

/** `checkout`, `3 nodes`, `2 nodes and 1 edge`: what a sentence says of some elements. */
export function nameElements(nodes: readonly GraphNode[], edges: readonly GraphEdge[] = []): string {
  const [only] = nodes
  const parts: string[] = []
  if (only !== undefined) parts.push(nodes.length === 1 ? only.name : countOf(nodes.length, 'node'))
  if (edges.length > 0) parts.push(countOf(edges.length, 'edge'))
  return parts.join(' and ')
}
