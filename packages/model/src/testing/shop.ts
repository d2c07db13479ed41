import type { Conflict, Decision } from '../edit/conflict.ts'
import { decideConflict } from '../edit/decide.ts'
import { mergeGraphs } from '../edit/merge.ts'
import { addEdges } from '../edit/operations/edges.ts'
import { addNodes, removeElements, updateNode } from '../edit/operations/nodes.ts'
import type { GraphDocument } from '../graph/document.ts'
import { parseGraphDocument } from '../graph/document.ts'

export type Edit = (graph: GraphDocument) => GraphDocument

function read(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

/** Two groups, one of them with two members, a node that talks to one of those, a database behind. */
export const shop = read({
  nodes: [
    { id: 'pay', kind: 'group' },
    { id: 'team', kind: 'group' },
    { id: 'cart', parent: 'pay', ports: [{ id: 'grpc' }], services: ['a', 'b'], labels: { tier: '1' } },
    { id: 'till', parent: 'pay' },
    { id: 'web' },
    { id: 'db', kind: 'database' },
  ],
  edges: [
    { id: 'buy', source: 'web', target: 'cart', targetPort: 'grpc' },
    { id: 'store', source: 'cart', target: 'db' },
  ],
})

export function merge(mine: Edit, theirs: Edit) {
  const sources = { base: shop, mine: mine(shop), theirs: theirs(shop) }
  return { ...mergeGraphs(shop, sources.mine, sources.theirs), sources }
}

/** The merged graph after one decision for all. */
export function settle({ graph, conflicts, sources }: ReturnType<typeof merge>, decision: Decision): GraphDocument {
  return conflicts.reduce((at, conflict) => decideConflict(at, sources, conflict, decision), graph)
}

export const findNode = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id)
export const findEdge = (graph: GraphDocument, id: string) => graph.edges.find((edge) => edge.id === id)
export const idsOf = (graph: GraphDocument) => graph.nodes.map(({ id }) => id)
export const say = (conflict: Conflict) =>
  conflict.kind === 'field'
    ? `${conflict.element.kind === 'graph' ? 'graph' : conflict.element.id} ${conflict.field}`
    : `${conflict.element.kind === 'graph' ? 'graph' : conflict.element.id} deleted by ${conflict.deletedBy}: ${conflict.change}`

export const set =
  (id: string, patch: Parameters<typeof updateNode>[2]): Edit =>
  (graph) =>
    updateNode(graph, id, patch)
export const remove =
  (...nodes: string[]): Edit =>
  (graph) =>
    removeElements(graph, { nodes })
export const add =
  (id: string, more: object = {}): Edit =>
  (graph) =>
    addNodes(graph, [{ id, name: id, kind: 'service', ...more }])
export const tie =
  (id: string, source: string, target: string, targetPort: string | null = null): Edit =>
  (graph) =>
    addEdges(graph, [{ id, source, target, sourcePort: null, targetPort }])
export const both =
  (...edits: Edit[]): Edit =>
  (graph) =>
    edits.reduce((at, edit) => edit(at), graph)
