import type { Point, Size } from './geometry/box.ts'
import { orderLayers } from './order-layers.ts'
import type { Arc } from './rank-nodes.ts'
import { breakCircles, rankNodes, readNeighbours } from './rank-nodes.ts'
import { goodRatio } from './sheet.ts'

export interface Gaps {
  readonly along: number
  readonly across: number
}

/** Lines over several layers are led through them up to so many times the number of items; further ones fly over. */
const mostBends = 6
const rounds = 8
/** So tall a layer is seen at once, however wide the rest is. */
const lowPx = 640

/**
 * Layers from left to right, in time that grows little faster than the graph: a quick relative of what ELK does.
 * Layers that would be too tall for a good ratio are broken into several.
 *
 * @param widestRatio a row of layers wider than this, by its height, goes on below its beginning
 */
export function arrangeLayers(
  items: readonly Size[],
  lines: readonly Arc[],
  gaps: Gaps,
  widestRatio: number,
): readonly Point[] {
  const arcs = breakCircles(items.length, withoutDoubles(lines))
  const layerOf = breakTallLayers(rankNodes(items.length, arcs), items, arcs, gaps)
  const bent = bendLongArcs(layerOf, arcs)
  const layers = orderLayers(bent.layerOf, bent.arcs)
  const heights = Float64Array.from(bent.layerOf, (_, at) => items[at]?.height ?? 0)
  const middles = alignLayers(layers, bent.arcs, heights, gaps.across)
  const columns = layers.map((layer): Column => {
    const own = layer.filter((at) => at < items.length)
    return {
      items: own,
      width: Math.max(0, ...own.map((at) => items[at]?.width ?? 0)),
      top: Math.min(...own.map((at) => (middles[at] ?? 0) - (items[at]?.height ?? 0) / 2)),
      bottom: Math.max(...own.map((at) => (middles[at] ?? 0) + (items[at]?.height ?? 0) / 2)),
    }
  })
  const points: Point[] = items.map(() => ({ x: 0, y: 0 }))
  let top = 0
  for (const row of wrapColumns(columns, gaps, widestRatio)) {
    const { top: first, bottom: last } = spanOf(row)
    let x = 0
    for (const column of row) {
      for (const at of column.items) {
        const { width = 0, height = 0 } = items[at] ?? {}
        points[at] = { x: x + (column.width - width) / 2, y: top - first + (middles[at] ?? 0) - height / 2 }
      }
      x += column.width + gaps.along
    }
    top += last - first + 2 * gaps.across
  }
  return points
}

/** A layer as it stands. */
interface Column {
  readonly items: readonly number[]
  readonly width: number
  readonly top: number
  readonly bottom: number
}

function spanOf(columns: readonly Column[]): { readonly top: number; readonly bottom: number } {
  return {
    top: Math.min(...columns.map((column) => column.top)),
    bottom: Math.max(...columns.map((column) => column.bottom)),
  }
}

/** A long row of layers goes on below its beginning, as a line of text does. */
function wrapColumns(columns: readonly Column[], gaps: Gaps, widestRatio: number): readonly (readonly Column[])[] {
  const { top, bottom } = spanOf(columns)
  const width = columns.reduce((sum, column) => sum + column.width + gaps.along, 0)
  const ratio = width / (bottom - top + 2 * gaps.across)
  if (ratio < widestRatio) return [columns]
  const room = width / Math.round(Math.sqrt(ratio / goodRatio))
  const rows: Column[][] = [[]]
  let filled = 0
  for (const column of columns) {
    if (filled > 0 && filled + column.width / 2 > room) {
      rows.push([])
      filled = 0
    }
    rows.at(-1)?.push(column)
    filled += column.width + gaps.along
  }
  return rows
}

function withoutDoubles(lines: readonly Arc[]): readonly Arc[] {
  const seen = new Set<string>()
  return lines.filter(([from, to]) => {
    const key = `${from} ${to}`
    if (from === to || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Breaks a layer that is taller than the whole should be; whatever leads nowhere stands in the first of its pieces. */
function breakTallLayers(ranks: Int32Array, items: readonly Size[], arcs: readonly Arc[], gaps: Gaps): Int32Array {
  const area = items.reduce((sum, one) => sum + (one.width + gaps.along) * (one.height + gaps.across), 0)
  const tallest = Math.max(0, ...items.map(({ height }) => height))
  const room = Math.max(tallest, lowPx, Math.sqrt(area / goodRatio) * 1.3)
  const { after } = readNeighbours(items.length, arcs)
  const layers = Map.groupBy(items.keys(), (at) => ranks[at] ?? 0)
  const broken = new Int32Array(ranks.length)
  let next = 0
  for (const rank of [...layers.keys()].toSorted((a, b) => a - b)) {
    const layer = (layers.get(rank) ?? []).toSorted(
      (a, b) => Math.min(1, after[a]?.length ?? 0) - Math.min(1, after[b]?.length ?? 0) || a - b,
    )
    const total = layer.reduce((sum, at) => sum + (items[at]?.height ?? 0) + gaps.across, 0)
    const share = total / Math.ceil(total / room)
    let filled = 0
    for (const at of layer) {
      const height = (items[at]?.height ?? 0) + gaps.across
      if (filled > 0 && filled + height / 2 > share) {
        next++
        filled = 0
      }
      broken[at] = next
      filled += height
    }
    next++
  }
  return broken
}

/** Leads long lines through the layers between, by items without a size. */
function bendLongArcs(
  ranks: Int32Array,
  arcs: readonly Arc[],
): { readonly layerOf: Int32Array; readonly arcs: readonly Arc[] } {
  const layerOf = Array.from(ranks)
  const short: Arc[] = []
  const most = ranks.length * (mostBends + 1)
  for (const [from, to] of arcs.toSorted(([a, b], [c, d]) => lengthOf(ranks, a, b) - lengthOf(ranks, c, d))) {
    const length = lengthOf(ranks, from, to)
    if (length > 1 && layerOf.length + length > most) continue
    let last = from
    for (let layer = (ranks[from] ?? 0) + 1; layer < (ranks[to] ?? 0); layer++) {
      short.push([last, layerOf.length])
      last = layerOf.length
      layerOf.push(layer)
    }
    short.push([last, to])
  }
  return { layerOf: Int32Array.from(layerOf), arcs: short }
}

function lengthOf(ranks: Int32Array, from: number, to: number): number {
  return (ranks[to] ?? 0) - (ranks[from] ?? 0)
}

/** The middle of each item: as near to its neighbours' as the order within its layer allows. */
function alignLayers(
  layers: readonly (readonly number[])[],
  arcs: readonly Arc[],
  heights: Float64Array,
  gapPx: number,
): Float64Array {
  const middles = new Float64Array(heights.length)
  const { after, before } = readNeighbours(heights.length, arcs)
  const apart = (a: number, b: number): number => {
    const [one, other] = [heights[a] ?? 0, heights[b] ?? 0]
    const isBend = one === 0 || other === 0
    return (one + other) / 2 + (isBend ? gapPx / 2 : gapPx)
  }
  for (const layer of layers) {
    let y = 0
    layer.forEach((at, place) => {
      const last = layer[place - 1]
      if (last !== undefined) y += apart(last, at)
      middles[at] = y
    })
    for (const at of layer) middles[at] = (middles[at] ?? 0) - y / 2
  }
  for (let round = 0; round <= rounds; round++) {
    const isLast = round === rounds
    const sides = isLast ? [before, after] : round % 2 === 0 ? [before] : [after]
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) {
      const wanted = layer.map((at) => {
        const others = sides.flatMap((side) => side[at] ?? [])
        const sum = others.reduce((total, other) => total + (middles[other] ?? 0), 0)
        return others.length === 0 ? (middles[at] ?? 0) : sum / others.length
      })
      // A bend that stays in line keeps its long line straight.
      const weights = layer.map((at) => ((heights[at] ?? 0) === 0 ? 2 : 1))
      settleInOrder(layer, wanted, weights, apart).forEach((y, place) => {
        const at = layer[place]
        if (at !== undefined) middles[at] = y
      })
    }
  }
  return middles
}

/** The places nearest to those wanted that keep order and distance: neighbours that push each other share the way. */
function settleInOrder(
  layer: readonly number[],
  wanted: readonly number[],
  weights: readonly number[],
  apart: (a: number, b: number) => number,
): readonly number[] {
  const offsets: number[] = []
  const pools: { sum: number; weight: number; count: number }[] = []
  layer.forEach((at, place) => {
    const last = layer[place - 1]
    const offset = last === undefined ? 0 : (offsets.at(-1) ?? 0) + apart(last, at)
    offsets.push(offset)
    const weight = weights[place] ?? 1
    let pool = { sum: ((wanted[place] ?? 0) - offset) * weight, weight, count: 1 }
    for (let over = pools.at(-1); over !== undefined; over = pools.at(-1)) {
      if (over.sum / over.weight <= pool.sum / pool.weight) break
      pool = { sum: over.sum + pool.sum, weight: over.weight + pool.weight, count: over.count + pool.count }
      pools.pop()
    }
    pools.push(pool)
  })
  const bases = pools.flatMap(({ sum, weight, count }) => Array.from({ length: count }, () => sum / weight))
  return offsets.map((offset, place) => offset + (bases[place] ?? 0))
}
