import { cleanEdge, cleanNode } from './clean-seen.ts'
import { cleanId, edgeIdOf } from './identity.ts'
import type { Buried, Held, Layer, LayerClock } from './layer.ts'
import { isGone, layerLimits, readClock } from './layer.ts'
import type { MapChanges, OverlayMap } from './overlay-map.ts'
import { changeMap, eachOf, lookUp } from './overlay-map.ts'
import { hold, stepTold } from './receive-seen.ts'
import type { SeenEdge, SeenNode, TopologyHandover, TopologyWrite } from './sighting.ts'

/** A client's clock may be wrong by so much before its stamps are no longer taken at their word. */
const clockSkewMs = 5 * 60_000
/** Nothing that is not repeated within a year is believed. */
const longestTtlMs = 366 * 24 * 60 * 60_000
/** How many deletions are remembered, and how long. */
const mostBuried = 20_000
const buriedForMs = 60 * 60_000

/** The layer after writes of a source that pushes; `replaced` writes are all that it says now. */
export function receiveWrites(
  layer: Layer,
  handover: TopologyHandover & { readonly kind: 'written' | 'replaced' },
): Layer {
  const { at } = handover
  const clock: LayerClock = { runs: true, readMs: readClock(layer, at), at }
  const draft = new Draft(layer, clock)
  for (const write of handover.writes) draft.take(write)
  if (handover.kind === 'replaced') draft.dropUnsaid()
  return draft.finish()
}

/** Collects what a batch changes, so that the layer is copied once and not for every write. */
class Draft {
  readonly #layer: Layer
  readonly #clock: LayerClock
  readonly #nodes: Changes<SeenNode>
  readonly #edges: Changes<SeenEdge>
  readonly #buried = new Map<string, Buried | undefined>()
  /** Deleted nodes take their edges along, unless those were written later. */
  readonly #deletedNodes = new Map<string, { readonly step: number; readonly tsMs: number | undefined }>()
  #step = 0

  constructor(layer: Layer, clock: LayerClock) {
    this.#layer = layer
    this.#clock = clock
    this.#nodes = new Changes(layer, layer.nodes, clock, layerLimits.nodes)
    this.#edges = new Changes(layer, layer.edges, clock, layerLimits.edges)
  }

  take(write: TopologyWrite): void {
    this.#step += 1
    if (write.type === 'node') {
      const node = write.op === 'upsert' ? cleanNode(write.node) : undefined
      this.#apply(this.#nodes, write, node?.id ?? cleanId(write.op === 'upsert' ? '' : write.id), node)
    } else {
      const edge = write.op === 'upsert' ? cleanEdge(write.edge) : undefined
      const { source, target } = edge ?? (write.op === 'upsert' ? write.edge : write)
      this.#apply(this.#edges, write, edgeIdOf(cleanId(source), cleanId(target)), edge)
    }
  }

  /** Removes everything that this batch did not write. */
  dropUnsaid(): void {
    this.#nodes.dropUnsaid()
    this.#edges.dropUnsaid()
  }

  finish(): Layer {
    this.#dropEdgesOfDeleted()
    const { failure: _, ...layer } = this.#layer
    const leftOut = { nodes: this.#nodes.leftOut, edges: this.#edges.leftOut }
    return {
      ...layer,
      nodes: changeMap(layer.nodes, this.#nodes.changes),
      edges: changeMap(layer.edges, this.#edges.changes),
      buried: buryAll(layer.buried, this.#buried, this.#clock.readMs),
      clock: this.#clock,
      lastGood: { at: this.#clock.at, toldMs: stepTold(layer, layer.lastGood?.toldMs, this.#clock.at.wallMs) },
      leftOut,
    }
  }

  #apply<T>(changes: Changes<T>, write: TopologyWrite, key: string, seen: T | undefined): void {
    const grave = `${write.type} ${key}`
    const tsMs = finite(write.tsMs, this.#clock.at.wallMs + clockSkewMs)
    const held = changes.get(key)
    const buried = this.#buried.has(grave) ? this.#buried.get(grave) : lookUp(this.#layer.buried, grave)
    const newestMs = Math.max(held?.tsMs ?? -Infinity, buried?.tsMs ?? -Infinity)
    changes.mention(key, this.#step)
    if (tsMs !== undefined && tsMs < newestMs) return
    if (write.op === 'delete') {
      changes.remove(key)
      if (write.type === 'node') this.#deletedNodes.set(key, { step: this.#step, tsMs })
      const at = tsMs ?? newestMs
      if (at > -Infinity) this.#buried.set(grave, { tsMs: at, clockMs: this.#clock.readMs })
      return
    }
    const next = seen ?? held?.seen
    // There is nothing to touch.
    if (next === undefined) return
    const ttlMs = finite(write.ttlMs, longestTtlMs) ?? (write.op === 'touch' ? held?.ttlMs : undefined)
    const stampMs = tsMs ?? (newestMs > -Infinity ? newestMs : undefined)
    const again = hold(this.#layer, held, next, this.#clockOf(tsMs, held))
    changes.set(key, {
      ...again,
      // Whoever touches an element says in so many words that it was seen now.
      ...(write.op === 'touch' ? { toldMs: again.lastSeenMs } : {}),
      ...(ttlMs === undefined ? {} : { ttlMs }),
      ...(stampMs === undefined ? {} : { tsMs: stampMs }),
    })
    if (buried !== undefined) this.#buried.set(grave, undefined)
  }

  /** What speaks of a moment that has passed was seen then, and not now; never before what was seen already. */
  #clockOf(tsMs: number | undefined, held: Held<unknown> | undefined): LayerClock {
    const { readMs, at } = this.#clock
    const spokenMs = tsMs === undefined ? 0 : Math.max(0, at.wallMs - tsMs)
    const agoMs = Math.min(spokenMs, held === undefined ? Infinity : readMs - held.clockMs)
    if (agoMs <= 0) return this.#clock
    return { ...this.#clock, readMs: readMs - agoMs, at: { monoMs: at.monoMs - agoMs, wallMs: at.wallMs - agoMs } }
  }

  #dropEdgesOfDeleted(): void {
    if (this.#deletedNodes.size === 0) return
    const dropped: string[] = []
    this.#edges.each(({ seen, tsMs }, key) => {
      const isDeletedWith = (end: string): boolean => {
        const deletion = this.#deletedNodes.get(end)
        if (deletion === undefined || this.#edges.stepOf(key) > deletion.step) return false
        return !(tsMs !== undefined && deletion.tsMs !== undefined && tsMs > deletion.tsMs)
      }
      if (isDeletedWith(seen.source) || isDeletedWith(seen.target)) dropped.push(key)
    })
    for (const key of dropped) this.#edges.remove(key)
  }
}

/** The changes of one batch to one kind of element. */
class Changes<T> {
  readonly changes = new Map<string, Held<T> | undefined>()
  leftOut = 0
  readonly #layer: Layer
  readonly #before: OverlayMap<Held<T>>
  readonly #clock: LayerClock
  readonly #limit: number
  readonly #steps = new Map<string, number>()
  #size: number

  constructor(layer: Layer, before: OverlayMap<Held<T>>, clock: LayerClock, limit: number) {
    this.#layer = layer
    this.#before = before
    this.#clock = clock
    this.#limit = limit
    this.#size = before.size
  }

  get(key: string): Held<T> | undefined {
    const held = this.changes.has(key) ? this.changes.get(key) : lookUp(this.#before, key)
    return held === undefined || isGone(this.#layer, held, this.#clock.readMs) ? undefined : held
  }

  set(key: string, held: Held<T>): void {
    const isNew = !this.#isThere(key)
    if (isNew && this.#size >= this.#limit) {
      this.leftOut += 1
      return
    }
    if (isNew) this.#size += 1
    this.changes.set(key, held)
  }

  remove(key: string): void {
    if (!this.#isThere(key)) return
    this.#size -= 1
    this.changes.set(key, undefined)
  }

  mention(key: string, step: number): void {
    this.#steps.set(key, step)
  }

  /** Which write of the batch spoke of it last; 0: none. */
  stepOf(key: string): number {
    return this.#steps.get(key) ?? 0
  }

  each(visit: (held: Held<T>, key: string) => void): void {
    eachOf(this.#before, (held, key) => {
      if (!this.changes.has(key)) visit(held, key)
    })
    for (const [key, held] of this.changes) if (held !== undefined) visit(held, key)
  }

  dropUnsaid(): void {
    eachOf(this.#before, (_, key) => {
      if (!this.#steps.has(key)) this.remove(key)
    })
  }

  #isThere(key: string): boolean {
    return this.changes.has(key) ? this.changes.get(key) !== undefined : lookUp(this.#before, key) !== undefined
  }
}

function finite(value: number | undefined, most: number): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Math.min(value, most)
}

function buryAll(before: OverlayMap<Buried>, changes: MapChanges<Buried>, clockMs: number): OverlayMap<Buried> {
  const after = changeMap(before, changes)
  if (after.size <= mostBuried) return after
  // Old graves go first; a flood of fresh ones empties the yard.
  const old = new Map<string, undefined>()
  eachOf(after, (buried, key) => {
    if (clockMs - buried.clockMs > buriedForMs || after.size > 2 * mostBuried) old.set(key, undefined)
  })
  return changeMap(after, old)
}
