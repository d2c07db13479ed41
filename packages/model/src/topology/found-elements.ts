import { guessKind } from '../edit/guess-kind.ts'
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { servicesOf } from '../graph/document.ts'
import { serviceKey } from '../status/match.ts'
import type { TopologyEdge, TopologyNode, TopologyView } from './view.ts'

/** The group that discovered nodes of one namespace stand in; undefined: the node has no namespace. */
export function namespaceGroupOf(node: TopologyNode): GraphNode | undefined {
  const { namespace, cluster } = node
  if (namespace === undefined) return undefined
  const place = cluster === undefined ? namespace : `${cluster}/${namespace}`
  return { id: `ns:${place}`.slice(0, 200), name: namespace, kind: 'group' }
}

/** Makes nodes of a graph out of what was discovered. */
export type NodeMaker = (found: TopologyNode) => GraphNode

/**
 * How discovered nodes are drawn in a graph: with the kind and the place that its rules give them, and bound to the
 * services that they are surely meant by.
 */
export function nodeMakerOf(graph: GraphDocument, view: TopologyView): NodeMaker {
  const isAmbiguous = findAmbiguousNames(graph, view)
  const { kinds = {}, pins = {} } = graph.rules ?? {}
  return (found) => {
    const pin = Object.hasOwn(pins, found.id) ? pins[found.id] : undefined
    const position = pin ?? found.position
    const kind = Object.hasOwn(kinds, found.id) ? kinds[found.id] : found.kind
    return {
      id: found.id,
      name: found.name,
      kind: kind ?? guessKind(found.name),
      services: isAmbiguous(found.name) ? [found.id] : [...new Set([found.name, found.id])],
      ...(found.namespace === undefined ? {} : { namespace: found.namespace }),
      ...(position === undefined ? {} : { position: { x: position.x, y: position.y } }),
      ...(pin === undefined ? {} : { pinned: true }),
    }
  }
}

/** A name that several nodes go by binds none of them: the life of one would speak for the other. */
function findAmbiguousNames(graph: GraphDocument, view: TopologyView): (name: string) => boolean {
  const claims = new Map<string, number>()
  const claim = (name: string): void => {
    const key = serviceKey(name)
    claims.set(key, (claims.get(key) ?? 0) + 1)
  }
  for (const node of graph.nodes) if (node.kind !== 'group') for (const service of servicesOf(node)) claim(service)
  for (const node of Object.values(view.nodes)) if (node.drawn !== true) claim(node.name)
  return (name) => (claims.get(serviceKey(name)) ?? 0) > 1
}

/** How a discovered edge is drawn. Its numbers are no part of it: they change all the time. */
export function drawFoundEdge(found: TopologyEdge): GraphEdge {
  const label = found.label ?? found.protocol
  return {
    id: found.id,
    source: found.source,
    target: found.target,
    sourcePort: null,
    targetPort: null,
    ...(label === undefined ? {} : { label }),
  }
}
