import type { GraphDocument } from '../graph/document.ts'
import { parseGraphDocument } from '../graph/document.ts'
import type { TopologyEdge, TopologyNode, TopologySource, TopologyView } from '../topology/view.ts'

const seenAt = '2026-11-22T10:00:00.000Z'

/** A node that was seen just now, apart from what is said of it. */
export function foundNode(id: string, more: Partial<TopologyNode> = {}): TopologyNode {
  const [namespace, name] = id.includes('/') ? id.split('/') : [undefined, id]
  return {
    id,
    name: name ?? id,
    ...(namespace === undefined ? {} : { namespace }),
    state: 'live',
    provenance: [seenBy('traces')],
    ...more,
  }
}

/** An edge that was seen just now, from `a` to `b` when its id is `a→b`. */
export function foundEdge(id: string, more: Partial<TopologyEdge> = {}): TopologyEdge {
  const [source = '', target = ''] = id.split('→')
  return { id, source, target, state: 'live', provenance: [seenBy('traces')], ...more }
}

export function seenBy(source: string, state: 'live' | 'idle' | 'stale' | 'frozen' = 'live') {
  return { source, kind: 'observed', state, firstSeen: seenAt, lastSeen: seenAt } as const
}

export function healthySource(name: string, more: Partial<TopologySource> = {}): TopologySource {
  return {
    name,
    kind: 'prometheus',
    detail: 'service graph',
    state: 'ok',
    lastGoodAt: seenAt,
    warnings: [],
    caveats: [],
    nodes: 0,
    edges: 0,
    ...more,
  }
}

/** A view as it comes over the wire: records without a prototype. */
export function viewOf(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[] = [],
  sources: readonly TopologySource[] = [healthySource('traces')],
): TopologyView {
  return {
    nodes: record(nodes, ({ id }) => id),
    edges: record(edges, ({ id }) => id),
    sources: record(sources, ({ name }) => name),
    suggestions: [],
  }
}

export function readGraph(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

function record<Item>(items: readonly Item[], idOf: (item: Item) => string): Readonly<Record<string, Item>> {
  const result: Record<string, Item> = Object.create(null)
  for (const item of items) result[idOf(item)] = item
  return result
}
