import type { Arc } from './rank-nodes.ts'
import { readNeighbours } from './rank-nodes.ts'

const sweeps = 10

/**
 * Orders the items of each layer so that few lines cross. Lines lead from one layer to the next; items begin in the
 * order in which a walk through the graph meets them.
 */
export function orderLayers(layerOf: Int32Array, arcs: readonly Arc[]): readonly (readonly number[])[] {
  const count = layerOf.length
  const { after, before } = readNeighbours(count, arcs)
  let layers = walkIn(layerOf, after, before)
  const places = new Float64Array(count)
  const notePlaces = (layer: readonly number[]): void => layer.forEach((at, place) => (places[at] = place))
  for (const layer of layers) notePlaces(layer)
  let best = layers
  let least = countCrossings(layers, after, places)
  for (let sweep = 0; sweep < sweeps && least > 0; sweep++) {
    const isForward = sweep % 2 === 0
    const next = [...layers]
    for (let step = 1; step < layers.length; step++) {
      const at = isForward ? step : layers.length - 1 - step
      const sorted = sortByMiddle(next[at] ?? [], isForward ? before : after, places)
      next[at] = sorted
      notePlaces(sorted)
    }
    layers = next
    const crossings = countCrossings(layers, after, places)
    if (crossings < least) {
      least = crossings
      best = layers
    }
  }
  return best
}

/** Fills the layers in the order of a walk, so that what hangs together begins together. */
function walkIn(
  layerOf: Int32Array,
  after: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const layers: number[][] = []
  for (const layer of layerOf) while (layers.length <= layer) layers.push([])
  const seen = new Uint8Array(layerOf.length)
  const starts = Array.from(layerOf.keys()).toSorted((a, b) => (layerOf[a] ?? 0) - (layerOf[b] ?? 0) || a - b)
  for (const start of starts) {
    const stack = [start]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen[at] === 1) continue
      seen[at] = 1
      layers[layerOf[at] ?? 0]?.push(at)
      for (const list of [before[at] ?? [], after[at] ?? []])
        for (const to of list.toReversed()) if (seen[to] === 0) stack.push(to)
    }
  }
  return layers
}

function sortByMiddle(
  layer: readonly number[],
  sides: readonly (readonly number[])[],
  places: Float64Array,
): readonly number[] {
  const middles = new Map<number, number>()
  for (const at of layer) {
    const others = sides[at] ?? []
    const sum = others.reduce((total, other) => total + (places[other] ?? 0), 0)
    middles.set(at, others.length === 0 ? (places[at] ?? 0) : sum / others.length)
  }
  return layer.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || (places[a] ?? 0) - (places[b] ?? 0))
}

/** How many pairs of lines cross between neighbouring layers, counted with a tree of sums. */
function countCrossings(
  layers: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
  places: Float64Array,
): number {
  let crossings = 0
  layers.forEach((layer, at) => {
    const room = layers[at + 1]?.length ?? 0
    if (room === 0) return
    const sums = new Int32Array(room + 1)
    let total = 0
    for (const from of layer) {
      const ends = (after[from] ?? []).map((to) => places[to] ?? 0).toSorted((a, b) => a - b)
      for (const end of ends) {
        let upTo = 0
        for (let i = end + 1; i > 0; i -= i & -i) upTo += sums[i] ?? 0
        crossings += total - upTo
      }
      for (const end of ends) {
        for (let i = end + 1; i <= room; i += i & -i) sums[i] = (sums[i] ?? 0) + 1
        total++
      }
    }
  })
  return crossings
}
