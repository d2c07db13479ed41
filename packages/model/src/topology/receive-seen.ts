import { isEqual } from '../edit/equal.ts'
import type { Instant } from '../instant.ts'
import { cleanEdge, cleanNode, cleanSentences } from './clean-seen.ts'
import { edgeIdOf } from './identity.ts'
import type { Held, Layer, LayerClock } from './layer.ts'
import { isGone, layerLimits, staleAfterOf } from './layer.ts'
import type { OverlayMap } from './overlay-map.ts'
import { eachOf, lookUp, mapOf } from './overlay-map.ts'
import type { TopologyHandover } from './sighting.ts'

/** The layer after a good answer of a polled source: what the answer leaves out ages. */
export function receiveSeen(layer: Layer, handover: TopologyHandover & { readonly kind: 'seen' }): Layer {
  const { at, intervalMs, sighting, warnings } = handover
  const lastGood = { at, intervalMs, toldMs: tellGood(layer, at, intervalMs) }
  const clock = stepClock(layer, at, intervalMs)
  const next: Layer = { ...layer, clock, lastGood }
  const nodes = holdAll(
    next,
    layer.nodes,
    keyBy(sighting.nodes, cleanNode, ({ id }) => id),
    layerLimits.nodes,
  )
  const seenEdges = keyBy(sighting.edges, cleanEdge, ({ source, target }) => edgeIdOf(source, target))
  const edges = holdAll(next, layer.edges, seenEdges, layerLimits.edges)
  const { failure: _, ...good } = next
  return {
    ...good,
    nodes: nodes.held,
    edges: edges.held,
    warnings: cleanSentences(warnings),
    caveats: cleanSentences(sighting.caveats ?? []),
    leftOut: {
      nodes: nodes.leftOut + (sighting.leftOut?.nodes ?? 0),
      edges: edges.leftOut + (sighting.leftOut?.edges ?? 0),
    },
  }
}

/** The layer after a failure of its source: frozen as it was. */
export function receiveFailure(layer: Layer, handover: TopologyHandover & { readonly kind: 'failed' }): Layer {
  return { ...layer, failure: { message: handover.failure.message } }
}

/** A source that is asked again because of every little change tells no more often of it than in its rhythm. */
function tellGood({ lastGood, failure }: Layer, at: Instant, intervalMs: number): number {
  if (lastGood === undefined || lastGood.isRestored || failure !== undefined) return at.wallMs
  return Math.abs(at.wallMs - lastGood.toldMs) >= intervalMs / 2 ? at.wallMs : lastGood.toldMs
}

/** What an element is held as once it was seen again. */
export function hold<T>(layer: Layer, before: Held<T> | undefined, seen: T, clock: LayerClock): Held<T> {
  const { wallMs } = clock.at
  if (before === undefined)
    return { seen, firstSeenMs: wallMs, lastSeenMs: wallMs, toldMs: wallMs, clockMs: clock.readMs }
  return {
    // What says the same stays the same, so that the rest can tell at a glance.
    seen: isEqual(before.seen, seen) ? before.seen : seen,
    firstSeenMs: before.firstSeenMs,
    lastSeenMs: wallMs,
    toldMs: stepTold(layer, before.toldMs, wallMs),
    clockMs: clock.readMs,
  }
}

/** What is told of a moment that moves all the time: it follows in steps of half the time after which it would be stale. */
export function stepTold(
  layer: Pick<Layer, 'declaration' | 'lastGood'>,
  toldMs: number | undefined,
  wallMs: number,
): number {
  return toldMs === undefined || Math.abs(wallMs - toldMs) >= staleAfterOf(layer) / 2 ? wallMs : toldMs
}

/** A step of two intervals at most: the time in which nobody looked makes nothing older. */
function stepClock({ clock, lastGood }: Layer, at: Instant, intervalMs: number): LayerClock {
  const passedMs = lastGood === undefined ? 0 : Math.max(0, at.monoMs - lastGood.at.monoMs)
  return { runs: false, readMs: (clock?.readMs ?? 0) + Math.min(passedMs, 2 * intervalMs), at }
}

function keyBy<T>(list: readonly T[], clean: (item: T) => T, keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const byKey = new Map<string, T>()
  for (const item of list) {
    const cleaned = clean(item)
    const key = keyOf(cleaned)
    if (!byKey.has(key)) byKey.set(key, cleaned)
  }
  return byKey
}

function holdAll<T>(
  layer: Layer & { readonly clock?: LayerClock },
  before: OverlayMap<Held<T>>,
  seen: ReadonlyMap<string, T>,
  limit: number,
): { readonly held: OverlayMap<Held<T>>; readonly leftOut: number } {
  const { clock } = layer
  if (clock === undefined) return { held: before, leftOut: 0 }
  const held = new Map<string, Held<T>>()
  let leftOut = 0
  for (const [key, item] of seen) {
    if (held.size < limit) held.set(key, hold(layer, lookUp(before, key), item, clock))
    else leftOut += 1
  }
  const ghosts: [string, Held<T>][] = []
  eachOf(before, (old, key) => {
    if (!seen.has(key) && !isGone(layer, old, clock.readMs)) ghosts.push([key, old])
  })
  // Where there is no room for all, those that were seen last are remembered.
  if (held.size + ghosts.length > limit) ghosts.sort(([, a], [, b]) => b.clockMs - a.clockMs)
  for (const [key, ghost] of ghosts.slice(0, limit - held.size)) held.set(key, ghost)
  return { held: mapOf(held), leftOut }
}
