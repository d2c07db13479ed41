import { arrangeGroups } from './arrange-groups.ts'
import type { Manner } from './arrange-groups.ts'
import { readBlocks } from './read-blocks.ts'
import type { Point, Size } from './geometry/box.ts'
import type { LayOut } from './geometry/place-nodes.ts'

/** Up to this many nodes are laid out so that one sees who calls whom. */
const flowLimit = 80
/** More would keep the first picture waiting for an order that nobody sees from afar. */
const compactLimit = 2_000

/**
 * Places nodes that have no position: groups with what is in them, left to right along the edges while there are few,
 * close together when there are many. The same graph always gives the same picture, at once and at any size.
 */
export const layOutUnplaced: LayOut = (graph, sizes) => {
  const tree = readBlocks(graph, withGroups(graph, sizes))
  const manner: Manner = sizes.size <= flowLimit ? 'flow' : sizes.size <= compactLimit ? 'compact' : 'rows'
  const points = new Map<string, Point>()
  for (const [key, { x, y }] of arrangeGroups(tree, manner)) {
    const node = graph.nodes[key]
    if (node !== undefined && sizes.has(node.id)) points.set(node.id, { x: Math.round(x), y: Math.round(y) })
  }
  return points
}

const anySize: Size = { width: 0, height: 0 }

/** The groups around what is laid out; the others have nothing to do with it. */
function withGroups(graph: Parameters<LayOut>[0], sizes: ReadonlyMap<string, Size>): ReadonlyMap<string, Size> {
  const parents = new Map(graph.nodes.map(({ id, parent }) => [id, parent]))
  const all = new Map(sizes)
  for (const id of sizes.keys())
    for (let up = parents.get(id); up !== undefined && !all.has(up); up = parents.get(up)) all.set(up, anySize)
  return all
}
