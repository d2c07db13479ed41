import { findCycles } from '../graph/cycles.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import { listLimits } from '../graph/document.ts'
import { mapItems, withElements, withField } from './fields.ts'
import { hasPort } from './mend.ts'
import type { IndexedGraph } from './merge-deletions.ts'
import type { FieldPath, Versions } from './merge-values.ts'
import { weave } from './order.ts'
import { indexNodes } from './tree.ts'

/** The two sides of a merge and what they began with. */
export interface Sides {
  readonly base: IndexedGraph
  readonly mine: IndexedGraph
  readonly theirs: IndexedGraph
}

/** Hears of every field of a node over which both sides fell out. */
export type OnNodeClash = (id: string, path: FieldPath, versions: Versions<unknown>) => void

/**
 * Mends what is good on either side and bad together: a group that one side made something else while the other put
 * members into it, groups put into one another, and edges tied to a port that was taken away.
 */
export function mendMerged(graph: GraphDocument, sides: Sides, onClash: OnNodeClash): GraphDocument {
  return keepPorts(openRings(keepGroups(graph, sides, onClash), sides, onClash), sides, onClash)
}

function keepGroups(graph: GraphDocument, sides: Sides, onClash: OnNodeClash): GraphDocument {
  const holders = new Set(graph.nodes.map((node) => node.parent))
  const nodes = mapItems(graph.nodes, (node) => {
    if (node.kind === 'group' || !holders.has(node.id)) return node
    onClash(
      node.id,
      ['kind'],
      versionsOf(sides, node.id, (one) => one?.kind),
    )
    return withField(node, 'kind', 'group')
  })
  return withElements(graph, nodes)
}

function openRings(graph: GraphDocument, sides: Sides, onClash: OnNodeClash): GraphDocument {
  const cycles = findCycles(graph.nodes, indexNodes(graph))
  if (cycles.length === 0) return graph
  const ring = new Set(cycles.flat())
  const nodes = mapItems(graph.nodes, (node) => {
    const theirs = sides.theirs.nodes.get(node.id)
    if (!ring.has(node.id) || theirs === undefined || theirs.parent === node.parent) return node
    onClash(
      node.id,
      ['parent'],
      versionsOf(sides, node.id, (one) => one?.parent),
    )
    return withField(node, 'parent', theirs.parent)
  })
  // Their parents may close another ring with mine of somebody else; every round gives more of them way to theirs.
  return nodes === graph.nodes ? graph : openRings(withElements(graph, nodes), sides, onClash)
}

function keepPorts(graph: GraphDocument, sides: Sides, onClash: OnNodeClash): GraphDocument {
  const byId = indexNodes(graph)
  const missing = new Map<string, Set<string>>()
  for (const edge of graph.edges) {
    for (const [id, port] of [
      [edge.source, edge.sourcePort],
      [edge.target, edge.targetPort],
    ] as const) {
      if (port === null || hasPort(byId.get(id), port)) continue
      missing.set(id, (missing.get(id) ?? new Set()).add(port))
    }
  }
  if (missing.size === 0) return graph
  const nodes = mapItems(graph.nodes, (node) => {
    const ports = missing.get(node.id)
    return ports === undefined ? node : bringPortsBack(node, ports, sides, onClash)
  })
  return withElements(graph, nodes)
}

function bringPortsBack(node: GraphNode, ids: ReadonlySet<string>, sides: Sides, onClash: OnNodeClash): GraphNode {
  const ports = new Map(node.ports?.map((port) => [port.id, port]))
  const sources = [sides.mine.nodes.get(node.id)?.ports ?? [], sides.theirs.nodes.get(node.id)?.ports ?? []]
  let order: readonly string[] = [...ports.keys()]
  for (const source of sources) {
    const lost = source.filter(({ id }) => ids.has(id) && !ports.has(id))
    if (lost.length === 0 || ports.size + lost.length > listLimits.ports) continue
    for (const port of lost) {
      ports.set(port.id, port)
      const find = (one: GraphNode | undefined) => one?.ports?.find(({ id }) => id === port.id)
      onClash(node.id, ['ports', port.id], versionsOf(sides, node.id, find))
    }
    order = weave(
      order,
      source.flatMap(({ id }) => (ports.has(id) ? [id] : [])),
    )
  }
  return withField(
    node,
    'ports',
    order.flatMap((id) => ports.get(id) ?? []),
  )
}

function versionsOf(
  { base, mine, theirs }: Sides,
  id: string,
  read: (node: GraphNode | undefined) => unknown,
): Versions<unknown> {
  return { base: read(base.nodes.get(id)), mine: read(mine.nodes.get(id)), theirs: read(theirs.nodes.get(id)) }
}
