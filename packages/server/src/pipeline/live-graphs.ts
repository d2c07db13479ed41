import { diffSnapshots, fold } from '@statusgraph/model'
import type { Delta, GraphDocument, Instant, Snapshot, TopologyView, World } from '@statusgraph/model'
import type { GraphInfo } from '@statusgraph/store'
import type { WireGraphEvent, WireSnapshot, WireTopologyEvent } from '@statusgraph/protocol'
import { encodeAside, encodeEvent, type StreamMessage } from '../stream/message.ts'
import type { Hub } from '../stream/hub.ts'
import type { Sights } from '../topology/sights.ts'
import { agesOf } from './ages.ts'
import { wireDelta, wireSnapshot } from './wire.ts'

/** One drawn graph, coloured by the newest world. */
export interface LiveGraph {
  readonly info: GraphInfo
  /** As people drew it. */
  readonly graph: GraphDocument
  /** As it is shown: with what discovery draws into it. */
  readonly shown: GraphDocument
  /** What discovery knows, as seen through it. */
  readonly view?: TopologyView
  readonly snapshot: Snapshot
  readonly sequence: number
  /** The world that the snapshot was folded from. */
  readonly world: World
  readonly foldedAt: Instant
  /** Monotonic ms. */
  readonly nextChangeAtMs?: number
}

export interface LiveGraphsOptions {
  readonly hub: Hub
  readonly sights: Sights
  readonly now: () => Instant
  /** The first sequence: no value that an earlier process may have used, or a viewer could resume into another life. */
  readonly firstSequence: number
}

type Coloured = Pick<LiveGraph, 'shown' | 'view' | 'snapshot' | 'world' | 'foldedAt' | 'nextChangeAtMs'>

/** How long the bytes of a snapshot are shared by those who join: its ages are old by no more than this. */
const sharedSnapshotMs = 1_000

/** The graphs in their newest state, and the way from a change of it to everybody who watches. */
export class LiveGraphs {
  readonly #options: LiveGraphsOptions
  readonly #graphs = new Map<string, LiveGraph>()
  readonly #shared = new Map<string, { readonly message: StreamMessage; readonly madeAtMs: number }>()

  constructor(options: LiveGraphsOptions) {
    this.#options = options
  }

  get all(): readonly LiveGraph[] {
    return [...this.#graphs.values()]
  }

  get(id: string): LiveGraph | undefined {
    return this.#graphs.get(id)
  }

  /** Takes in a new graph or a new revision, and tells everybody who watches it. */
  put(info: GraphInfo, graph: GraphDocument, world: World): void {
    const { hub, firstSequence } = this.#options
    const before = this.#graphs.get(info.id)
    if (before === undefined) hub.open(info.id, firstSequence)
    const coloured = this.#colour(world, graph, info.revision)
    if (before === undefined) {
      this.#graphs.set(info.id, { info, graph, sequence: firstSequence, ...coloured })
      return
    }
    const event: WireGraphEvent = { graph: info.id, revision: info.revision, sequence: before.sequence + 1 }
    hub.publish(info.id, encodeEvent('graph', event))
    const told = { ...before, info, graph, sequence: event.sequence }
    this.#advance(told, coloured)
  }

  /** Takes in what is known of a graph beside its document. */
  describe(info: GraphInfo): void {
    const before = this.#graphs.get(info.id)
    if (before) this.#graphs.set(info.id, { ...before, info })
  }

  /** Lets go of a graph, and ends the streams of those who watched it. */
  remove(id: string): void {
    const before = this.#graphs.get(id)
    if (before === undefined) return
    this.#graphs.delete(id)
    this.#shared.delete(id)
    this.#options.sights.forget(id)
    const event: WireGraphEvent = {
      graph: id,
      revision: before.info.revision,
      sequence: before.sequence + 1,
      deleted: true,
    }
    this.#options.hub.close(id, encodeEvent('graph', event))
  }

  /** Colours a graph anew, if it is still there. */
  fold(id: string, world: World): void {
    const before = this.#graphs.get(id)
    if (before) this.#advance(before, this.#colour(world, before.graph, before.info.revision))
  }

  /** Monotonic ms: when time alone will change some graph. */
  nextChangeAtMs(): number | undefined {
    const times = this.all.flatMap(({ nextChangeAtMs }) => nextChangeAtMs ?? [])
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /**
   * Colours anew what time alone has changed. A timer does so as well, but a process that was suspended answers what
   * waited for it before its timers run, and would call old evidence fresh.
   */
  catchUp(ids: Iterable<string> = this.#graphs.keys()): void {
    const { monoMs } = this.#options.now()
    for (const id of ids) {
      const live = this.#graphs.get(id)
      if (live?.nextChangeAtMs !== undefined && live.nextChangeAtMs <= monoMs) this.fold(id, live.world)
    }
  }

  /** The snapshot as it goes out now. */
  read(id: string): WireSnapshot | undefined {
    const live = this.#graphs.get(id)
    return live && wireSnapshot(live.snapshot, this.#sending(live))
  }

  /** The snapshot as the first event of a stream; its bytes are shared by everybody who joins in the same moment. */
  firstMessage(live: LiveGraph): StreamMessage {
    const known = this.#shared.get(live.info.id)
    const nowMs = this.#options.now().monoMs
    if (known?.message.sequence === live.sequence && nowMs - known.madeAtMs < sharedSnapshotMs) return known.message
    const message = encodeEvent('snapshot', wireSnapshot(live.snapshot, this.#sending(live)))
    this.#shared.set(live.info.id, { message, madeAtMs: nowMs })
    return message
  }

  /** Everything that is known now, seen through one graph, and what discovery adds to it told to those who watch. */
  #colour(world: World, graph: GraphDocument, revision: number): Coloured {
    const { hub, now, sights } = this.#options
    const foldedAt = now()
    const seen = sights.look(graph, foldedAt)
    if (seen?.isNew === true) {
      const event: WireTopologyEvent = { graph: graph.id, revision: seen.sight.revision }
      hub.mention(graph.id, 'topology', encodeAside('topology', event), true)
    }
    const shown = seen?.shown ?? graph
    const { snapshot, nextChangeAtMs } = fold(
      world,
      shown,
      revision,
      foldedAt,
      seen?.sight.view,
      this.#graphs.get(graph.id)?.snapshot,
    )
    return {
      shown,
      snapshot,
      world,
      foldedAt,
      ...(seen === undefined ? {} : { view: seen.sight.view }),
      ...(nextChangeAtMs === undefined ? {} : { nextChangeAtMs }),
    }
  }

  #advance(before: LiveGraph, after: Coloured): void {
    const { nextChangeAtMs: _, view: __, ...kept } = before
    const delta = diffSnapshots(before.snapshot, after.snapshot)
    const live: LiveGraph = { ...kept, ...after, sequence: before.sequence + (delta ? 1 : 0) }
    this.#graphs.set(live.info.id, live)
    if (delta) this.#publish(live, delta)
  }

  #publish(live: LiveGraph, delta: Delta): void {
    this.#options.hub.publish(live.info.id, encodeEvent('delta', wireDelta(delta, this.#sending(live))))
  }

  #sending(live: LiveGraph): Parameters<typeof wireSnapshot>[1] {
    return {
      sequence: live.sequence,
      now: this.#options.now(),
      ageOf: agesOf(live.world),
      upstreams: live.snapshot.upstreams,
      ...(live.view === undefined ? {} : { sources: live.view.sources }),
    }
  }
}
