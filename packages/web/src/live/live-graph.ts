import { applyDelta } from '@statusgraph/model'
import type { EdgeStatus, NodeStatus, Summary } from '@statusgraph/model'
import type { EditorPresence, WireDelta, WireReason, WireSnapshot, WireUpstreamStatus } from '@statusgraph/protocol'
import { judgeFreshness, presentEdgeStatus, presentStatus, presentSummary } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import type { FeedMessage, LinkState } from './messages.ts'
import type { Surroundings } from './surroundings.ts'
import type { LiveTopology } from './topology/live-topology.ts'

/** What the page as a whole knows; a new object whenever something of it changed. */
export interface LiveView {
  readonly link: LinkState
  readonly freshness: Freshness
  /** Undefined until the first snapshot. */
  readonly summary: Summary | undefined
  readonly upstreams: Readonly<Record<string, WireUpstreamStatus>>
  readonly revision: number | undefined
  readonly isDeleted: boolean
  /** Everybody who edits the graph now, as the server last said. */
  readonly editors: readonly EditorPresence[]
}

const nobody: readonly EditorPresence[] = []

export type StatusOf = (nodeId: string) => NodeStatus | undefined
export type EdgeStatusOf = (edgeId: string) => EdgeStatus | undefined

/** The statuses of one graph as the map reads them: one node at a time. */
export interface LiveStatuses {
  readonly get: StatusOf
  /** The same as `get`, but a new function after every change: for whoever looks at many nodes at once. */
  readonly reader: () => StatusOf
  readonly edge: EdgeStatusOf
  readonly edgeIds: () => readonly string[]
  /** The same as `edge`, but a new function after every change. */
  readonly edgeReader: () => EdgeStatusOf
  readonly subscribe: (nodeId: string, call: () => void) => () => void
  readonly subscribeAll: (call: (changedIds: readonly string[]) => void) => () => void
}

export interface LiveGraph {
  readonly statuses: LiveStatuses
  /** What discovery knows of the graph. */
  readonly topology: LiveTopology
  readonly view: () => LiveView
  readonly subscribe: (call: () => void) => () => void
  /**
   * The age of the evidence behind a reason, as it is now by the steady clock. Fresh evidence is as old as its
   * upstream's last good answer, which is told with every poll; the reason itself is told only when it changes.
   */
  readonly ageOf: (id: string, reason: WireReason) => number | undefined
  /** Age of the evidence that colours the picture, in seconds; undefined while there is none. */
  readonly ageSeconds: () => number | undefined
  /**
   * How old that evidence may get before the page itself calls it stale. The server says so much earlier; this is the
   * net under a server that still beats but no longer works.
   */
  readonly setPatienceMs: (patienceMs: number) => void
  readonly hear: (message: FeedMessage) => void
  /** Judges freshness again; called by a timer, because silence makes no sound. */
  readonly tick: () => void
  /** Counts time that the steady clock missed while the machine slept. */
  readonly addMissedMs: (missedMs: number) => void
}

/**
 * The one live store of a graph: what a feed tells, folded by the model's own apply, shown only as far as it is fresh.
 *
 * @param topology what discovery knows; it is told what the feed says of it, and how far the page may be believed
 */
export function createLiveGraph(
  surroundings: Pick<Surroundings, 'monoMs' | 'wallMs'>,
  topology: LiveTopology,
): LiveGraph {
  const { monoMs, wallMs } = surroundings
  let snapshot: WireSnapshot | undefined
  let link: LinkState = { kind: 'connecting' }
  let freshness: Freshness = { kind: 'fresh' }
  let heardAtMs: number | undefined
  let heardAt: string | undefined
  let patienceMs = Number.POSITIVE_INFINITY
  let isDeleted = false
  let documentRevision: number | undefined
  let editors = nobody
  let view = buildView()
  const received = new Map<string, number>()
  const upstreamReceived = new Map<string, number>()
  const shown = new Map<string, NodeStatus>()
  const shownEdges = new Map<string, EdgeStatus>()
  let reader: StatusOf = readStatus
  let edgeReader: EdgeStatusOf = readEdgeStatus
  const listeners = new Set<() => void>()
  const nodeListeners = new Map<string, Set<() => void>>()
  const allListeners = new Set<(changedIds: readonly string[]) => void>()

  function buildView(): LiveView {
    return {
      link,
      freshness,
      summary: snapshot === undefined ? undefined : presentSummary(snapshot.summary, freshness),
      upstreams: snapshot?.upstreams ?? {},
      revision: documentRevision ?? snapshot?.revision,
      isDeleted,
      editors,
    }
  }

  /** @param hasNodes whether a node is among them, and not only edges */
  function publish(changedIds: readonly string[], hasNodes = changedIds.length > 0): void {
    view = buildView()
    topology.setFreshness(freshness)
    if (hasNodes) reader = (id) => readStatus(id)
    if (changedIds.length > 0) edgeReader = (id) => readEdgeStatus(id)
    for (const id of changedIds) {
      shown.delete(id)
      shownEdges.delete(id)
    }
    for (const listener of listeners) listener()
    if (changedIds.length === 0) return
    for (const id of changedIds) for (const listener of nodeListeners.get(id) ?? []) listener()
    for (const listener of allListeners) listener(changedIds)
  }

  function grow(ageSeconds: number | undefined, atMs: number | undefined): number | undefined {
    return ageSeconds === undefined || atMs === undefined ? undefined : ageSeconds + Math.max(0, monoMs() - atMs) / 1000
  }

  /** Of the upstreams that colour the picture, the age of the one confirmed longest ago: alerts first. */
  function evidenceAgeSeconds(): number | undefined {
    const all = Object.entries(snapshot?.upstreams ?? {})
    const alerting = all.filter(([, upstream]) => upstream.kind === 'alertmanager')
    const colouring = alerting.length > 0 ? alerting : all.filter(([, upstream]) => upstream.kind === 'prometheus')
    const ages = colouring.flatMap(([name, { ageSeconds }]) => grow(ageSeconds, upstreamReceived.get(name)) ?? [])
    return ages.length === 0 ? undefined : Math.max(0, ...ages)
  }

  function noteHeard(): void {
    heardAtMs = monoMs()
    heardAt = new Date(wallMs()).toISOString()
  }

  /** Judges again; true when the answer is another kind, and so every node must be drawn anew. */
  function judge(): boolean {
    const silentMs = heardAtMs === undefined ? undefined : monoMs() - heardAtMs
    const isEvidenceLate = (evidenceAgeSeconds() ?? 0) * 1000 > patienceMs
    const next = judgeFreshness({ link, silentMs, heardAt, isEvidenceLate })
    const before = freshness
    const isOther = next.kind !== before.kind
    if (isOther || (next.kind !== 'fresh' && before.kind !== 'fresh' && next.reason !== before.reason)) freshness = next
    return freshness !== before
  }

  function readStatus(id: string): NodeStatus | undefined {
    const known = shown.get(id)
    if (known !== undefined) return known
    const status = snapshot !== undefined && Object.hasOwn(snapshot.nodes, id) ? snapshot.nodes[id] : undefined
    if (status === undefined) return undefined
    const presented = presentStatus(status, freshness)
    shown.set(id, presented)
    return presented
  }

  function readEdgeStatus(id: string): EdgeStatus | undefined {
    const known = shownEdges.get(id)
    if (known !== undefined) return known
    const status = snapshot !== undefined && Object.hasOwn(snapshot.edges, id) ? snapshot.edges[id] : undefined
    const presented = status === undefined ? undefined : presentEdgeStatus(status, freshness)
    if (presented !== undefined) shownEdges.set(id, presented)
    return presented
  }

  function idsOf(value: WireSnapshot | undefined): readonly string[] {
    return value === undefined ? [] : [...Object.keys(value.nodes), ...Object.keys(value.edges)]
  }

  function takeSnapshot(next: WireSnapshot): void {
    const before = snapshot
    snapshot = next
    isDeleted = false
    documentRevision = undefined
    received.clear()
    upstreamReceived.clear()
    for (const id of idsOf(next)) received.set(id, monoMs())
    for (const name of Object.keys(next.upstreams)) upstreamReceived.set(name, monoMs())
    noteHeard()
    judge()
    publish([...new Set([...idsOf(before), ...idsOf(next)])])
  }

  function takeDelta(delta: WireDelta): void {
    if (snapshot === undefined || delta.sequence <= snapshot.sequence) return
    snapshot = { ...snapshot, ...applyDelta(snapshot, delta), sequence: delta.sequence, at: delta.at }
    const changed = [...Object.keys(delta.nodes), ...Object.keys(delta.edges)]
    for (const id of changed) {
      if (delta.nodes[id] === null || delta.edges[id] === null) received.delete(id)
      else received.set(id, monoMs())
    }
    for (const name of Object.keys(delta.upstreams)) upstreamReceived.set(name, monoMs())
    noteHeard()
    if (judge()) publish(idsOf(snapshot))
    else publish(changed, Object.keys(delta.nodes).length > 0)
  }

  function settle(): void {
    publish(judge() ? idsOf(snapshot) : [])
  }

  return {
    topology,
    statuses: {
      get: readStatus,
      reader: () => reader,
      edge: readEdgeStatus,
      edgeIds: () => Object.keys(snapshot?.edges ?? {}),
      edgeReader: () => edgeReader,
      subscribe(id, call) {
        const set = nodeListeners.get(id) ?? new Set()
        nodeListeners.set(id, set)
        set.add(call)
        return () => {
          set.delete(call)
          if (set.size === 0) nodeListeners.delete(id)
        }
      },
      subscribeAll(call) {
        allListeners.add(call)
        return () => allListeners.delete(call)
      },
    },
    view: () => view,
    subscribe(call) {
      listeners.add(call)
      return () => listeners.delete(call)
    },
    ageOf(id, reason) {
      const own = grow(reason.ageSeconds, received.get(id))
      if (reason.stale === true || reason.upstream === undefined || own === undefined) return own
      const upstreams = snapshot?.upstreams ?? {}
      const upstream = Object.hasOwn(upstreams, reason.upstream) ? upstreams[reason.upstream] : undefined
      return Math.min(own, grow(upstream?.ageSeconds, upstreamReceived.get(reason.upstream)) ?? own)
    },
    ageSeconds: evidenceAgeSeconds,
    setPatienceMs(nextMs) {
      patienceMs = nextMs
    },
    hear(message) {
      switch (message.kind) {
        case 'snapshot':
          return takeSnapshot(message.snapshot)
        case 'delta':
          return takeDelta(message.delta)
        case 'graph':
          noteHeard()
          documentRevision = message.event.revision
          isDeleted = message.event.deleted === true
          return settle()
        case 'editors':
          noteHeard()
          editors = message.editors
          return settle()
        case 'topology':
          noteHeard()
          topology.hear(message.revision)
          return settle()
        case 'beat':
          noteHeard()
          if (judge()) publish(idsOf(snapshot))
          return
        case 'link':
          link = message.link
          // A connection begins with nobody, and tells at once when there is somebody.
          editors = nobody
          if (link.kind === 'open' && snapshot !== undefined) noteHeard()
          // What happened while nobody listened is not told again.
          if (link.kind === 'open') topology.hear(undefined)
          if (link.kind === 'gone') isDeleted = true
          return settle()
      }
    },
    tick() {
      if (judge()) publish(idsOf(snapshot))
    },
    addMissedMs(missedMs) {
      if (heardAtMs !== undefined) heardAtMs -= missedMs
      for (const times of [received, upstreamReceived]) for (const [id, atMs] of times) times.set(id, atMs - missedMs)
      if (judge()) publish(idsOf(snapshot))
    },
  }
}
