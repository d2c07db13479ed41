import type { NodeKind, Provenance, TopologyEdge, TopologyNode, TopologyView } from '@statusgraph/model'
import { sayTraffic } from './say-traffic.ts'

/** An element in which drawing and reality differ, as a person reads it. */
export interface Find {
  /** `node:` or `edge:` and the id. */
  readonly key: string
  readonly element: FoundElement
  /** Shown: `cart`, `checkout → cart`. */
  readonly name: string
  /** Of the node, or of both ends of the edge. */
  readonly namespaces: readonly string[]
  readonly kind: NodeKind | 'edge'
  /** Most telling first. */
  readonly provenance: readonly Provenance[]
  /** Rates and the like, in words; empty when nobody measures it. */
  readonly traffic: string
  readonly ratePerSecond: number
}

export type FoundElement =
  | { readonly kind: 'node'; readonly node: TopologyNode }
  | { readonly kind: 'edge'; readonly edge: TopologyEdge }

/** In which ways a drawing and reality differ. */
export interface Drift {
  /** Somebody sees it, and the graph does not draw it. */
  readonly observed: readonly Find[]
  /** The graph draws it, and those who should see it do not. */
  readonly missing: readonly Find[]
}

/**
 * Everything in which a drawing and reality differ: nodes first, the busiest of each kind first.
 *
 * @param isAuto discovery draws by itself: there is nothing to add, and what people drew may still be gone
 */
export function listDrift(view: TopologyView, isAuto = false): Drift {
  const nodes = Object.values(view.nodes)
  const edges = Object.values(view.edges)
  const rates = sumRates(edges)
  const asNode = (node: TopologyNode): Find => describeNodeFind(node, rates.get(node.id) ?? 0)
  const asEdge = (edge: TopologyEdge): Find => describeEdgeFind(edge, view)
  const isObserved = (one: TopologyNode | TopologyEdge) => one.drawn !== true && one.provenance.length > 0
  const isMissing = (one: TopologyNode | TopologyEdge) => one.drawn === true && one.state === 'missing'
  const list = (isWanted: (one: TopologyNode | TopologyEdge) => boolean): readonly Find[] => [
    ...nodes.filter(isWanted).map(asNode).toSorted(byRate),
    ...edges.filter(isWanted).map(asEdge).toSorted(byRate),
  ]
  return { observed: isAuto ? [] : list(isObserved), missing: list(isMissing) }
}

/** The finds of some ids, in the order of the view: what is selected on the canvas and stands in no document. */
export function pickFinds(view: TopologyView, nodes: ReadonlySet<string>, edges: ReadonlySet<string>): readonly Find[] {
  if (nodes.size + edges.size === 0) return []
  const rates = sumRates(Object.values(view.edges))
  const ownNodes = [...nodes].flatMap((id) => (Object.hasOwn(view.nodes, id) ? (view.nodes[id] ?? []) : []))
  const ownEdges = [...edges].flatMap((id) => (Object.hasOwn(view.edges, id) ? (view.edges[id] ?? []) : []))
  return [
    ...ownNodes.filter(({ drawn }) => drawn !== true).map((node) => describeNodeFind(node, rates.get(node.id) ?? 0)),
    ...ownEdges.filter(({ drawn }) => drawn !== true).map((edge) => describeEdgeFind(edge, view)),
  ]
}

/** What a find is known by: names and values. */
export function describeFind({ element }: Find): readonly (readonly [string, string])[] {
  if (element.kind === 'edge') {
    const { source, target, protocol } = element.edge
    return [['From', source], ['To', target], ...(protocol === undefined ? [] : [['Protocol', protocol] as const])]
  }
  const { id, namespace, cluster } = element.node
  return [
    ['Id', id],
    ...(namespace === undefined ? [] : [['Namespace', namespace] as const]),
    ...(cluster === undefined ? [] : [['Cluster', cluster] as const]),
  ]
}

function describeNodeFind(node: TopologyNode, ratePerSecond: number): Find {
  return {
    key: `node:${node.id}`,
    element: { kind: 'node', node },
    name: node.name,
    namespaces: node.namespace === undefined ? [] : [node.namespace],
    kind: node.kind ?? 'service',
    provenance: node.provenance,
    traffic: ratePerSecond === 0 ? '' : sayTraffic({ layer: 'server', ratePerSecond }),
    ratePerSecond,
  }
}

function describeEdgeFind(edge: TopologyEdge, { nodes }: TopologyView): Find {
  const ends = [nodes[edge.source], nodes[edge.target]]
  const [from = edge.source, to = edge.target] = ends.map((node) => node?.name)
  return {
    key: `edge:${edge.id}`,
    element: { kind: 'edge', edge },
    name: edge.undirected === true ? `${from} – ${to}` : `${from} → ${to}`,
    namespaces: [...new Set(ends.flatMap((node) => node?.namespace ?? []))],
    kind: 'edge',
    provenance: edge.provenance,
    traffic: [edge.protocol ?? '', edge.traffic === undefined ? '' : sayTraffic(edge.traffic)]
      .filter((part) => part !== '')
      .join(' · '),
    ratePerSecond: edge.traffic?.ratePerSecond ?? 0,
  }
}

/** How much goes in and out of each node. */
function sumRates(edges: readonly TopologyEdge[]): ReadonlyMap<string, number> {
  const rates = new Map<string, number>()
  for (const { source, target, traffic } of edges) {
    for (const id of new Set([source, target])) rates.set(id, (rates.get(id) ?? 0) + (traffic?.ratePerSecond ?? 0))
  }
  return rates
}

function byRate(a: Find, b: Find): number {
  return b.ratePerSecond - a.ratePerSecond || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

/** What differs, in a sentence: `2 new nodes, 3 new edges, 1 drawn but not seen`; empty when nothing does. */
export function sayDrift({ observed, missing }: Drift): string {
  const nodes = observed.filter(({ kind }) => kind !== 'edge').length
  const edges = observed.length - nodes
  return [
    nodes === 0 ? '' : `${nodes.toLocaleString('en')} new ${nodes === 1 ? 'node' : 'nodes'}`,
    edges === 0 ? '' : `${edges.toLocaleString('en')} new ${edges === 1 ? 'edge' : 'edges'}`,
    missing.length === 0 ? '' : `${missing.length.toLocaleString('en')} drawn but not seen`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}
