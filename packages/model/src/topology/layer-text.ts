import type * as z from 'zod/mini'
import type { Instant } from '../instant.ts'
import { cleanEdge, cleanNode } from './clean-seen.ts'
import { edgeIdOf } from './identity.ts'
import { keptEdgeSchema, keptLayerSchema, keptNodeSchema } from './kept-layer.ts'
import type { Buried, Held, Layer } from './layer.ts'
import { layerLimits } from './layer.ts'
import type { OverlayMap } from './overlay-map.ts'
import { eachOf, mapOf } from './overlay-map.ts'
import type { SeenEdge, SeenNode, TopologySourceKind } from './sighting.ts'
import type { Topology } from './topology.ts'

/** What was kept of a layer, read back. */
export interface KeptLayer extends Omit<Layer, 'declaration' | 'clock' | 'lastGood' | 'failure' | 'warnings'> {
  readonly source: string
  readonly kind: TopologySourceKind
  readonly clock: { readonly runs: boolean; readonly readMs: number; readonly wallMs: number }
  readonly lastGood?: { readonly wallMs: number; readonly intervalMs?: number }
  /** How many elements could not be read. */
  readonly damaged: number
}

export type ReadLayer =
  | { readonly ok: true; readonly layer: KeptLayer }
  | { readonly ok: false; readonly reason: string }

/**
 * The layers as texts to be kept, by source.
 *
 * @param since an earlier state: only the layers that changed after it are written
 */
export function writeLayers(topology: Topology, since?: Topology): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [source, layer] of topology.layers) {
    if (layer.clock !== undefined && since?.layers.get(source) !== layer) texts.set(source, writeLayer(layer))
  }
  return texts
}

/** Reads a kept layer. A text that is none is refused with a reason; a damaged element is left out. */
export function readLayer(text: string): ReadLayer {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'it is not JSON' }
  }
  const read = keptLayerSchema.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    const path = issue?.path.join('.') ?? ''
    return { ok: false, reason: `${path === '' ? 'it' : path} is not as it was written: ${issue?.message ?? ''}` }
  }
  const { data } = read
  const nodes = readAll(data.nodes, keptNodeSchema, cleanNode, ({ id }) => id, layerLimits.nodes)
  const edges = readAll(
    data.edges,
    keptEdgeSchema,
    cleanEdge,
    (edge) => edgeIdOf(edge.source, edge.target),
    layerLimits.edges,
  )
  const { lastGood } = data
  return {
    ok: true,
    layer: {
      source: data.source,
      kind: data.kind,
      nodes: nodes.held,
      edges: edges.held,
      buried: mapOf(new Map(data.buried.map(([key, tsMs, clockMs]): [string, Buried] => [key, { tsMs, clockMs }]))),
      clock: data.clock,
      ...(lastGood === undefined
        ? {}
        : {
            lastGood: {
              wallMs: lastGood.wallMs,
              ...(lastGood.intervalMs === undefined ? {} : { intervalMs: lastGood.intervalMs }),
            },
          }),
      caveats: data.caveats,
      leftOut: data.leftOut,
      damaged: nodes.damaged + edges.damaged,
    },
  }
}

/**
 * The topology with what was kept of its sources, as it was: polled elements are as old as they were, because nobody
 * looked in between, and pushed ones have grown older. What could not be taken is told by source, with the reason.
 */
export function restoreLayers(
  topology: Topology,
  texts: ReadonlyMap<string, string>,
  now: Instant,
): { readonly topology: Topology; readonly dropped: ReadonlyMap<string, string> } {
  const layers = new Map(topology.layers)
  const dropped = new Map<string, string>()
  for (const [source, text] of texts) {
    const layer = layers.get(source)
    const read = readLayer(text)
    if (!read.ok) dropped.set(source, read.reason)
    else if (layer === undefined) dropped.set(source, 'there is no such source any more')
    else if (read.layer.source !== source) dropped.set(source, `it was written for ${read.layer.source}`)
    else if (layer.declaration.kind !== read.layer.kind) dropped.set(source, 'the source is of another kind now')
    // What was heard in this life is newer than what was kept.
    else if (layer.clock === undefined) layers.set(source, restoreLayer(layer, read.layer, now))
  }
  return { topology: { layers }, dropped }
}

function restoreLayer(layer: Layer, kept: KeptLayer, now: Instant): Layer {
  const { nodes, edges, buried, clock, lastGood, caveats, leftOut } = kept
  const instantOf = (wallMs: number): Instant => ({ wallMs, monoMs: now.monoMs - Math.max(0, now.wallMs - wallMs) })
  return {
    ...layer,
    nodes,
    edges,
    buried,
    caveats,
    leftOut,
    clock: { runs: clock.runs, readMs: clock.readMs, at: instantOf(clock.wallMs) },
    ...(lastGood === undefined
      ? {}
      : {
          lastGood: {
            at: instantOf(lastGood.wallMs),
            toldMs: lastGood.wallMs,
            ...(lastGood.intervalMs === undefined ? {} : { intervalMs: lastGood.intervalMs, isRestored: true }),
          },
        }),
  }
}

function writeLayer(layer: Layer): string {
  const { declaration, clock, lastGood, caveats, leftOut } = layer
  return JSON.stringify({
    version: 1,
    source: declaration.name,
    kind: declaration.kind,
    clock: { runs: clock?.runs ?? false, readMs: clock?.readMs ?? 0, wallMs: clock?.at.wallMs ?? 0 },
    ...(lastGood === undefined ? {} : { lastGood: { wallMs: lastGood.at.wallMs, intervalMs: lastGood.intervalMs } }),
    caveats,
    leftOut,
    nodes: listHeld(layer.nodes),
    edges: listHeld(layer.edges),
    buried: listBuried(layer.buried),
  })
}

function listHeld<T>(map: OverlayMap<Held<T>>): readonly object[] {
  const list: object[] = []
  eachOf(map, ({ seen, firstSeenMs, lastSeenMs, clockMs, ttlMs, tsMs }) => {
    list.push({ seen, firstSeenMs, lastSeenMs, clockMs, ttlMs, tsMs })
  })
  return list
}

function listBuried(map: OverlayMap<Buried>): readonly (readonly [string, number, number])[] {
  const list: [string, number, number][] = []
  eachOf(map, ({ tsMs, clockMs }, key) => list.push([key, tsMs, clockMs]))
  return list
}

type KeptElement<Kept> = Omit<Held<unknown>, 'seen' | 'toldMs' | 'ttlMs' | 'tsMs'> & {
  readonly seen: Kept
  readonly ttlMs?: number | undefined
  readonly tsMs?: number | undefined
}

function readAll<Kept, T extends SeenNode | SeenEdge>(
  list: readonly unknown[],
  schema: z.ZodMiniType<KeptElement<Kept>>,
  clean: (kept: Kept) => T,
  keyOf: (seen: T) => string,
  limit: number,
): { readonly held: OverlayMap<Held<T>>; readonly damaged: number } {
  const held = new Map<string, Held<T>>()
  let damaged = 0
  for (const item of list) {
    const read = schema.safeParse(item)
    if (!read.success || held.size >= limit) {
      damaged += 1
      continue
    }
    const { seen, firstSeenMs, lastSeenMs, clockMs, ttlMs, tsMs } = read.data
    const cleaned = clean(seen)
    held.set(keyOf(cleaned), {
      seen: cleaned,
      firstSeenMs,
      lastSeenMs,
      toldMs: lastSeenMs,
      clockMs,
      ...(ttlMs === undefined ? {} : { ttlMs }),
      ...(tsMs === undefined ? {} : { tsMs }),
    })
  }
  return { held: mapOf(held), damaged }
}
