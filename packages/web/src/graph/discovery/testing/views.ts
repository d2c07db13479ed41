import type { GraphDocument, Provenance, TopologyEdge, TopologyNode, TopologyView } from '@statusgraph/model'

const provenance: readonly Provenance[] = [
  {
    source: 'traces',
    kind: 'observed',
    state: 'live',
    firstSeen: '2026-11-22T12:00:00.000Z',
    lastSeen: '2026-11-22T12:05:00.000Z',
  },
]

/** A node that `traces` sees, unless it is said otherwise. */
export function seenNode(id: string, facts: Partial<TopologyNode> = {}): TopologyNode {
  const [namespace, name = id] = id.includes('/') ? id.split('/') : [undefined, id]
  return { id, name, ...(namespace === undefined ? {} : { namespace }), state: 'undeclared', provenance, ...facts }
}

export function seenEdge(source: string, target: string, facts: Partial<TopologyEdge> = {}): TopologyEdge {
  return { id: `${source}→${target}`, source, target, state: 'undeclared', provenance, ...facts }
}

export function viewOf(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[] = []): TopologyView {
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map((edge) => [edge.id, edge])),
    sources: {},
    suggestions: [],
  }
}

/** A graph of services with these ids, joined as said. */
export function drawing(
  ids: readonly string[],
  ends: readonly (readonly [string, string])[] = [],
  rest: Partial<GraphDocument> = {},
): GraphDocument {
  return {
    version: 1,
    id: 'shop',
    name: 'Shop',
    nodes: ids.map((id) => ({ id, name: id, kind: 'service' })),
    edges: ends.map(([source, target]) => ({
      id: `${source}->${target}`,
      source,
      target,
      sourcePort: null,
      targetPort: null,
    })),
    ...rest,
  }
}
