import type { Layer } from './layer.ts'
import type { ProvenanceKind, TopologySourceKind, Traffic } from './sighting.ts'
import { provenanceKinds, trafficLayers } from './sighting.ts'
import type { EdgeSight, Sight } from './sight.ts'
import { trafficOf } from './traffic.ts'
import type { Provenance } from './view.ts'
import { writeMoment } from './write-moment.ts'

const stateOrder = ['live', 'idle', 'frozen', 'stale'] as const

/** 0 is the best that can be said of an element. */
export function rankOfState(state: Provenance['state']): number {
  return stateOrder.indexOf(state)
}

export function isStrongerKind(a: ProvenanceKind, b: ProvenanceKind): boolean {
  return provenanceKinds.indexOf(a) > provenanceKinds.indexOf(b)
}

/** Layers in the order in which they are believed: who pushes, then APIs, then Prometheus; then by priority. */
export function orderLayers(layers: Iterable<Layer>): readonly Layer[] {
  return [...layers].toSorted(({ declaration: a }, { declaration: b }) => {
    const byRank = rankOfSource(a.kind) - rankOfSource(b.kind) || b.priority - a.priority
    return byRank || (a.name < b.name ? -1 : 1)
  })
}

function rankOfSource(kind: TopologySourceKind): number {
  switch (kind) {
    case 'push':
      return 0
    case 'otlp':
    case 'docker':
    case 'kubernetes':
    case 'jaeger':
    case 'zipkin':
    case 'kiali':
    case 'backstage':
      return 1
    case 'prometheus':
      return 2
  }
}

/** Who saw an element, each source once, the most telling first. */
export function listProvenance(sights: readonly Sight<unknown>[]): readonly Provenance[] {
  const [only, ...others] = sights
  if (only === undefined) return []
  // Most elements have one source, and there are thousands of them.
  if (others.length === 0) return [provenanceOf(only)]
  const bySource = new Map<string, Sight<unknown>>()
  for (const sight of sights) {
    const known = bySource.get(sight.source)
    bySource.set(sight.source, known === undefined ? sight : joinSights(known, sight))
  }
  return [...bySource.values()]
    .toSorted(
      (a, b) =>
        provenanceKinds.indexOf(b.kind) - provenanceKinds.indexOf(a.kind) ||
        rankOfState(a.state) - rankOfState(b.state) ||
        a.order - b.order,
    )
    .map(provenanceOf)
}

function provenanceOf({ source, kind, state, firstSeenMs, lastSeenMs }: Sight<unknown>): Provenance {
  return { source, kind, state, firstSeen: writeMoment(firstSeenMs), lastSeen: writeMoment(lastSeenMs) }
}

function joinSights(a: Sight<unknown>, b: Sight<unknown>): Sight<unknown> {
  return {
    ...a,
    kind: isStrongerKind(b.kind, a.kind) ? b.kind : a.kind,
    state: rankOfState(b.state) < rankOfState(a.state) ? b.state : a.state,
    firstSeenMs: Math.min(a.firstSeenMs, b.firstSeenMs),
    lastSeenMs: Math.max(a.lastSeenMs, b.lastSeenMs),
  }
}

/** How a node stands by all sights of it. Who sees it running, in whatever way, outdoes who only has it in a plan. */
export function stateOfNode(sights: readonly Sight<unknown>[]): Provenance['state'] {
  return stateBy(sights, ({ kind }) => kind === 'observed' || kind === 'inferred' || kind === 'structure')
}

/**
 * How an edge stands by all sights of it. Who measures outdoes who only claims, so that an edge whose numbers are
 * frozen is not live because a plan has it.
 */
export function stateOfEdge(sights: readonly EdgeSight[]): Provenance['state'] {
  return stateBy(sights, ({ kind, traffic }) => kind === 'observed' || kind === 'inferred' || traffic !== undefined)
}

/** The best state of those who tell most, unless all that they remember is a ghost. */
function stateBy<S extends Sight<unknown>>(
  sights: readonly S[],
  isTelling: (sight: S) => boolean,
): Provenance['state'] {
  const telling = sights.filter((sight) => sight.state !== 'stale' && isTelling(sight))
  return (telling.length > 0 ? telling : sights).reduce<Provenance['state']>(
    (best, { state }) => (rankOfState(state) < rankOfState(best) ? state : best),
    'stale',
  )
}

/**
 * The most telling numbers of an edge. Those of two sources are never added, for they count the same requests; those of
 * one source are, where several of its edges became one.
 */
export function chooseTraffic(
  sights: readonly EdgeSight[],
  state: Provenance['state'],
): (Traffic & { readonly source: string }) | undefined {
  // Frozen numbers are told only of what is frozen as a whole: nobody takes them for those of now.
  const candidates = sights.filter(
    (sight) => sight.traffic !== undefined && (sight.state !== 'frozen' || state === 'frozen'),
  )
  if (candidates.length === 0) return undefined
  const [first, ...others] = candidates.toSorted(compareTelling)
  if (first?.traffic === undefined) return undefined
  const same = others.filter(
    ({ source, traffic }) => source === first.source && traffic?.layer === first.traffic?.layer,
  )
  const traffic = [first, ...same].flatMap(({ traffic }) => traffic ?? []).reduce(addTraffic)
  // What the best source does not know at all may come from another, for it is a number of another kind.
  const health = leastOf(candidates.flatMap(({ traffic }) => traffic?.health ?? []))
  const bytesPerSecond = traffic.bytesPerSecond ?? firstOf(others, (one) => one.bytesPerSecond)
  const deniedPerSecond = traffic.deniedPerSecond ?? firstOf(others, (one) => one.deniedPerSecond)
  return {
    ...traffic,
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
    ...(deniedPerSecond === undefined ? {} : { deniedPerSecond }),
    ...(health === undefined ? {} : { health }),
    source: first.source,
  }
}

function compareTelling(a: EdgeSight, b: EdgeSight): number {
  const rankOf = ({ traffic }: EdgeSight): number =>
    (traffic?.ratePerSecond === undefined ? trafficLayers.length : 0) + trafficLayers.indexOf(traffic?.layer ?? 'l4')
  return rankOf(a) - rankOf(b) || a.order - b.order
}

function addTraffic(a: Traffic, b: Traffic): Traffic {
  const sum = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined ? y : y === undefined ? x : x + y
  // Of a quantile of the whole no more is known than that it is not above the greatest of its parts.
  const max = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined ? y : y === undefined ? x : Math.max(x, y)
  return trafficOf({
    layer: a.layer,
    ratePerSecond: sum(a.ratePerSecond, b.ratePerSecond),
    errorsPerSecond: sum(a.errorsPerSecond, b.errorsPerSecond),
    p50Seconds: max(a.p50Seconds, b.p50Seconds),
    p95Seconds: max(a.p95Seconds, b.p95Seconds),
    bytesPerSecond: sum(a.bytesPerSecond, b.bytesPerSecond),
    deniedPerSecond: sum(a.deniedPerSecond, b.deniedPerSecond),
  })
}

function firstOf(sights: readonly EdgeSight[], pick: (traffic: Traffic) => number | undefined): number | undefined {
  for (const { traffic } of sights) {
    const value = traffic === undefined ? undefined : pick(traffic)
    if (value !== undefined) return value
  }
  return undefined
}

function leastOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((least, value) => Math.min(least, value))
}
