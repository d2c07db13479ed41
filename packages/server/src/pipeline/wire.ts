import { isoOf, type Delta, type Instant, type Snapshot, type TopologyView } from '@statusgraph/model'
import type {
  WireDelta,
  WireEdgeStatus,
  WireNodeStatus,
  WireReason,
  WireSnapshot,
  WireUpstreamStatus,
} from '@statusgraph/protocol'
import type { AgeOf } from './ages.ts'

interface Sending {
  readonly sequence: number
  readonly now: Instant
  readonly ageOf: AgeOf
  /** The upstreams as they stand: the age of what is fresh is the age of its upstream's answer. */
  readonly upstreams: Snapshot['upstreams']
  /** The sources of discovery, likewise: what edges say comes from them. */
  readonly sources?: TopologyView['sources']
}

/** A snapshot as it goes out: with its sequence, the time, and every age as it is now. */
export function wireSnapshot(snapshot: Snapshot, sending: Sending): WireSnapshot {
  const { graph, revision, summary } = snapshot
  return {
    graph,
    revision,
    sequence: sending.sequence,
    at: isoOf(sending.now),
    nodes: mapRecord(snapshot.nodes, (status) => withAges(status, sending)),
    edges: mapRecord(snapshot.edges, (status) => withAges(status, sending)),
    summary,
    upstreams: mapRecord(snapshot.upstreams, (status) => upstreamWithAge(status, sending)),
  }
}

/** A delta as it goes out; see {@link wireSnapshot}. */
export function wireDelta(delta: Delta, sending: Sending): WireDelta {
  return {
    ...delta,
    sequence: sending.sequence,
    at: isoOf(sending.now),
    nodes: mapRecord(delta.nodes, (status) => (status === null ? null : withAges(status, sending))),
    edges: mapRecord(delta.edges, (status) => (status === null ? null : withAges(status, sending))),
    upstreams: mapRecord(delta.upstreams, (status) => (status === null ? null : upstreamWithAge(status, sending))),
  }
}

function withAges<Status extends WireNodeStatus | WireEdgeStatus>(status: Status, sending: Sending): Status {
  return { ...status, reasons: status.reasons.map((reason) => reasonWithAge(reason, sending)) }
}

function reasonWithAge(reason: WireReason, { ageOf, now, upstreams, sources = {} }: Sending): WireReason {
  const { upstream: name } = reason
  const upstream = name === undefined ? undefined : (upstreams[name] ?? sources[name])
  const confirmedAt = reason.confirmedAt ?? upstream?.lastGoodAt
  return confirmedAt === undefined ? reason : { ...reason, ageSeconds: ageOf(confirmedAt, now) }
}

function upstreamWithAge(status: Snapshot['upstreams'][string], { ageOf, now }: Sending): WireUpstreamStatus {
  return status.lastGoodAt === undefined ? status : { ...status, ageSeconds: ageOf(status.lastGoodAt, now) }
}

// Without a prototype, a node called __proto__ is a node like any other.
function mapRecord<In, Out>(record: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  const mapped: Record<string, Out> = Object.create(null)
  for (const [key, value] of Object.entries(record)) mapped[key] = map(value)
  return mapped
}
