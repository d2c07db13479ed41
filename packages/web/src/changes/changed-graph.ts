import type { ElementChange, GraphDifference, GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import { diffGraphs } from '@statusgraph/model'

/** What happened to an element between two revisions; a node that only stands elsewhere has moved. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved'

export interface ChangedGraph {
  /** The later revision, with what it removed still in it, so that both can be seen at once. */
  readonly graph: GraphDocument
  readonly nodes: ReadonlyMap<string, ChangeKind>
  readonly edges: ReadonlyMap<string, ChangeKind>
  readonly difference: GraphDifference
}

/** Lays two revisions over each other. */
export function overlayGraphs(before: GraphDocument, after: GraphDocument): ChangedGraph {
  const difference = diffGraphs(before, after)
  const nodes = new Map(difference.nodes.map((change) => [change.id, kindOf(change, hasOnlyMoved)]))
  const edges = new Map(difference.edges.map((change) => [change.id, kindOf(change, () => false)]))
  const lostNodes = difference.nodes.flatMap(({ before, after }) => (after === undefined && before ? [before] : []))
  const lostEdges = difference.edges.flatMap(({ before, after }) => (after === undefined && before ? [before] : []))
  const graph = {
    ...after,
    nodes: mendParents([...after.nodes, ...lostNodes]),
    edges: mendPorts([...after.edges, ...lostEdges], lostEdges, after),
  }
  return { graph, nodes, edges, difference }
}

function kindOf<Element>(
  { before, after }: ElementChange<Element>,
  isMove: (before: Element, after: Element) => boolean,
): ChangeKind {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return isMove(before, after) ? 'moved' : 'changed'
}

const placing: ReadonlySet<string> = new Set(['position', 'size'])

function hasOnlyMoved(before: GraphNode, after: GraphNode): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const old = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  return [...keys].every((key) => placing.has(key) || JSON.stringify(old.get(key)) === JSON.stringify(now.get(key)))
}

/** A removed node's group may have become something else since. */
function mendParents(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const groups = new Set(nodes.filter(({ kind }) => kind === 'group').map(({ id }) => id))
  return nodes.map((node) => {
    if (node.parent === undefined || groups.has(node.parent)) return node
    const { parent: _, ...rest } = node
    return rest
  })
}

/** A removed edge may have ended at a port that was removed with it. */
function mendPorts(
  edges: readonly GraphEdge[],
  lost: readonly GraphEdge[],
  after: GraphDocument,
): readonly GraphEdge[] {
  if (lost.length === 0) return edges
  const ports = new Map(after.nodes.map((node) => [node.id, new Set(node.ports?.map(({ id }) => id))]))
  const keep = (node: string, port: string | null): string | null =>
    port !== null && ports.has(node) && ports.get(node)?.has(port) !== true ? null : port
  return edges.map((edge) => {
    const sourcePort = keep(edge.source, edge.sourcePort)
    const targetPort = keep(edge.target, edge.targetPort)
    return sourcePort === edge.sourcePort && targetPort === edge.targetPort ? edge : { ...edge, sourcePort, targetPort }
  })
}
