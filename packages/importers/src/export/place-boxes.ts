import type { GraphNode } from '@statusgraph/model'
import type { Branch, Outline } from './outline.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const gapPx = 40
const padPx = 24
/** Room for the name of a group above what lies in it. */
const headPx = 48
const emptyGroup = { width: 240, height: 120 } as const
const heightPx = 64
/** A guess at the width of a letter: no font can be measured here. */
const letterPx = 8

/**
 * A box for each element, in the coordinates of the whole drawing. What has a place keeps it; the rest stands in rows
 * below what has one, in its own group.
 */
export function placeBoxes({ roots }: Outline): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  arrange(roots, boxes, { x: 0, y: 0 })
  return boxes
}

interface Corner {
  readonly x: number
  readonly y: number
}

/** Places some siblings and all that lies in them; what has no place begins at `corner`. */
function arrange(siblings: readonly Branch[], boxes: Map<string, Box>, corner: Corner): Box | undefined {
  const fixed: Box[] = []
  const free: Branch[] = []
  for (const branch of siblings) {
    if (isPlaced(branch)) fixed.push(placeFixed(branch, boxes))
    else free.push(branch)
  }
  const taken = boundsOf(fixed)
  const start = taken === undefined ? corner : { x: taken.x, y: taken.y + taken.height + gapPx }
  const rows = placeInRows(free, boxes, start)
  return boundsOf([...fixed, ...(rows === undefined ? [] : [rows])])
}

/** Whether a place is known of it, or of something in it. */
function isPlaced({ node, members }: Branch): boolean {
  return node.position !== undefined || members.some((member) => isPlaced(member))
}

function placeFixed(branch: Branch, boxes: Map<string, Box>): Box {
  const { node, members } = branch
  const { position } = node
  if (node.kind !== 'group') return keep(boxes, node, { ...(position ?? { x: 0, y: 0 }), ...sizeOf(node) })
  const inside = position === undefined ? { x: 0, y: 0 } : { x: position.x + padPx, y: position.y + headPx }
  const content = arrange(members, boxes, inside)
  const frame = content === undefined ? undefined : frameAround(content)
  const own = position === undefined ? undefined : { ...position, ...(node.size ?? frame ?? emptyGroup) }
  return keep(boxes, node, boundsOf([frame, own].filter((box) => box !== undefined)) ?? { x: 0, y: 0, ...emptyGroup })
}

/** As wide as high, roughly; each block is measured at the corner and then moved with all that lies in it. */
function placeInRows(free: readonly Branch[], boxes: Map<string, Box>, start: Corner): Box | undefined {
  const blocks = free.map((branch) => {
    const inside = new Map<string, Box>()
    if (branch.node.kind !== 'group')
      return { inside, box: keep(inside, branch.node, { x: 0, y: 0, ...sizeOf(branch.node) }) }
    const content = arrange(branch.members, inside, { x: padPx, y: headPx })
    const size = branch.node.size ?? emptyGroup
    const box = content === undefined ? { x: 0, y: 0, ...size } : frameAround(content)
    return { inside, box: keep(inside, branch.node, box) }
  })
  const area = blocks.reduce((sum, { box }) => sum + (box.width + gapPx) * (box.height + gapPx), 0)
  const widest = Math.max(0, ...blocks.map(({ box }) => box.width))
  const rowPx = Math.max(widest, Math.sqrt(area) * 1.4)
  const placed: Box[] = []
  let { x, y } = start
  let rowHeight = 0
  for (const { inside, box } of blocks) {
    if (x > start.x && x + box.width > start.x + rowPx) {
      x = start.x
      y += rowHeight + gapPx
      rowHeight = 0
    }
    for (const [id, one] of inside) boxes.set(id, { ...one, x: one.x + x - box.x, y: one.y + y - box.y })
    placed.push({ ...box, x, y })
    x += box.width + gapPx
    rowHeight = Math.max(rowHeight, box.height)
  }
  return boundsOf(placed)
}

function frameAround({ x, y, width, height }: Box): Box {
  return { x: x - padPx, y: y - headPx, width: width + 2 * padPx, height: height + headPx + padPx }
}

function sizeOf(node: GraphNode): { readonly width: number; readonly height: number } {
  if (node.size !== undefined) return node.size
  return { width: Math.min(320, Math.max(140, node.name.length * letterPx + 40)), height: heightPx }
}

function keep(boxes: Map<string, Box>, { id }: GraphNode, box: Box): Box {
  boxes.set(id, box)
  return box
}

function boundsOf(some: readonly Box[]): Box | undefined {
  const [first, ...rest] = some
  if (first === undefined) return undefined
  return rest.reduce((a, b) => {
    const x = Math.min(a.x, b.x)
    const y = Math.min(a.y, b.y)
    return {
      x,
      y,
      width: Math.max(a.x + a.width, b.x + b.width) - x,
      height: Math.max(a.y + a.height, b.y + b.height) - y,
    }
  }, first)
}
