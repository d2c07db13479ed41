import type { TopologyEdge, TopologyNode } from '@statusgraph/model'

/** Whether a picture of one node is drawn at the same place, as the same thing, with the same words. */
export function isSameNodeShape(a: TopologyNode, b: TopologyNode): boolean {
  return (
    a.name === b.name &&
    a.namespace === b.namespace &&
    a.cluster === b.cluster &&
    a.kind === b.kind &&
    a.drawn === b.drawn &&
    a.parent === b.parent &&
    a.position?.x === b.position?.x &&
    a.position?.y === b.position?.y &&
    isSameRecord(a.labels, b.labels)
  )
}

/** The same of an edge: its numbers and its state are no part of its shape. */
export function isSameEdgeShape(a: TopologyEdge, b: TopologyEdge): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.label === b.label &&
    a.protocol === b.protocol &&
    a.drawn === b.drawn &&
    a.undirected === b.undirected
  )
}

function isSameRecord(a: Readonly<Record<string, string>> = {}, b: Readonly<Record<string, string>> = {}): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
