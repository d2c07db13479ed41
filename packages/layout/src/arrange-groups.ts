import type { Box, Point, Size } from './geometry/box.ts'
import { boundsOf } from './geometry/box.ts'
import type { Gaps } from './arrange-layers.ts'
import { arrangeLayers } from './arrange-layers.ts'
import { findClusters } from './find-clusters.ts'
import { packBoxes } from './pack-boxes.ts'
import type { Arc } from './rank-nodes.ts'
import type { Block, Link, Places, Sheet } from './sheet.ts'
import { frameOf, gaps, goodRatio } from './sheet.ts'

/** Up to here a connected part is layered as it is; a larger one is taken apart into clusters first. */
const layeredLimit = 48
const clusterLimit = 24
const largestCardPx = 400

/**
 * What matters more: `flow` shows who calls whom, `compact` takes little room, and `rows` looks at no line at all,
 * which is the fastest.
 */
export type Manner = 'flow' | 'compact' | 'rows'

/**
 * Layers that fill less than this share of their frame, air included, give way to rows: of cards sooner than of whole
 * groups, whose empty corners are larger.
 */
const styles = {
  flow: { leastFill: { cards: 0, groups: 0 }, widestRatio: 6 },
  // Within a group a few in a row would make all wider; they stand one below the other.
  inside: { leastFill: { cards: 0, groups: 0 }, widestRatio: 3.2 },
  compact: { leastFill: { cards: 0.4, groups: 0.6 }, widestRatio: 3.2 },
} as const

const airy = { along: 72, across: gaps.rows } as const

interface Style {
  readonly leastFill: { readonly cards: number; readonly groups: number }
  /** A row of layers wider than this, by its height, is broken. */
  readonly widestRatio: number
}

/** Something with a size whose inside is in place already. */
interface Item extends Size {
  readonly place: (x: number, y: number) => void
}

/** Arranges group by group: each inside as layers, and what has no lines between in rows. Fast at any size. */
export function arrangeGroups(sheet: Sheet, manner: Manner, onProgress?: (share: number) => void): Places {
  const boxes = new Map<number, Box>()
  const inside = new Map<number, Arc[]>()
  const root = -1
  const parents = new Map<number, { readonly holder: number; readonly at: number }>()
  let count = 0
  const note = (blocks: readonly Block[], holder: number): void =>
    blocks.forEach((block, at) => {
      count++
      parents.set(block.key, { holder, at })
      if (block.inside !== undefined) note(block.inside, block.key)
    })
  note(sheet.blocks, root)
  if (manner !== 'rows') for (const link of sheet.links) liftLink(link, parents, inside)

  let done = 0
  const arrange = (blocks: readonly Block[], holder: number): Size => {
    const items = blocks.map((block): Item => {
      done++
      if (block.inside === undefined) {
        const { key, width, height } = block
        return { width, height, place: (x, y) => boxes.set(key, { x, y, width, height }) }
      }
      const inner = arrange(block.inside, block.key)
      const isEmpty = block.inside.length === 0
      const frame = frameOf(block, isEmpty ? [] : [{ x: 0, y: 0, ...inner }])
      const within = block.inside
      return {
        width: frame.width,
        height: frame.height,
        place(x, y) {
          boxes.set(block.key, { x, y, width: frame.width, height: frame.height })
          if (!isEmpty) shift(within, x - frame.x, y - frame.y)
        },
      }
    })
    const size = arrangeItems(items, inside.get(holder) ?? [], styleOf(manner, holder === root))
    onProgress?.(done / count)
    return size
  }
  const shift = (blocks: readonly Block[], dx: number, dy: number): void => {
    for (const block of blocks) {
      const box = boxes.get(block.key)
      if (box !== undefined) boxes.set(block.key, { ...box, x: box.x + dx, y: box.y + dy })
      if (block.inside !== undefined) shift(block.inside, dx, dy)
    }
  }
  arrange(sheet.blocks, root)
  return boxes
}

function styleOf(manner: Manner, isWhole: boolean): Style {
  if (manner !== 'flow') return styles.compact
  return isWhole ? styles.flow : styles.inside
}

/** Notes a line where its two ends part: between two neighbours in the innermost group that holds both. */
function liftLink(
  { source, target }: Link,
  parents: ReadonlyMap<number, { readonly holder: number; readonly at: number }>,
  inside: Map<number, Arc[]>,
): void {
  const above = new Map<number, number>()
  for (let up = parents.get(source); up !== undefined; up = parents.get(up.holder)) above.set(up.holder, up.at)
  for (let up = parents.get(target); up !== undefined; up = parents.get(up.holder)) {
    const from = above.get(up.holder)
    if (from === undefined) continue
    if (from === up.at) return
    const arcs = inside.get(up.holder)
    if (arcs === undefined) inside.set(up.holder, [[from, up.at]])
    else arcs.push([from, up.at])
    return
  }
}

/** Puts items into their places, the whole at the origin, and says how large it is. */
function arrangeItems(items: readonly Item[], arcs: readonly Arc[], style: Style): Size {
  const parts = connect(items.length, arcs).map((members): Item => {
    const own = members.map((at) => items[at]).filter((item) => item !== undefined)
    const [only] = own
    if (only !== undefined && own.length === 1) return only
    const placeOf = new Map(members.map((at, place) => [at, place]))
    const inner = arcs.flatMap(([from, to]): Arc[] => {
      const [a, b] = [placeOf.get(from), placeOf.get(to)]
      return a === undefined || b === undefined ? [] : [[a, b]]
    })
    return arrangePart(own, inner, style)
  })
  const [only] = parts
  if (only !== undefined && parts.length === 1) {
    only.place(0, 0)
    return only
  }
  const { points, width, height } = packBoxes(parts, gaps.rows * 1.5, goodRatio)
  parts.forEach((part, at) => part.place(points[at]?.x ?? 0, points[at]?.y ?? 0))
  return { width, height }
}

function arrangePart(items: readonly Item[], arcs: readonly Arc[], style: Style): Item {
  if (items.length > layeredLimit) {
    const clusters = findClusters(items.length, arcs, clusterLimit)
    if (clusters.length <= items.length * 0.6) return arrangeClusters(items, arcs, clusters, style)
  }
  return arrangeFew(items, arcs, airy, style)
}

function arrangeClusters(
  items: readonly Item[],
  arcs: readonly Arc[],
  clusters: readonly (readonly number[])[],
  style: Style,
): Item {
  const places = new Map<number, { readonly cluster: number; readonly place: number }>()
  clusters.forEach((members, cluster) => members.forEach((at, place) => places.set(at, { cluster, place })))
  const within: Arc[][] = clusters.map(() => [])
  const between: Arc[] = []
  for (const [from, to] of arcs) {
    const [a, b] = [places.get(from), places.get(to)]
    if (a === undefined || b === undefined) continue
    if (a.cluster === b.cluster) within[a.cluster]?.push([a.place, b.place])
    else between.push([a.cluster, b.cluster])
  }
  const parts = clusters.map((members, cluster): Item => {
    const own = members.map((at) => items[at]).filter((item) => item !== undefined)
    return arrangeFew(own, within[cluster] ?? [], airy, style)
  })
  if (parts.length > layeredLimit) {
    const coarser = findClusters(parts.length, between, clusterLimit)
    if (coarser.length > 1 && coarser.length <= parts.length * 0.6)
      return arrangeClusters(parts, between, coarser, style)
  }
  return arrangeFew(parts, between, { along: gaps.along, across: gaps.parts }, style)
}

/** In layers where these leave little empty, or else in rows. */
function arrangeFew(items: readonly Item[], arcs: readonly Arc[], apart: Gaps, style: Style): Item {
  const layered = gather(items, arrangeLayers(items, arcs, apart, style.widestRatio))
  const area = items.reduce((sum, item) => sum + (item.width + apart.along) * (item.height + apart.across), 0)
  const isOfCards = items.every((item) => item.height < largestCardPx)
  if (
    area >
    (isOfCards ? style.leastFill.cards : style.leastFill.groups) *
      (layered.width + apart.along) *
      (layered.height + apart.across)
  )
    return layered
  return gather(items, packBoxes(items, Math.max(apart.across, gaps.parts), goodRatio).points)
}

/** Several items in their places as one. */
function gather(items: readonly Item[], points: readonly Point[]): Item {
  const bounds = boundsOf(items.map(({ width, height }, at) => ({ ...(points[at] ?? { x: 0, y: 0 }), width, height })))
  const { x: left, y: top, width, height } = bounds ?? { x: 0, y: 0, width: 0, height: 0 }
  return {
    width,
    height,
    place: (x, y) =>
      items.forEach((item, at) => item.place(x - left + (points[at]?.x ?? 0), y - top + (points[at]?.y ?? 0))),
  }
}

/** The connected parts, each in its order. */
function connect(count: number, arcs: readonly Arc[]): readonly (readonly number[])[] {
  const leaders = Array.from({ length: count }, (_, at) => at)
  const find = (at: number): number => {
    let top = at
    while (leaders[top] !== top) top = leaders[top] ?? top
    leaders[at] = top
    return top
  }
  for (const [a, b] of arcs) {
    const [one, other] = [find(a), find(b)]
    if (one !== other) leaders[Math.max(one, other)] = Math.min(one, other)
  }
  return [...Map.groupBy(leaders.keys(), find).values()]
}
