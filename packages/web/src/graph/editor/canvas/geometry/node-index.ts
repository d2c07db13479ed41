import { indexNodes } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'

const indexes = new WeakMap<GraphDocument, ReadonlyMap<string, GraphNode>>()

/** The nodes of a graph by id, made once for each document: a hand that moves asks for them in every frame. */
export function nodesById(graph: GraphDocument): ReadonlyMap<string, GraphNode> {
  let index = indexes.get(graph)
  if (index === undefined) {
    index = indexNodes(graph)
    indexes.set(graph, index)
  }
  return index
}
