import type { Labels } from '../evidence.ts'
import type { GraphDocument } from '../graph/document.ts'
import { servicesOf } from '../graph/document.ts'
import type { TopologyMapping } from '../mapping.ts'
import { ownText, serviceKey } from '../status/match.ts'
import { valueOfTypedName } from './identity.ts'
import type { TopologyView } from './view.ts'

type LabelPairs = TopologyMapping['edgeLabels']

/** An edge that the labels of an alert name, and the pair of labels that names it. */
export interface NamedEdge {
  readonly edge: string
  readonly pair: LabelPairs[number]
}

interface EdgeNames {
  readonly view: TopologyView | undefined
  readonly pairs: LabelPairs
  /** Ids of nodes, by what they are called. */
  readonly nodes: ReadonlyMap<string, ReadonlySet<string>>
  /** Ids of edges, by source and then target. */
  readonly between: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  /** Edges that bring labels of their own, by the values of a pair of labels. */
  readonly labelled: ReadonlyMap<string, readonly string[]>
}

const indexes = new WeakMap<GraphDocument, EdgeNames>()

/**
 * The edges of a graph that the labels of an alert name: those with a pair of labels of which one names the source and
 * the other the target, as `{client: "cart", server: "db"}` does.
 */
export function findNamedEdges(
  graph: GraphDocument,
  view: TopologyView | undefined,
  labels: Labels,
  pairs: LabelPairs,
): readonly NamedEdge[] {
  const found = new Map<string, NamedEdge>()
  for (const pair of pairs) {
    const source = ownText(labels, pair.source)
    const target = ownText(labels, pair.target)
    if (!source || !target) continue
    for (const edge of findEdges(indexFor(graph, view, pairs), pair, source, target))
      if (!found.has(edge)) found.set(edge, { edge, pair })
  }
  return [...found.values()]
}

function* findEdges(
  { nodes, between, labelled }: EdgeNames,
  pair: LabelPairs[number],
  source: string,
  target: string,
): Iterable<string> {
  yield* labelled.get(labelKey(pair, source, target)) ?? []
  const targets = nodes.get(serviceKey(target))
  if (targets === undefined) return
  for (const from of nodes.get(serviceKey(source)) ?? [])
    for (const [to, edges] of between.get(from) ?? []) if (targets.has(to)) yield* edges
}

function indexFor(graph: GraphDocument, view: TopologyView | undefined, pairs: LabelPairs): EdgeNames {
  const known = indexes.get(graph)
  if (known !== undefined && known.view === view && known.pairs === pairs) return known
  const index = { view, pairs, nodes: indexNames(graph, view), ...indexEdges(graph, view, pairs) }
  indexes.set(graph, index)
  return index
}

function indexNames(graph: GraphDocument, view: TopologyView | undefined): EdgeNames['nodes'] {
  const nodes = new Map<string, Set<string>>()
  const call = (id: string, name: string): void => {
    const key = serviceKey(name)
    const known = nodes.get(key)
    if (known === undefined) nodes.set(key, new Set([id]))
    else known.add(id)
  }
  for (const node of graph.nodes) {
    for (const name of [node.id, node.name, ...(node.kind === 'group' ? (node.services ?? []) : servicesOf(node))])
      call(node.id, name)
    const found = view !== undefined && Object.hasOwn(view.nodes, node.id) ? view.nodes[node.id] : undefined
    for (const typed of found?.ids ?? []) call(node.id, valueOfTypedName(typed))
  }
  return nodes
}

function indexEdges(
  graph: GraphDocument,
  view: TopologyView | undefined,
  pairs: LabelPairs,
): Pick<EdgeNames, 'between' | 'labelled'> {
  const between = new Map<string, Map<string, string[]>>()
  const labelled = new Map<string, string[]>()
  for (const { id, source, target } of graph.edges) {
    const targets = between.get(source) ?? new Map<string, string[]>()
    between.set(source, targets)
    append(targets, target, id)
    const labels = view !== undefined && Object.hasOwn(view.edges, id) ? view.edges[id]?.labels : undefined
    if (labels === undefined) continue
    for (const pair of pairs) {
      const from = ownText(labels, pair.source)
      const to = ownText(labels, pair.target)
      if (from && to) append(labelled, labelKey(pair, from, to), id)
    }
  }
  return { between, labelled }
}

function labelKey(pair: LabelPairs[number], source: string, target: string): string {
  return JSON.stringify([pair.source, source, pair.target, target])
}

function append(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [id])
  else list.push(id)
}
