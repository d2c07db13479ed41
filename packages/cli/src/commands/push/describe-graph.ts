import { canonicalId, servicesOf, topologyTextLimit, type GraphDocument, type GraphNode } from '@statusgraph/model'
import type { PushedEdge, PushedNode } from '@statusgraph/protocol'
import { count } from '../../format-diagnostic.ts'
import type { PushedItem } from './read-pushed.ts'

const mostLabels = 50

/**
 * A drawing as what a source would say of the same system: nodes by their services, edges by their ends. Groups are
 * drawn and not discovered; one that has edges of its own is a node.
 */
export function describeGraph(
  graph: GraphDocument,
  name: string,
  notes: readonly string[],
): { readonly nodes: readonly PushedItem[]; readonly edges: readonly PushedItem[]; readonly notes: readonly string[] } {
  const ends = new Set(graph.edges.flatMap(({ source, target }) => [source, target]))
  const shown = graph.nodes.filter(({ id, kind }) => kind !== 'group' || ends.has(id))
  const ids = nameNodes(shown)
  const nodes = shown.map((node) => {
    const pushed = describeNode(node, ids.get(node.id) ?? node.id)
    return { data: pushed, place: `${name}: node ${node.id}` }
  })
  const edges = graph.edges.map(({ id, source, target, label }) => {
    const pushed: PushedEdge = {
      source: ids.get(source) ?? source,
      target: ids.get(target) ?? target,
      ...(label === undefined || label === '' ? {} : { label: shorten(label) }),
    }
    return { data: pushed, place: `${name}: edge ${id}` }
  })
  const hidden = graph.nodes.length - shown.length
  return {
    nodes,
    edges,
    notes:
      hidden === 0 ? notes : [...notes, `${name}: ${count(hidden, 'group')} ${hidden === 1 ? 'is' : 'are'} not pushed`],
  }
}

/** By what alerts and traces would call them; of several that are called the same, the later ones keep their own id. */
function nameNodes(nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const ids = new Map<string, string>()
  for (const node of nodes) {
    const [service = node.name] = servicesOf(node)
    const wanted = canonicalId({ namespace: node.namespace, name: service })
    const id = taken.has(wanted) ? canonicalId({ namespace: node.namespace, name: node.id }) : wanted
    taken.add(id)
    ids.set(node.id, id)
  }
  return ids
}

function describeNode({ name, namespace, kind, labels }: GraphNode, id: string): PushedNode {
  const entries = Object.entries(labels ?? {}).slice(0, mostLabels)
  return {
    id,
    name: shorten(name),
    ...(namespace === undefined || namespace === '' ? {} : { namespace: shorten(namespace) }),
    ...(kind === 'group' ? {} : { kind }),
    ...(entries.length === 0
      ? {}
      : { labels: Object.fromEntries(entries.map(([key, value]) => [shorten(key), shorten(value)])) }),
  }
}

function shorten(text: string): string {
  return text.slice(0, topologyTextLimit).toWellFormed()
}
