import type { GraphDocument, GraphEdge, GraphNode, TopologyRules } from '@statusgraph/model'
import { Document, isMap, isSeq } from 'yaml'
import type { Node } from 'yaml'

/** Values that read best on one line, whatever is around them. */
const onOneLine: ReadonlySet<string> = new Set(['position', 'size', 'origin', 'services', 'tags'])
const lineWidth = 110

/**
 * A graph as a person would write it: the same order of keys everywhere, and nothing that is as it would be anyway.
 * Reading it again gives the same graph.
 */
export function plainGraph(graph: GraphDocument): Readonly<Record<string, unknown>> {
  return keep({
    version: graph.version,
    id: graph.id,
    name: graph.name === graph.id ? undefined : graph.name,
    description: graph.description,
    tags: graph.tags,
    origin: graph.origin,
    dynamic: graph.dynamic,
    nodes: graph.nodes.map(plainNode),
    edges: graph.edges.map(plainEdge),
    rules: graph.rules && plainRules(graph.rules),
    // Nobody reads it, so it stands behind everything.
    imported: graph.imported,
  } satisfies Record<keyof GraphDocument, unknown>)
}

/**
 * Writes a graph as YAML or JSON.
 *
 * @example
 * writeGraphText(graph, 'yaml') // version: 1\nid: shop\nnodes:\n  - id: cart …
 */
export function writeGraphText(graph: GraphDocument, format: 'yaml' | 'json'): string {
  const plain = plainGraph(graph)
  if (format === 'json') return `${JSON.stringify(plain, null, 2)}\n`
  const document = new Document(plain, { aliasDuplicateObjects: false })
  for (const name of ['nodes', 'edges']) {
    const list = document.get(name)
    if (!isSeq<Node>(list)) continue
    for (const item of list.items) layOut(item, name === 'edges')
  }
  for (const name of onOneLine) flow(document.get(name))
  layOutRules(document.get('rules'))
  return document.toString({ lineWidth, flowCollectionPadding: false })
}

/** An element stands on one line as long as all of it is short; else its small values do. */
function layOut(item: Node, isEdge: boolean): void {
  if (!isMap(item)) return
  if (isEdge && !item.has('description')) item.flow = true
  for (const pair of item.items) {
    const key = String(pair.key)
    if (onOneLine.has(key)) flow(pair.value)
    if ((key === 'ports' || key === 'links') && isSeq(pair.value)) for (const entry of pair.value.items) flow(entry)
  }
}

/** Each rule stands on one line. */
function layOutRules(rules: unknown): void {
  if (!isMap(rules)) return
  flow(rules.get('sources', true))
  for (const name of ['aliases', 'ignore'] as const) {
    const list = rules.get(name)
    if (isSeq(list)) for (const entry of list.items) flow(entry)
  }
  const pins = rules.get('pins')
  if (isMap(pins)) for (const { value } of pins.items) flow(value)
}

function flow(value: unknown): void {
  if (isMap(value) || isSeq(value)) value.flow = true
}

function plainNode(node: GraphNode): unknown {
  return keep({
    id: node.id,
    name: node.name === node.id ? undefined : node.name,
    kind: node.kind === 'service' ? undefined : node.kind,
    services: node.services,
    namespace: node.namespace,
    parent: node.parent,
    description: node.description,
    icon: node.icon,
    position: node.position,
    size: node.size,
    pinned: node.pinned,
    collapsed: node.collapsed,
    labels: node.labels,
    ports: node.ports,
    links: node.links,
  } satisfies Record<keyof GraphNode, unknown>)
}

function plainRules(rules: TopologyRules): unknown {
  return keep({
    sources: rules.sources,
    aliases: rules.aliases,
    ignore: rules.ignore,
    kinds: rules.kinds,
    pins: rules.pins,
  } satisfies Record<keyof TopologyRules, unknown>)
}

function plainEdge(edge: GraphEdge): unknown {
  return keep({
    id: edge.id,
    source: edge.source,
    sourcePort: edge.sourcePort ?? undefined,
    target: edge.target,
    targetPort: edge.targetPort ?? undefined,
    label: edge.label,
    description: edge.description,
    kind: edge.kind,
  } satisfies Record<keyof GraphEdge, unknown>)
}

function keep(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
