import type { GraphDocument } from '@statusgraph/model'

/** More cards than this are no picture any more: what was discovered then stands folded by namespace. */
export const readableNodes = 150

/** Whether a graph has more nodes than anybody reads at once. */
export function isTooMuch({ nodes }: GraphDocument): boolean {
  return nodes.length > readableNodes
}

/** The groups that discovery made, each one card, when there is more than anybody can read; the viewer opens them. */
export function foldFound(graph: GraphDocument, drawn: GraphDocument): GraphDocument {
  if (drawn === graph || !isTooMuch(drawn)) return drawn
  const own = new Set(graph.nodes.map(({ id }) => id))
  const nodes = drawn.nodes.map((node) =>
    node.kind !== 'group' || own.has(node.id) || node.collapsed === true ? node : { ...node, collapsed: true },
  )
  return { ...drawn, nodes }
}
