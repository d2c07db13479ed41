import { isoOf } from '../instant.ts'
import type { Instant } from '../instant.ts'
import type { GraphDocument, GraphEdge } from '../graph/document.ts'
import type { IndexedAlert } from '../status/evidence-index.ts'
import { indexEvidence } from '../status/evidence-index.ts'
import type { Freshness } from '../status/freshness.ts'
import { older } from '../status/freshness.ts'
import type { Scene } from '../status/judge.ts'
import { isHeard } from '../status/heard.ts'
import { judgeAlert } from '../status/judge.ts'
import { missingReason } from '../status/reasons.ts'
import type { EdgeStatus, Reason, Snapshot, Via } from '../status/snapshot.ts'
import { reasonLimit } from '../status/snapshot.ts'
import { muteBy, passBy, staleOverlay, worstFirst } from '../status/verdict.ts'
import type { JudgedAlert, Verdict } from '../status/verdict.ts'
import type { NamedEdge } from './edge-names.ts'
import { findNamedEdges } from './edge-names.ts'
import { heldSinceSeen, judgeTraffic } from './judge-traffic.ts'
import type { JudgedTraffic } from './judge-traffic.ts'
import type { TopologyEdge, TopologyView } from './view.ts'

export interface JudgedEdges {
  readonly edges: Snapshot['edges']
  /** Monotonic ms: when time alone changes a lamp, because what gave it is no longer held. */
  readonly nextChangeAtMs?: number
}

/**
 * The statuses of the edges that anything is known of: alerts that name both ends, and what the traffic says. The first
 * row that holds, as for nodes; an edge of which nobody says anything has no status at all.
 *
 * @param before the last statuses, from which trouble that goes on has its beginning
 */
export function judgeEdges(
  graph: GraphDocument,
  view: TopologyView | undefined,
  scene: Scene,
  before?: Snapshot['edges'],
): JudgedEdges {
  const alerts = findAlerts(graph, view, scene)
  const edges: Record<string, EdgeStatus> = Object.create(null)
  let nextChangeAtMs = Infinity
  for (const edge of graph.edges) {
    const seen = view !== undefined && Object.hasOwn(view.edges, edge.id) ? view.edges[edge.id] : undefined
    const own = alerts.get(edge.id) ?? []
    if (seen === undefined && own.length === 0) continue
    const judged = judgeEdge(seen, view, own, scene)
    if (judged === undefined) continue
    const last = before !== undefined && Object.hasOwn(before, edge.id) ? before[edge.id] : undefined
    edges[edge.id] = before === undefined ? judged.status : withBeginnings(judged.status, last, isoOf(scene.now))
    nextChangeAtMs = Math.min(nextChangeAtMs, judged.heldUntilMs)
  }
  return { edges, ...(nextChangeAtMs === Infinity ? {} : { nextChangeAtMs }) }
}

function findAlerts(
  graph: GraphDocument,
  view: TopologyView | undefined,
  { world, now }: Scene,
): ReadonlyMap<GraphEdge['id'], readonly [IndexedAlert, NamedEdge][]> {
  const found = new Map<string, [IndexedAlert, NamedEdge][]>()
  for (const indexed of indexEvidence(world).alerts) {
    if (!isHeard(indexed, world, now)) continue
    for (const named of findNamedEdges(graph, view, indexed.alert.labels, world.mapping.topology.edgeLabels)) {
      const known = found.get(named.edge)
      if (known === undefined) found.set(named.edge, [[indexed, named]])
      else known.push([indexed, named])
    }
  }
  return found
}

/** How an alert came to speak about the edge. */
function viaOf({ alert, via }: IndexedAlert, { pair }: NamedEdge): Via {
  const selector = [...via.values()][0]?.selector
  const service = `${alert.labels[pair.source] ?? ''} → ${alert.labels[pair.target] ?? ''}`
  return { source: 'label', key: `${pair.source}, ${pair.target}`, service, ...(selector ? { selector } : {}) }
}

function judgeEdge(
  seen: TopologyEdge | undefined,
  view: TopologyView | undefined,
  named: readonly (readonly [IndexedAlert, NamedEdge])[],
  scene: Scene,
): { readonly status: EdgeStatus; readonly heldUntilMs: number } | undefined {
  const { now, world } = scene
  const { holdMs } = world.mapping.alerts
  const alerts = named.map(([indexed, by]) => judgeAlert(indexed, viaOf(indexed, by), scene))
  const measuring = { mapping: world.mapping.topology, holdMs, now }
  const traffic = seen === undefined || view === undefined ? [] : judgeTraffic(seen, view, measuring)
  const verdict = verdictOf(seen, alerts, traffic, scene)
  if (verdict === undefined) return undefined
  const told = traffic.map(({ reason }) =>
    reason.lamp === 'ok' && verdict.lamp === 'unknown' ? inDoubt(reason) : reason,
  )
  const reasons = worstFirst([...alerts.map(({ reason }) => reason), ...verdict.reasons, ...told])
  return {
    status: { lamp: verdict.lamp, overlays: staleOverlay(verdict), reasons: reasons.slice(0, reasonLimit) },
    heldUntilMs: heldUntil([verdict.freshness, ...traffic.map(({ freshness }) => freshness)], holdMs, now),
  }
}

function verdictOf(
  seen: TopologyEdge | undefined,
  alerts: readonly JudgedAlert[],
  traffic: readonly JudgedTraffic[],
  scene: Scene,
): Verdict | undefined {
  return (
    passBy('critical', alerts, traffic) ??
    passBy('warning', alerts, traffic) ??
    muteBy(alerts) ??
    provenOk(seen, alerts, traffic, scene) ??
    unknown(seen, alerts, traffic, scene)
  )
}

/** Requests flow, and all that is known of them is within its thresholds. */
function provenOk(
  seen: TopologyEdge | undefined,
  alerts: readonly JudgedAlert[],
  traffic: readonly JudgedTraffic[],
  scene: Scene,
): Verdict | undefined {
  const good = isFlowing(seen) ? traffic.filter(({ lamp }) => lamp === 'ok') : []
  const isUnjudged = traffic.some(({ reason }) => reason.title === 'errors' && reason.lamp === 'unknown')
  if (good.length === 0 || isUnjudged) return undefined
  if ([...alerts, ...traffic].some(({ freshness }) => freshness.kind === 'gone')) return undefined
  const silence = freshnessOfSilence(scene)
  if (silence.kind === 'gone') return undefined
  return { lamp: 'ok', freshness: good.map(({ freshness }) => freshness).reduce(older, silence), reasons: [] }
}

/** Where alerts are told at all, one about this edge may be what an upstream that is silent does not tell. */
function freshnessOfSilence({ world, noAlerts }: Scene): Freshness {
  return world.upstreams.some(({ kind }) => kind !== 'versions') ? noAlerts : { kind: 'fresh' }
}

function isFlowing(seen: TopologyEdge | undefined): boolean {
  return (seen?.traffic?.ratePerSecond ?? 0) > 0
}

/** What was measured once and nobody vouches for, or cannot be judged; undefined when nobody says anything. */
function unknown(
  seen: TopologyEdge | undefined,
  alerts: readonly JudgedAlert[],
  traffic: readonly JudgedTraffic[],
  scene: Scene,
): Verdict | undefined {
  // Of an edge without requests it is no news that its target is well.
  const news = traffic.filter(({ lamp }) => lamp !== 'ok' || isFlowing(seen))
  const gone = news.find(({ freshness }) => freshness.kind === 'gone')?.freshness ?? goneOf(seen, scene)
  if (gone !== undefined && gone.kind !== 'fresh') {
    return { lamp: 'unknown', freshness: asHeld(gone), reasons: [missingReason('evidence-too-old', gone.reason, gone)] }
  }
  const fresh: Freshness = { kind: 'fresh' }
  const silence = freshnessOfSilence(scene)
  if (silence.kind === 'gone' && news.some(({ lamp }) => lamp === 'ok')) {
    return { lamp: 'unknown', freshness: fresh, reasons: [missingReason('alerts-not-fresh', silence.reason, silence)] }
  }
  return alerts.length + news.length > 0 ? { lamp: 'unknown', freshness: fresh, reasons: [] } : undefined
}

/** Of an edge that was in use and that nobody sees any more: when somebody did. */
function goneOf(seen: TopologyEdge | undefined, { world, now }: Scene): Freshness | undefined {
  const [witness] = seen?.provenance ?? []
  if (seen?.state !== 'stale' || witness?.kind !== 'observed') return undefined
  return heldSinceSeen(witness, `${witness.source} has not seen it since`, world.mapping.alerts.holdMs, now)
}

/** What is too old to give a lamp still says since when. */
function asHeld(freshness: Exclude<Freshness, { readonly kind: 'fresh' }>): Freshness {
  return freshness.since === undefined
    ? { kind: 'fresh' }
    : { kind: 'held', since: freshness.since, reason: freshness.reason }
}

/** What is good by itself is no reason to call the whole good. */
function inDoubt(reason: Reason): Reason {
  return { ...reason, lamp: 'unknown' }
}

function heldUntil(all: readonly Freshness[], holdMs: number, now: Instant): number {
  // One ms more, because evidence is held up to and including its last moment.
  const times = all.flatMap((one) => (one.kind === 'held' ? [one.since.monoMs + holdMs + 1] : []))
  return Math.min(Infinity, ...times.filter((atMs) => atMs > now.monoMs))
}

/** Trouble that was told before keeps its beginning, and what is new begins now. */
function withBeginnings(status: EdgeStatus, last: EdgeStatus | undefined, now: string): EdgeStatus {
  if (!status.reasons.some(hasBeginning)) return status
  const reasons = status.reasons.map((reason) => {
    if (!hasBeginning(reason)) return reason
    const known = last?.reasons.find((one) => isSameTrouble(one, reason))
    return { ...reason, since: known?.since ?? now }
  })
  return { ...status, reasons }
}

function hasBeginning({ kind, lamp }: Reason): boolean {
  return kind === 'sample' && (lamp === 'critical' || lamp === 'warning')
}

function isSameTrouble(a: Reason, b: Reason): boolean {
  return a.kind === b.kind && a.lamp === b.lamp && a.title === b.title && a.upstream === b.upstream
}
