import type { Box, Point, Size } from './geometry/box.ts'
import { boundsOf } from './geometry/box.ts'
import { group } from './geometry/node-size.ts'

/** The way in which a layered arrangement flows. */
export type Flow = 'right' | 'down'

/**
 * What an engine puts in its place: a node, or a group with what is inside. Blocks have numbers, because ids that
 * people choose are no safe keys in the objects of a library.
 */
export interface Block {
  readonly key: number
  /** Of a group: the least size that somebody drew it with, or 0. */
  readonly width: number
  readonly height: number
  /** The height at which edges meet it, from its top. */
  readonly axisY: number
  /** The heights of its ports on the left side, in their order. */
  readonly portsY: readonly number[]
  /** What stands in a group; undefined for a node. */
  readonly inside: readonly Block[] | undefined
  /** The frame that somebody drew a group with. */
  readonly drawn?: Box | undefined
}

export interface Link {
  readonly source: number
  readonly target: number
  /** The place of the target's port in {@link Block.portsY}; undefined: it ends at the node itself. */
  readonly port: number | undefined
}

/** Plain data, so that a worker can have it. */
export interface Sheet {
  readonly blocks: readonly Block[]
  readonly links: readonly Link[]
}

/** Where everything stands, by key: nodes, and groups with their frames. */
export type Places = ReadonlyMap<number, Box>

/** The air between things, px. */
export const gaps = { along: 96, across: 40, parts: 64, rows: 32 } as const

/** Wide enough for a screen, narrow enough for a page. */
export const goodRatio = 1.6

/** The frame that the map will draw around what is inside a group. */
export function frameOf(block: Size, inside: Iterable<Box>, at: Point = { x: 0, y: 0 }): Box {
  const bounds = boundsOf(inside)
  if (bounds === undefined)
    return { ...at, width: block.width || group.emptyWidthPx, height: block.height || group.emptyHeightPx }
  return {
    x: bounds.x - group.padPx,
    y: bounds.y - group.titlePx,
    width: Math.max(block.width, bounds.width + 2 * group.padPx),
    height: Math.max(block.height, bounds.height + group.titlePx + group.padPx),
  }
}

/** Writes the frames of groups from the places of their nodes; returns the frame of the block itself. */
export function frameBlocks(block: Block, boxes: Map<number, Box>): Box | undefined {
  if (block.inside === undefined) return boxes.get(block.key)
  const inside = block.inside.flatMap((one) => frameBlocks(one, boxes) ?? [])
  const frame = frameOf(block, inside, boxes.get(block.key))
  boxes.set(block.key, frame)
  return frame
}

/** Every block at any depth, groups before what is in them. */
export function* eachBlock(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block
    if (block.inside !== undefined) yield* eachBlock(block.inside)
  }
}

/** Which block of these holds which key. */
export function holdersOf(blocks: readonly Block[]): ReadonlyMap<number, number> {
  const holders = new Map<number, number>()
  blocks.forEach((block, at) => {
    for (const { key } of eachBlock([block])) holders.set(key, at)
  })
  return holders
}

/** The connected parts of a sheet, in its order; what shares a group is connected. */
export function splitSheet(sheet: Sheet): readonly Sheet[] {
  const holders = holdersOf(sheet.blocks)
  const leaders = sheet.blocks.map((_, at) => at)
  const find = (at: number): number => {
    let top = at
    while (leaders[top] !== top) top = leaders[top] ?? top
    leaders[at] = top
    return top
  }
  for (const { source, target } of sheet.links) {
    const a = holders.get(source)
    const b = holders.get(target)
    if (a === undefined || b === undefined) continue
    const [low, high] = [find(a), find(b)].toSorted((one, other) => one - other)
    if (low !== undefined && high !== undefined) leaders[high] = low
  }
  const parts = new Map<number, { blocks: Block[]; links: Link[] }>()
  sheet.blocks.forEach((block, at) => {
    const key = find(at)
    const part = parts.get(key)
    if (part === undefined) parts.set(key, { blocks: [block], links: [] })
    else part.blocks.push(block)
  })
  for (const link of sheet.links) {
    const at = holders.get(link.source)
    if (at !== undefined) parts.get(find(at))?.links.push(link)
  }
  return [...parts.values()]
}
