import type { Instant } from '../instant.ts'
import type { SeenEdge, SeenNode, TopologySourceDeclaration } from './sighting.ts'
import type { OverlayMap } from './overlay-map.ts'
import { mapOf } from './overlay-map.ts'

/** An element as its source told of it last. */
export interface Held<T> {
  readonly seen: T
  /** Ms since 1970. */
  readonly firstSeenMs: number
  readonly lastSeenMs: number
  /** What is told as last seen while it is live: it follows in steps, lest every look changes every element. */
  readonly toldMs: number
  /** When it was last seen, on the clock of its layer. */
  readonly clockMs: number
  /** Forgotten at this age; undefined: when its source says. */
  readonly ttlMs?: number
  /** The moment that the newest write about it speaks of, ms since 1970. */
  readonly tsMs?: number
}

/** Writes about a deleted element that are older than its deletion are ignored. */
export interface Buried {
  readonly tsMs: number
  readonly clockMs: number
}

/**
 * What elements age by. That of a polled source steps on with each good answer, so that nothing ages while nobody can
 * see it; that of a source which pushes runs.
 */
export interface LayerClock {
  readonly runs: boolean
  readonly readMs: number
  /** When it read so. */
  readonly at: Instant
}

/** Everything that one source told of, each element since its last word about it. */
export interface Layer {
  readonly declaration: TopologySourceDeclaration
  readonly nodes: OverlayMap<Held<SeenNode>>
  /** By the id that `edgeIdOf` makes of the ends. */
  readonly edges: OverlayMap<Held<SeenEdge>>
  /** By kind and key. */
  readonly buried: OverlayMap<Buried>
  /** Undefined: it never said anything. */
  readonly clock?: LayerClock
  readonly lastGood?: {
    readonly at: Instant
    /** What is told of it, ms since 1970: of a source that pushes it follows in steps. */
    readonly toldMs: number
    /** Of a polled source. */
    readonly intervalMs?: number
    /** It was said before this process began: what was true then may not be now. */
    readonly isRestored?: true
  }
  readonly failure?: { readonly message: string }
  readonly warnings: readonly string[]
  readonly caveats: readonly string[]
  readonly leftOut: { readonly nodes: number; readonly edges: number }
}

/** What one source can hold; the rest is left out, and counted. */
export const layerLimits = { nodes: 20_000, edges: 60_000 } as const

const leastStaleAfterMs = 5 * 60_000

export function emptyLayer(declaration: TopologySourceDeclaration): Layer {
  return {
    declaration,
    nodes: mapOf(),
    edges: mapOf(),
    buried: mapOf(),
    warnings: [],
    caveats: [],
    leftOut: { nodes: 0, edges: 0 },
  }
}

/** What the layer's clock reads now. */
export function readClock({ clock }: Layer, now: Instant): number {
  if (clock === undefined) return 0
  return clock.runs ? clock.readMs + Math.max(0, now.monoMs - clock.at.monoMs) : clock.readMs
}

export function staleAfterOf({ declaration, lastGood }: Pick<Layer, 'declaration' | 'lastGood'>): number {
  return declaration.staleAfterMs ?? Math.max(3 * (lastGood?.intervalMs ?? 0), leastStaleAfterMs)
}

/** At which age an element is gone. */
export function forgetAfterOf(layer: Layer, held: Held<unknown>): number {
  return held.ttlMs ?? layer.declaration.forgetAfterMs
}

export function isGone(layer: Layer, held: Held<unknown>, clockMs: number): boolean {
  return clockMs - held.clockMs > forgetAfterOf(layer, held)
}

/** Until when, by the monotonic clock, a polled source need not be heard again to be believed. */
export function freshUntilMs({ lastGood }: Layer): number | undefined {
  if (lastGood?.intervalMs === undefined) return undefined
  return lastGood.isRestored ? -Infinity : lastGood.at.monoMs + 2 * lastGood.intervalMs
}

/** Whether what the layer says cannot be vouched for now: its source fails, or is silent. */
export function isFrozen(layer: Layer, now: Instant): boolean {
  return layer.failure !== undefined || now.monoMs >= (freshUntilMs(layer) ?? Infinity)
}
