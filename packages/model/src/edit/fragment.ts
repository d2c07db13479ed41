import type { DocumentFault, GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { graphLimits, parseGraphDocument } from '../graph/document.ts'
import { withField } from './fields.ts'
import { withMembers } from './tree.ts'

/** A piece of a graph on its way: to the clipboard, to another place, graph or tab. Plain data. */
export interface Fragment {
  readonly statusgraph: 'fragment'
  readonly version: 1
  /** The graph that it was copied from. */
  readonly graph: string
  readonly nodes: readonly GraphNode[]
  /** Edges between copied nodes. */
  readonly edges: readonly GraphEdge[]
  /** Edges that were copied with one end only: in the graph they came from, the other end is still there. */
  readonly looseEdges: readonly GraphEdge[]
}

export type ReadFragment =
  | { readonly ok: true; readonly fragment: Fragment }
  | { readonly ok: false; readonly reason: string }

/**
 * Copies elements, with the members of groups and every edge between what is copied. An edge that is named and has one
 * end elsewhere comes along for a paste into the same graph.
 */
export function copyElements(
  graph: GraphDocument,
  { nodes, edges = [] }: { readonly nodes: Iterable<string>; readonly edges?: Iterable<string> },
): Fragment {
  const copied = withMembers(graph, nodes)
  const named = new Set(edges)
  const endsOf = (edge: GraphEdge) => Number(copied.has(edge.source)) + Number(copied.has(edge.target))
  return {
    statusgraph: 'fragment',
    version: 1,
    graph: graph.id,
    nodes: graph.nodes
      .filter((node) => copied.has(node.id))
      .map((node) => (copied.has(node.parent ?? node.id) ? node : withField(node, 'parent', undefined))),
    edges: graph.edges.filter((edge) => endsOf(edge) === 2),
    looseEdges: graph.edges.filter((edge) => endsOf(edge) === 1 && named.has(edge.id)),
  }
}

/** As text for a clipboard. */
export function writeFragment(fragment: Fragment): string {
  return JSON.stringify(fragment)
}

/** Reads what `writeFragment` wrote. Any other text is refused with a reason that a person understands. */
export function readFragment(text: string): ReadFragment {
  if (text.length > graphLimits.bytes) return refuse('the clipboard holds more than 32 MiB')
  const value = parseJson(text)
  if (!isRecord(value) || value['statusgraph'] !== 'fragment') return refuse('the clipboard holds no part of a graph')
  if (value['version'] !== 1) return refuse('this part of a graph was copied from another version of Statusgraph')
  const { nodes, edges, looseEdges, graph } = value
  if (!Array.isArray(nodes) || !Array.isArray(edges) || !Array.isArray(looseEdges) || typeof graph !== 'string')
    return refuse('this part of a graph is damaged')
  if (nodes.length > graphLimits.nodes) return refuse(`more than ${graphLimits.nodes} nodes at once`)
  if (edges.length + looseEdges.length > graphLimits.edges)
    return refuse(`more than ${graphLimits.edges} edges at once`)
  if (hasHostileKey(value)) return refuse('this part of a graph has the key "__proto__", which no graph may have')
  const whole = parseGraphDocument({ version: 1, id: graph, nodes, edges })
  if (!whole.ok) return refuse(tellFault(whole.faults))
  const loose = parseLooseEdges(graph, whole.graph.nodes, looseEdges)
  if (!loose.ok) return refuse(tellFault(loose.faults))
  const fragment = { nodes: whole.graph.nodes, edges: whole.graph.edges, looseEdges: loose.graph.edges }
  return { ok: true, fragment: { statusgraph: 'fragment', version: 1, graph, ...fragment } }
}

/** To the schema of a whole graph the far ends of loose edges are nodes with just the ports that are needed. */
function parseLooseEdges(graph: string, nodes: readonly GraphNode[], edges: readonly unknown[]) {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const stubs = new Map<string, Set<string>>()
  for (const edge of edges) {
    if (!isRecord(edge)) continue
    for (const end of ['source', 'target'] as const) {
      const id = edge[end]
      const port = edge[`${end}Port`]
      if (typeof id !== 'string' || known.has(id)) continue
      const ports = stubs.get(id) ?? new Set()
      if (typeof port === 'string') ports.add(port)
      stubs.set(id, ports)
    }
  }
  const strangers = [...stubs].map(([id, ports]) => ({ id, ports: [...ports].map((port) => ({ id: port })) }))
  return parseGraphDocument({ version: 1, id: graph, nodes: [...nodes, ...strangers], edges })
}

function tellFault([fault]: readonly DocumentFault[]): string {
  const where = fault === undefined ? '' : ` at ${fault.path.join('.')}: ${fault.message}`
  return `this part of a graph is damaged${where}`
}

function refuse(reason: string): ReadFragment {
  return { ok: false, reason }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Whoever nests a hundred thousand lists must not find the end of the call stack.
function hasHostileKey(value: unknown): boolean {
  const waiting = [value]
  while (waiting.length > 0) {
    const one = waiting.pop()
    if (typeof one !== 'object' || one === null) continue
    if (Object.hasOwn(one, '__proto__')) return true
    for (const inner of Object.values(one)) waiting.push(inner)
  }
  return false
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
