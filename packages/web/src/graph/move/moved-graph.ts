import type { GraphDocument } from '@statusgraph/model'

export interface Position {
  readonly x: number
  readonly y: number
}

export type Moved = ReadonlyMap<string, Position>

/** The document with some nodes standing elsewhere. Nodes that someone deleted meanwhile are left out. */
export function moveNodes(graph: GraphDocument, moved: Moved): GraphDocument {
  if (moved.size === 0) return graph
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const position = moved.get(node.id)
      return position === undefined
        ? node
        : { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } }
    }),
  }
}
