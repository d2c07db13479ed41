import type { Instant } from '../instant.ts'
import { cleanId, edgeIdOf } from './identity.ts'
import { isGone, readClock, type Held } from './layer.ts'
import { eachOf, lookUp, type OverlayMap } from './overlay-map.ts'
import type { SeenEdge, SeenNode } from './sighting.ts'
import type { Topology } from './topology.ts'

/** What a source said of an element, as far as whoever answers the source must know. */
export interface SaidElement<T> {
  readonly seen: T
  readonly ttlMs?: number
  /** The moment that the newest write about it speaks of, ms since 1970. */
  readonly tsMs?: number
}

/** What one source says now. */
export interface Said {
  readonly nodes: readonly SaidElement<SeenNode>[]
  readonly edges: readonly SaidElement<SeenEdge>[]
}

/** Which element a write is about. */
export type ElementName =
  | { readonly type: 'node'; readonly id: string }
  | { readonly type: 'edge'; readonly source: string; readonly target: string }

/** A text that is the same for every spelling of an element's name. */
export function keyOfElement(name: ElementName): string {
  return name.type === 'node' ? cleanId(name.id) : edgeIdOf(cleanId(name.source), cleanId(name.target))
}

/** Everything that a source says now; undefined when there is no such source. */
export function readSaid(topology: Topology, source: string, now: Instant): Said | undefined {
  const layer = topology.layers.get(source)
  if (layer === undefined) return undefined
  const clockMs = readClock(layer, now)
  const list = <T>(map: OverlayMap<Held<T>>): readonly SaidElement<T>[] => {
    const all: SaidElement<T>[] = []
    eachOf(map, (held) => {
      if (!isGone(layer, held, clockMs)) all.push(held)
    })
    return all
  }
  return { nodes: list(layer.nodes), edges: list(layer.edges) }
}

/** How many elements a source has, those included that time has not been asked about lately. */
export function countSaid(topology: Topology, source: string): { readonly nodes: number; readonly edges: number } {
  const layer = topology.layers.get(source)
  return { nodes: layer?.nodes.size ?? 0, edges: layer?.edges.size ?? 0 }
}

/** What a source says now of one element, by `keyOfElement`; undefined when it says nothing. */
export function findSaid(
  topology: Topology,
  source: string,
  type: ElementName['type'],
  key: string,
  now: Instant,
): SaidElement<SeenNode | SeenEdge> | undefined {
  const layer = topology.layers.get(source)
  const held =
    layer === undefined
      ? undefined
      : lookUp<Held<SeenNode | SeenEdge>>(type === 'node' ? layer.nodes : layer.edges, key)
  return layer === undefined || held === undefined || isGone(layer, held, readClock(layer, now)) ? undefined : held
}
