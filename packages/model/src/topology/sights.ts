import type { Instant } from '../instant.ts'
import { edgeIdOf } from './identity.ts'
import type { Held, Layer } from './layer.ts'
import { forgetAfterOf, isFrozen, readClock, staleAfterOf } from './layer.ts'
import { eachOf } from './overlay-map.ts'
import type { EdgeSight, NodeSight, Sight } from './sight.ts'
import type { SeenEdge, SeenNode, Traffic } from './sighting.ts'
import { isStrongerKind, rankOfState } from './weigh.ts'

/** All sights of all layers, those that are believed first in front. */
export interface Sights {
  readonly nodes: ReadonlyMap<string, readonly NodeSight[]>
  readonly edges: ReadonlyMap<string, readonly EdgeSight[]>
  /** How much each layer sees. */
  readonly counts: ReadonlyMap<Layer, SightCounts>
}

export interface SightCounts {
  readonly nodes: number
  readonly edges: number
}

/** What all these layers see now. The layers stand in the order in which they are believed. */
export function collectSights(layers: readonly Layer[], now: Instant): Sights {
  const nodes = new Map<string, NodeSight[]>()
  const edges = new Map<string, EdgeSight[]>()
  const counts = new Map<Layer, SightCounts>()
  for (const [order, layer] of layers.entries()) {
    const own = new Map<string, NodeSight>()
    let ownEdges = 0
    const judge = createJudge(layer, order, now)
    eachOf(layer.nodes, (held, id) => {
      const sight = judge(held)
      if (sight !== undefined) own.set(id, sight)
    })
    eachOf(layer.edges, (held) => {
      const sight = judgeEdge(layer, judge(held), held, now)
      if (sight === undefined) return
      ownEdges += 1
      append(edges, edgeIdOf(held.seen.source, held.seen.target), sight)
      for (const end of [held.seen.source, held.seen.target]) own.set(end, strengthen(own.get(end), sight))
    })
    for (const [id, sight] of own) append(nodes, id, sight)
    counts.set(layer, { nodes: own.size, edges: ownEdges })
  }
  return { nodes, edges, counts }
}

type Judge = <T extends SeenNode | SeenEdge>(held: Held<T>) => (Sight<T> & { readonly seen: T }) | undefined

function createJudge(layer: Layer, order: number, now: Instant): Judge {
  const clockMs = readClock(layer, now)
  const staleAfterMs = staleAfterOf(layer)
  const freshState = isFrozen(layer, now) ? 'frozen' : 'live'
  const source = layer.declaration.name
  return (held) => {
    const ageMs = clockMs - held.clockMs
    if (ageMs > forgetAfterOf(layer, held)) return undefined
    const state = ageMs > staleAfterMs ? 'stale' : freshState
    return {
      source,
      order,
      seen: held.seen,
      kind: held.seen.provenance,
      state,
      firstSeenMs: held.firstSeenMs,
      lastSeenMs: state === 'live' ? held.toldMs : held.lastSeenMs,
    }
  }
}

function judgeEdge(
  layer: Layer,
  sight: (Sight<SeenEdge> & { readonly seen: SeenEdge }) | undefined,
  held: Held<SeenEdge>,
  now: Instant,
): EdgeSight | undefined {
  if (sight === undefined) return undefined
  const { intervalMs } = layer.lastGood ?? {}
  // Numbers of a polled source are of now as evidence is: while they are younger than two intervals.
  const isFresh = intervalMs === undefined || readClock(layer, now) - held.clockMs < 2 * intervalMs
  const traffic = isFresh && sight.state !== 'stale' ? held.seen.traffic : undefined
  return { ...sight, traffic, state: sight.state === 'live' && isIdle(traffic) ? 'idle' : sight.state }
}

function isIdle(traffic: Traffic | undefined): boolean {
  if (traffic === undefined) return false
  const { ratePerSecond, bytesPerSecond } = traffic
  return (ratePerSecond ?? bytesPerSecond) === 0 && (bytesPerSecond ?? 0) === 0
}

/** A node is at least as much there as the edges that end at it. */
function strengthen(node: NodeSight | undefined, edge: EdgeSight): NodeSight {
  const state = edge.state === 'idle' ? 'live' : edge.state
  if (node === undefined) return { ...edge, state, seen: undefined }
  const isBetter = rankOfState(state) < rankOfState(node.state)
  const isLater = edge.lastSeenMs > node.lastSeenMs
  const isEarlier = edge.firstSeenMs < node.firstSeenMs
  const isStronger = isStrongerKind(edge.kind, node.kind)
  if (!isBetter && !isLater && !isEarlier && !isStronger) return node
  return {
    ...node,
    state: isBetter ? state : node.state,
    lastSeenMs: isLater ? edge.lastSeenMs : node.lastSeenMs,
    firstSeenMs: isEarlier ? edge.firstSeenMs : node.firstSeenMs,
    kind: isStronger ? edge.kind : node.kind,
  }
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
