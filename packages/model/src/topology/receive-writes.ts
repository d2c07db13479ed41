import { cleanEdge, cleanNode } from './clean-seen.ts'
import { cleanId, edgeIdOf, endsOf } from './identity.ts'
import { LayerChanges } from './layer-changes.ts'
import type { Buried, Held, Layer, LayerClock } from './layer.ts'
import { layerLimits, readClock } from './layer.ts'
import type { MapChanges, OverlayMap } from './overlay-map.ts'
import { changeMap, eachOf, lookUp } from './overlay-map.ts'
import { hold, stepTold } from './receive-seen.ts'
import type { SeenEdge, SeenNode, TopologyHandover, TopologyWrite } from './sighting.ts'

/** A client's clock may be wrong by so much before its stamps are no longer taken at their word. */
const clockSkewMs = 5 * 60_000
/** No queue holds a write back for so long, ms: an older stamp is a counter or a clock of its own, and only orders writes. */
export const longestDelayMs = 7 * 24 * 60 * 60_000
/** Nothing that is not repeated within a year is believed. */
const longestTtlMs = 366 * 24 * 60 * 60_000
/** How many deletions are remembered, and how long: what is overtaken on its way is not overtaken by more. */
const mostBuried = 4_000
const buriedForMs = 60 * 60_000

/**
 * What became of a write: it was taken, it speaks of a moment before the one that is known, it renews what is not there,
 * or the source has no room for it.
 */
export type WriteVerdict = 'taken' | 'ignored' | 'absent' | 'full'

export interface WrittenLayer {
  readonly layer: Layer
  /** One for each write. */
  readonly verdicts: readonly WriteVerdict[]
}

/** The layer after writes of a source that pushes; `replaced` writes are all that it says now. */
export function receiveWrites(
  layer: Layer,
  handover: TopologyHandover & { readonly kind: 'written' | 'replaced' },
  limits: { readonly nodes: number; readonly edges: number } = layerLimits,
): WrittenLayer {
  const { at } = handover
  const clock: LayerClock = { runs: true, readMs: readClock(layer, at), at }
  const draft = new Draft(layer, clock, limits)
  const writes = handover.writes.map(nameWrite)
  if (handover.kind === 'replaced') draft.keepOnly(writes)
  const verdicts = writes.map((write) => draft.take(write))
  return { layer: draft.finish(), verdicts }
}

/** A write, its element cleaned, and the key of that. */
interface NamedWrite {
  readonly key: string
  readonly op: TopologyWrite['op']
  readonly ttlMs: number | undefined
  readonly tsMs: number | undefined
  readonly element:
    | { readonly type: 'node'; readonly seen: SeenNode | undefined }
    | { readonly type: 'edge'; readonly seen: SeenEdge | undefined }
}

function nameWrite(write: TopologyWrite): NamedWrite {
  const { op, ttlMs, tsMs } = write
  if (write.type === 'node') {
    const seen = write.op === 'upsert' ? cleanNode(write.node) : undefined
    const key = write.op === 'upsert' ? (seen?.id ?? '') : cleanId(write.id)
    return { key, op, ttlMs, tsMs, element: { type: 'node', seen } }
  }
  const seen = write.op === 'upsert' ? cleanEdge(write.edge) : undefined
  const { source, target } = write.op === 'upsert' ? write.edge : write
  return { key: edgeIdOf(cleanId(source), cleanId(target)), op, ttlMs, tsMs, element: { type: 'edge', seen } }
}

/** Collects what a batch changes, so that the layer is copied once and not for every write. */
class Draft {
  readonly #layer: Layer
  readonly #clock: LayerClock
  readonly #nodes: LayerChanges<SeenNode>
  readonly #edges: LayerChanges<SeenEdge>
  readonly #buried = new Map<string, Buried | undefined>()
  /** Keys of edges by either end, once a node was deleted. */
  #edgesByEnd: Map<string, Set<string>> | undefined

  constructor(layer: Layer, clock: LayerClock, limits: { readonly nodes: number; readonly edges: number }) {
    this.#layer = layer
    this.#clock = clock
    this.#nodes = new LayerChanges(layer, layer.nodes, clock, limits.nodes)
    this.#edges = new LayerChanges(layer, layer.edges, clock, limits.edges)
  }

  /** Removes everything that these writes do not speak of. */
  keepOnly(writes: readonly NamedWrite[]): void {
    const keysOf = (type: TopologyWrite['type']): ReadonlySet<string> =>
      new Set(writes.flatMap(({ element, key }) => (element.type === type ? [key] : [])))
    this.#nodes.removeAllBut(keysOf('node'))
    this.#edges.removeAllBut(keysOf('edge'))
  }

  take(write: NamedWrite): WriteVerdict {
    const { key, element } = write
    if (element.type === 'node') return this.#apply(this.#nodes, write, element.seen)
    const verdict = this.#apply(this.#edges, write, element.seen)
    if (verdict === 'taken' && element.seen !== undefined) this.#noteEnds(this.#edgesByEnd, element.seen, key)
    return verdict
  }

  finish(): Layer {
    const { failure: _, ...layer } = this.#layer
    return {
      ...layer,
      nodes: changeMap(layer.nodes, this.#nodes.changes),
      edges: changeMap(layer.edges, this.#edges.changes),
      buried: buryAll(layer.buried, this.#buried, this.#clock.readMs),
      clock: this.#clock,
      lastGood: { at: this.#clock.at, toldMs: stepTold(layer, layer.lastGood?.toldMs, this.#clock.at.wallMs) },
      leftOut: {
        nodes: this.#nodes.leftOutSince(layer.leftOut.nodes),
        edges: this.#edges.leftOutSince(layer.leftOut.edges),
      },
    }
  }

  #apply<T>(changes: LayerChanges<T>, write: NamedWrite, seen: T | undefined): WriteVerdict {
    const { key, op } = write
    const grave = `${write.element.type} ${key}`
    const tsMs = finite(write.tsMs, this.#clock.at.wallMs + clockSkewMs)
    const held = changes.get(key)
    const buried = this.#findBuried(grave)
    const newestMs = Math.max(held?.tsMs ?? -Infinity, buried?.tsMs ?? -Infinity)
    if (tsMs !== undefined && (tsMs < newestMs || this.#isOfDeleted(write, tsMs))) return 'ignored'
    const stampMs = tsMs ?? (newestMs > -Infinity ? newestMs : undefined)
    if (op === 'delete') {
      changes.remove(key)
      this.#bury(grave, stampMs)
      if (write.element.type === 'node') this.#dropEdgesOf(key, tsMs)
      return 'taken'
    }
    const next = seen ?? held?.seen
    // There is nothing to touch.
    if (next === undefined) return 'absent'
    const ttlMs = finite(write.ttlMs, longestTtlMs) ?? (op === 'touch' ? held?.ttlMs : undefined)
    const again = hold(this.#layer, held, next, this.#clockOf(tsMs, held))
    const isTaken = changes.set(key, {
      ...again,
      // Whoever touches an element says in so many words that it was seen now.
      ...(op === 'touch' ? { toldMs: again.lastSeenMs } : {}),
      ...(ttlMs === undefined ? {} : { ttlMs }),
      ...(stampMs === undefined ? {} : { tsMs: stampMs }),
    })
    if (!isTaken) return 'full'
    // The deletion of a node is remembered: what is said late of its edges went with it.
    if (buried !== undefined && write.element.type === 'edge') this.#buried.set(grave, undefined)
    return 'taken'
  }

  /** What speaks of a moment that has passed was seen then, and not now; never before what was seen already. */
  #clockOf(tsMs: number | undefined, held: Held<unknown> | undefined): LayerClock {
    const { readMs, at } = this.#clock
    const delayMs = tsMs === undefined ? 0 : Math.max(0, at.wallMs - tsMs)
    const spokenMs = delayMs > longestDelayMs ? 0 : delayMs
    const agoMs = Math.min(spokenMs, held === undefined ? Infinity : readMs - held.clockMs)
    if (agoMs <= 0) return this.#clock
    return { ...this.#clock, readMs: readMs - agoMs, at: { monoMs: at.monoMs - agoMs, wallMs: at.wallMs - agoMs } }
  }

  /** A deleted node takes its edges along, but none that something was said of at a later moment. */
  #dropEdgesOf(node: string, tsMs: number | undefined): void {
    this.#edgesByEnd ??= this.#indexEnds()
    for (const key of this.#edgesByEnd.get(node) ?? []) {
      const held = this.#edges.get(key)
      if (held === undefined || (tsMs !== undefined && held.tsMs !== undefined && held.tsMs > tsMs)) continue
      this.#edges.remove(key)
      // Whoever sends the batch again must not bring back what it has taken away.
      this.#bury(`edge ${key}`, tsMs)
    }
  }

  /** What is said of an edge as it was before one of its ends was deleted went with that end. */
  #isOfDeleted({ key, element }: NamedWrite, tsMs: number): boolean {
    if (element.type === 'node') return false
    return endsOf(key).some((end) => tsMs < (this.#findBuried(`node ${end}`)?.tsMs ?? -Infinity))
  }

  #findBuried(grave: string): Buried | undefined {
    return this.#buried.has(grave) ? this.#buried.get(grave) : lookUp(this.#layer.buried, grave)
  }

  #bury(grave: string, tsMs: number | undefined): void {
    if (tsMs !== undefined) this.#buried.set(grave, { tsMs, clockMs: this.#clock.readMs })
  }

  #indexEnds(): Map<string, Set<string>> {
    const index = new Map<string, Set<string>>()
    this.#edges.each(({ seen }, key) => this.#noteEnds(index, seen, key))
    return index
  }

  #noteEnds(index: Map<string, Set<string>> | undefined, { source, target }: SeenEdge, key: string): void {
    if (index === undefined) return
    for (const end of [source, target]) {
      const keys = index.get(end)
      if (keys === undefined) index.set(end, new Set([key]))
      else keys.add(key)
    }
  }
}

function finite(value: number | undefined, most: number): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Math.min(value, most)
}

function buryAll(before: OverlayMap<Buried>, changes: MapChanges<Buried>, clockMs: number): OverlayMap<Buried> {
  const after = changeMap(before, changes)
  if (after.size <= mostBuried) return after
  // The oldest are at the front, and go first.
  const old = new Map<string, undefined>()
  eachOf(after, (buried, key) => {
    const isSurplus = after.size - old.size > mostBuried
    if (isSurplus || clockMs - buried.clockMs > buriedForMs) old.set(key, undefined)
  })
  return changeMap(after, old)
}
