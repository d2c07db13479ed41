import { isEqual } from '../edit/equal.ts'
import type { Instant } from '../instant.ts'
import type { Layer } from './layer.ts'
import { emptyLayer, forgetAfterOf, freshUntilMs, isGone, readClock, staleAfterOf } from './layer.ts'
import type { Held } from './layer.ts'
import type { OverlayMap } from './overlay-map.ts'
import { eachOf, filterMap } from './overlay-map.ts'
import { receiveFailure, receiveSeen } from './receive-seen.ts'
import { receiveWrites } from './receive-writes.ts'
import type { WriteVerdict } from './receive-writes.ts'
import type { TopologyHandover, TopologySourceDeclaration } from './sighting.ts'

/** Everything that is known of all topology sources: one layer for each, by name. */
export interface Topology {
  readonly layers: ReadonlyMap<string, Layer>
}

/** A topology of which nothing has been heard yet. */
export function createTopology(declarations: readonly TopologySourceDeclaration[]): Topology {
  return declareSources({ layers: new Map() }, declarations)
}

/**
 * The topology with these sources and no others. What a source said stays, as long as the source is of the same kind.
 */
export function declareSources(topology: Topology, declarations: readonly TopologySourceDeclaration[]): Topology {
  const layers = declarations.map((declaration): [string, Layer] => {
    const known = topology.layers.get(declaration.name)
    if (known?.declaration.kind !== declaration.kind) return [declaration.name, emptyLayer(declaration)]
    return [declaration.name, isEqual(known.declaration, declaration) ? known : { ...known, declaration }]
  })
  return { layers: new Map(layers) }
}

/** The topology after one hand-over. Hand-overs of sources that it does not know change nothing. */
export function receiveTopology(topology: Topology, handover: TopologyHandover): Topology {
  const layer = topology.layers.get(handover.source)
  if (layer === undefined) return topology
  return withLayer(topology, receiveInLayer(layer, handover))
}

/**
 * The topology after writes of one source, and what became of each of them: none of a source that it does not know.
 *
 * @param limits how much the source may hold
 */
export function writeTopology(
  topology: Topology,
  handover: TopologyHandover & { readonly kind: 'written' | 'replaced' },
  limits: { readonly nodes: number; readonly edges: number },
): { readonly topology: Topology; readonly verdicts: readonly WriteVerdict[] } {
  const layer = topology.layers.get(handover.source)
  if (layer === undefined) return { topology, verdicts: [] }
  const written = receiveWrites(layer, handover, limits)
  return { topology: withLayer(topology, written.layer), verdicts: written.verdicts }
}

/** The topology without what is gone by now; the same topology when nothing is. */
export function ageTopology(topology: Topology, now: Instant): Topology {
  let aged = topology
  for (const layer of topology.layers.values()) {
    const clockMs = readClock(layer, now)
    const keep = <T>(map: OverlayMap<Held<T>>): OverlayMap<Held<T>> =>
      filterMap(map, (held) => !isGone(layer, held, clockMs))
    const nodes = keep(layer.nodes)
    const edges = keep(layer.edges)
    if (nodes !== layer.nodes || edges !== layer.edges) aged = withLayer(aged, { ...layer, nodes, edges })
  }
  return aged
}

/**
 * When, by the monotonic clock, time alone changes next what the topology says: a pushed element grows stale or is
 * gone, or a polled source was not heard for too long.
 */
export function nextTopologyChangeAfter(topology: Topology, now: Instant): number | undefined {
  let next = Infinity
  const consider = (atMs: number): void => {
    if (atMs > now.monoMs && atMs < next) next = atMs
  }
  for (const layer of topology.layers.values()) {
    const { clock } = layer
    if (layer.failure === undefined) consider(freshUntilMs(layer) ?? Infinity)
    if (clock === undefined || !clock.runs) continue
    const staleAfterMs = staleAfterOf(layer)
    const considerHeld = (held: Held<unknown>): void => {
      const seenAtMs = clock.at.monoMs - (clock.readMs - held.clockMs)
      // One ms more, because an element is what it is up to and including its last moment.
      consider(seenAtMs + staleAfterMs + 1)
      consider(seenAtMs + forgetAfterOf(layer, held) + 1)
    }
    eachOf(layer.nodes, considerHeld)
    eachOf(layer.edges, considerHeld)
  }
  return next === Infinity ? undefined : next
}

function receiveInLayer(layer: Layer, handover: TopologyHandover): Layer {
  switch (handover.kind) {
    case 'seen':
      return receiveSeen(layer, handover)
    case 'failed':
      return receiveFailure(layer, handover)
    case 'written':
    case 'replaced':
      return receiveWrites(layer, handover).layer
  }
}

function withLayer(topology: Topology, layer: Layer): Topology {
  return { layers: new Map(topology.layers).set(layer.declaration.name, layer) }
}
