import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import type { DeletionConflict } from './conflict.ts'
import { describeChangeOf } from './describe.ts'
import type { ElementChange } from './difference.ts'
import { isEqual } from './equal.ts'
import { endOf } from './merge-elements.ts'

/** A graph with its elements by id. */
export interface IndexedGraph {
  readonly graph: GraphDocument
  readonly nodes: ReadonlyMap<string, GraphNode>
  readonly edges: ReadonlyMap<string, GraphEdge>
}

export function indexGraph(graph: GraphDocument): IndexedGraph {
  return {
    graph,
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    edges: new Map(graph.edges.map((edge) => [edge.id, edge])),
  }
}

/** What becomes of everything that one side deleted and the other kept. */
export interface Deletions {
  /** Nodes and edges that go, because nobody else touched them. */
  readonly gone: { readonly nodes: ReadonlySet<string>; readonly edges: ReadonlySet<string> }
  readonly conflicts: readonly DeletionConflict[]
}

/**
 * Finds out which deletions of one side the other side has something against. Deleting a group with its members, or a
 * node with its edges, was one act: it is asked about once, at its outermost node, and goes or stays as a whole.
 */
export function findDeletions(
  base: IndexedGraph,
  deleter: IndexedGraph,
  keeper: IndexedGraph,
  deletedBy: 'me' | 'them',
): Deletions {
  const deleted = new Set([...base.nodes.keys()].filter((id) => keeper.nodes.has(id) && !deleter.nodes.has(id)))
  const rootOf = findRoots(deleted, keeper)
  const evidence = new Map<string, Evidence>()
  const evidenceFor = (root: string): Evidence => {
    const known = evidence.get(root) ?? { nodes: [], edges: [] }
    evidence.set(root, known)
    return known
  }
  for (const change of findNodeEvidence(base, keeper, deleted)) {
    const root = rootOf.get(change.root)
    if (root !== undefined) evidenceFor(root).nodes.push(change.change)
  }
  for (const change of findEdgeEvidence(base, deleter, keeper, deleted)) {
    for (const root of new Set(change.ends.map((end) => rootOf.get(end))))
      if (root !== undefined) evidenceFor(root).edges.push(change.change)
  }
  const goneNodes = new Set([...deleted].filter((id) => !evidence.has(rootOf.get(id) ?? id)))
  const edges = judgeEdges({ base, deleter, keeper, deleted, goneNodes, deletedBy })
  const conflicts = [...evidence].map(([id, found]): DeletionConflict => {
    return { kind: 'deletion', element: { kind: 'node', id }, deletedBy, change: describeChangeOf(found, id) }
  })
  return { gone: { nodes: goneNodes, edges: edges.gone }, conflicts: [...conflicts, ...edges.conflicts] }
}

/** What speaks against a deletion, which is a difference in itself. */
interface Evidence {
  readonly nodes: ElementChange<GraphNode>[]
  readonly edges: ElementChange<GraphEdge>[]
}

/** The outermost deleted node around each deleted node, as the side that kept them nests them. */
function findRoots(deleted: ReadonlySet<string>, keeper: IndexedGraph): ReadonlyMap<string, string> {
  const roots = new Map<string, string>()
  for (const id of deleted) {
    const path: string[] = []
    let at = id
    for (;;) {
      const known = roots.get(at)
      if (known !== undefined) {
        at = known
        break
      }
      path.push(at)
      const parent = keeper.nodes.get(at)?.parent
      if (parent === undefined || !deleted.has(parent)) break
      at = parent
    }
    for (const passed of path) roots.set(passed, at)
  }
  return roots
}

/** Deleted nodes that the other side changed, and nodes that it put into deleted groups. */
function* findNodeEvidence(base: IndexedGraph, keeper: IndexedGraph, deleted: ReadonlySet<string>) {
  for (const node of keeper.graph.nodes) {
    const old = base.nodes.get(node.id)
    const isDeleted = deleted.has(node.id)
    const isPutIn = node.parent !== undefined && deleted.has(node.parent) && old?.parent !== node.parent
    const isChanged = isDeleted && !isEqual(old, node)
    if (!isChanged && !isPutIn) continue
    yield { root: isDeleted ? node.id : (node.parent ?? node.id), change: changeOf(old, node) }
  }
}

/** Edges that the other side tied to deleted nodes, or changed where they were tied. */
function* findEdgeEvidence(
  base: IndexedGraph,
  deleter: IndexedGraph,
  keeper: IndexedGraph,
  deleted: ReadonlySet<string>,
) {
  if (deleted.size === 0) return
  for (const edge of keeper.graph.edges) {
    if (!deleted.has(edge.source) && !deleted.has(edge.target)) continue
    const old = base.edges.get(edge.id)
    const isLost = !deleter.edges.has(edge.id) && !isEqual(old, edge)
    const ends = (['source', 'target'] as const).filter(
      (end) => deleted.has(edge[end]) && (isLost || old === undefined || !isEqual(endOf(old, end), endOf(edge, end))),
    )
    if (ends.length > 0) yield { ends: ends.map((end) => edge[end]), change: changeOf(old, edge) }
  }
}

interface EdgeQuestion {
  readonly base: IndexedGraph
  readonly deleter: IndexedGraph
  readonly keeper: IndexedGraph
  readonly deleted: ReadonlySet<string>
  readonly goneNodes: ReadonlySet<string>
  readonly deletedBy: 'me' | 'them'
}

function judgeEdges({ base, deleter, keeper, deleted, goneNodes, deletedBy }: EdgeQuestion): {
  readonly gone: ReadonlySet<string>
  readonly conflicts: readonly DeletionConflict[]
} {
  const gone = new Set<string>()
  const conflicts: DeletionConflict[] = []
  for (const [id, old] of base.edges) {
    const kept = keeper.edges.get(id)
    if (kept === undefined || deleter.edges.has(id)) continue
    const isAtDeleted = deleted.has(kept.source) || deleted.has(kept.target)
    const isLoose = goneNodes.has(kept.source) || goneNodes.has(kept.target)
    // With a node that stays until somebody decides, its edges stay.
    if (isAtDeleted && !isLoose) continue
    if (isLoose || isEqual(old, kept)) {
      gone.add(id)
      continue
    }
    // Whoever deleted only the node that the edge ended at has nothing against the edge ending elsewhere.
    if (deleted.has(old.source) || deleted.has(old.target)) continue
    const change = describeChangeOf({ nodes: [], edges: [changeOf(old, kept)] }, id)
    conflicts.push({ kind: 'deletion', element: { kind: 'edge', id }, deletedBy, change })
  }
  return { gone, conflicts }
}

function changeOf<Element extends { readonly id: string }>(
  before: Element | undefined,
  after: Element,
): ElementChange<Element> {
  return { id: after.id, ...(before === undefined ? {} : { before }), after }
}
