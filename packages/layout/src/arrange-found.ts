import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { arrangeGroups } from './arrange-groups.ts'
import type { Box, Size } from './geometry/box.ts'
import { boundsOf } from './geometry/box.ts'
import { sizeNode } from './geometry/node-size.ts'
import { readBlocks } from './read-blocks.ts'
import type { Block, Sheet } from './sheet.ts'
import { gaps } from './sheet.ts'

/** Up to this many nodes are laid out so that one sees who calls whom. */
const flowLimit = 80
const rowPx = 72 + gaps.rows
/** How much of its height a group leaves free below, in rows, for those who come later. */
const spareShare = 0.2

/**
 * Arranges nodes among themselves, in their groups, from the origin on. Every group leaves room for newcomers, because
 * once this stands nothing of it moves.
 */
export function arrangeFound(scene: GraphDocument, members: readonly GraphNode[]): ReadonlyMap<string, Box> {
  const ids = new Set(members.map(({ id }) => id))
  const parents = new Set(members.map(({ parent }) => parent))
  const nodes = scene.nodes.filter(({ id, kind }) => (kind === 'group' ? parents.has(id) : ids.has(id)))
  const edges = scene.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
  const part = { ...scene, nodes: nodes.map(loosen), edges }
  const sizes = new Map(nodes.map((node): [string, Size] => [node.id, sizeNode(node)]))
  const manner = members.length <= flowLimit ? 'flow' : 'compact'
  const sheet = readBlocks(part, sizes)
  const tight = arrangeGroups(sheet, manner)
  const roomy = arrangeGroups(leaveRoom(sheet, tight), manner)
  const placed = nodes.flatMap((node, key): [string, Box][] => {
    const box = roomy.get(key)
    return box === undefined || node.kind === 'group' ? [] : [[node.id, box]]
  })
  const bounds = boundsOf(roomy.values()) ?? { x: 0, y: 0 }
  return new Map(
    placed.map(([id, box]) => [id, { ...box, x: Math.round(box.x - bounds.x), y: Math.round(box.y - bounds.y) }]),
  )
}

/** Discovered groups have no frame of their own, and stand in none. */
function loosen(node: GraphNode): GraphNode {
  if (node.kind !== 'group') return node
  const { parent: _, position: __, size: ___, ...loose } = node
  return loose
}

function leaveRoom({ blocks, links }: Sheet, tight: ReadonlyMap<number, Box>): Sheet {
  const enlarge = (block: Block): Block => {
    const box = tight.get(block.key)
    if (block.inside === undefined || box === undefined) return block
    const rows = Math.max(1, Math.round((box.height * spareShare) / rowPx))
    return { ...block, width: box.width, height: box.height + rows * rowPx }
  }
  return { blocks: blocks.map(enlarge), links }
}
