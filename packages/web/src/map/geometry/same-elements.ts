import { edgeNumbersOf } from '@statusgraph/picture'
import type { Scene } from '@statusgraph/picture'

/** Whether nothing came and nothing went between two scenes. */
export function hasSameElements(a: Scene, b: Scene): boolean {
  if (a.nodes.length !== b.nodes.length || a.ends.length !== b.ends.length) return false
  const edges = edgeNumbersOf(a)
  return (
    b.nodes.every(({ node }) => a.byId.has(node.id)) &&
    edgeNumbersOf(b)
      .keys()
      .every((id) => edges.has(id))
  )
}
