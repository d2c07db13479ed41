import type { Handover, Instant, TopologyHandover, World } from '@statusgraph/model'
import type { RunningSource } from '@statusgraph/sources'
import type { GraphInfo, GraphStore } from '@statusgraph/store'
import type { SourcesConfig } from '../config/sources/build-sources.ts'
import type { Hub } from '../stream/hub.ts'
import { Discovery, type DiscoveryOptions } from '../topology/discovery.ts'
import { LiveGraphs } from './live-graphs.ts'
import { SourcesAtWork, type SourcesOptions, type WatchConfig } from './sources-at-work.ts'

/** How often the store is looked at for changes that nobody told us of. */
const storeCheckMs = 10_000
/** Folding may take this part of the time: after a long fold the next one waits. */
const foldShare = 0.2
/** So long the graphs of one fold may hold up everything else; then the next ones wait for their turn. */
const sliceMs = 50
const longestTimeoutMs = 2 ** 31 - 1

/** Changes of the topology make a picture at most this often: it is read by people, and may change a thousand times a second. */
const topologyPauseMs = 250

export interface PipelineConfig extends WatchConfig {
  readonly sources: SourcesConfig
}

export interface PipelineOptions extends Omit<SourcesOptions, 'onWorld'> {
  readonly store: GraphStore
  readonly hub: Hub
  readonly startTopologySource: DiscoveryOptions['startSource']
  readonly onHandover: (handover: Handover) => void
  readonly onTopology: (handover: TopologyHandover) => void
  readonly onForgotten: DiscoveryOptions['onForgotten']
  readonly onFolded: (tookMs: number) => void
  readonly onStoreFailure: (error: unknown) => void
}

/** From hand-overs to deltas: upstream → sources → world → fold → diff → hub. */
export class Pipeline {
  readonly graphs: LiveGraphs
  readonly discovery: Discovery
  readonly #options: PipelineOptions
  readonly #sources: SourcesAtWork
  readonly #unsubscribe: () => void
  readonly #storeTimer: NodeJS.Timeout
  #foldTimer: NodeJS.Timeout | undefined
  #changeTimer: NodeJS.Timeout | undefined
  #nextFoldAtMs = 0
  #lastFoldAtMs = -Infinity
  #plannedFoldAtMs = Infinity
  /** The rest of a fold that lets others have their turn. */
  #rest: NodeJS.Immediate | undefined
  #isFoldWanted = false
  #refreshing: Promise<void> = Promise.resolve()
  #isStopped = false

  private constructor(config: PipelineConfig, options: PipelineOptions, discovery: Discovery) {
    const { hub, now, random, store } = options
    this.#options = options
    this.discovery = discovery
    // Sequences grow by one for each change and this base by a thousand each millisecond, so no two lives meet.
    const firstSequence = now().wallMs * 1_000 + Math.floor(random() * 1_000)
    this.graphs = new LiveGraphs({ hub, sights: discovery.sights, now, firstSequence })
    this.#sources = new SourcesAtWork(config, {
      ...options,
      onWorld: (handover) => {
        if (handover) options.onHandover(handover)
        this.#foldSoon()
      },
    })
    this.#unsubscribe = store.subscribe(() => void this.refresh())
    this.#storeTimer = setInterval(() => void this.refresh(), storeCheckMs)
    this.#storeTimer.unref()
  }

  /** Starts to poll; resolves when the stored graphs are there, coloured unknown until upstreams answer. */
  static async start(config: PipelineConfig, options: PipelineOptions): Promise<Pipeline> {
    // Sources may speak before the pipeline is there; what they say waits in the topology for its first fold.
    const made: { pipeline?: Pipeline; onTopology?: () => void } = {}
    const discovery = await Discovery.start(config.sources, {
      ...options,
      startSource: options.startTopologySource,
      rules: () => (made.pipeline?.config ?? config).mapping.topology.rules,
      onTopology: (handover) => {
        if (handover) options.onTopology(handover)
        made.onTopology?.()
      },
    })
    const pipeline = new Pipeline(config, options, discovery)
    made.pipeline = pipeline
    made.onTopology = () => pipeline.#foldSoon(topologyPauseMs)
    await pipeline.refresh()
    return pipeline
  }

  get world(): World {
    return this.#sources.world
  }

  get sources(): readonly RunningSource[] {
    return this.#sources.running
  }

  get config(): WatchConfig {
    return this.#sources.config
  }

  now(): Instant {
    return this.#options.now()
  }

  /** Somebody says that alerts changed: a poll happens at once. */
  nudge(): void {
    this.#sources.nudge()
  }

  /** Works by a new configuration; viewers stay, and what unchanged upstreams said is kept. */
  async reload(config: PipelineConfig): Promise<void> {
    await Promise.all([this.#sources.reload(config), this.discovery.reload(config.sources)])
  }

  /** Brings the graphs up to the store. A store that fails changes nothing: what was read last stays on screen. */
  refresh(): Promise<void> {
    const before = this.#refreshing
    this.#refreshing = this.#refreshAfter(before)
    return this.#refreshing
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#unsubscribe()
    clearInterval(this.#storeTimer)
    clearTimeout(this.#foldTimer)
    clearImmediate(this.#rest)
    clearTimeout(this.#changeTimer)
    await Promise.all([this.#sources.stop(), this.discovery.stop()])
    await this.#refreshing
  }

  async #refreshAfter(before: Promise<void>): Promise<void> {
    await before
    if (this.#isStopped) return
    const { store } = this.#options
    const infos = await this.#orUndefined(store.list())
    if (infos === undefined) return
    const listed = new Set(infos.map(({ id }) => id))
    for (const { info } of this.graphs.all) if (!listed.has(info.id)) this.graphs.remove(info.id)
    for (const info of infos) {
      if (this.#isCurrent(info)) this.graphs.describe(info)
      else {
        // A graph that cannot be read now is tried again at the next look, and hides no other.
        const stored = await this.#orUndefined(store.read(info.id))
        if (stored) this.graphs.put(stored.info, stored.graph, this.world)
      }
    }
    this.#planChange()
  }

  /** What the store says, or undefined when it fails: only its failures are forgiven here, our own mistakes are not. */
  async #orUndefined<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work
    } catch (error) {
      this.#options.onStoreFailure(error)
      return undefined
    }
  }

  #isCurrent(info: GraphInfo): boolean {
    const known = this.graphs.get(info.id)?.info
    return known?.revision === info.revision && known.updatedAt === info.updatedAt
  }

  /**
   * Hand-overs that come together make one fold; when folds take long, so do those that come soon after it.
   *
   * @param pauseMs how long after the last fold this one may wait; somebody who is in a hurry brings it forward
   */
  #foldSoon(pauseMs = 0): void {
    const nowMs = this.now().monoMs
    const atMs = Math.max(nowMs, this.#nextFoldAtMs, this.#lastFoldAtMs + pauseMs)
    if (this.#isStopped || atMs >= this.#plannedFoldAtMs) return
    clearTimeout(this.#foldTimer)
    this.#plannedFoldAtMs = atMs
    this.#foldTimer = setTimeout(() => {
      this.#plannedFoldAtMs = Infinity
      if (this.#rest === undefined) this.#fold()
      else this.#isFoldWanted = true
    }, atMs - nowMs)
  }

  #fold(): void {
    const startedAt = this.now()
    this.discovery.work.age(startedAt)
    this.discovery.sights.renewWatched(startedAt)
    const ids = this.graphs.all.map(({ info }) => info.id)
    this.#foldRest(ids, this.now().monoMs - startedAt.monoMs)
  }

  /**
   * Colours graphs one after the other. Whatever became known between two slices is in the picture of those that come
   * later, and in the next fold of the others.
   *
   * @param tookMs what this fold has cost so far
   */
  #foldRest(ids: readonly string[], tookMs: number): void {
    const startedMs = this.now().monoMs
    let spentMs = 0
    let done = 0
    while (done < ids.length && spentMs < sliceMs) {
      this.graphs.fold(ids[done] ?? '', this.world)
      done += 1
      spentMs = this.now().monoMs - startedMs
    }
    this.#rest = undefined
    if (done < ids.length) this.#rest = setImmediate(() => this.#foldRest(ids.slice(done), tookMs + spentMs))
    else this.#endFold(tookMs + spentMs)
  }

  #endFold(tookMs: number): void {
    this.#lastFoldAtMs = this.now().monoMs
    this.#nextFoldAtMs = this.#lastFoldAtMs + tookMs / foldShare - tookMs
    this.#options.onFolded(tookMs)
    this.#planChange()
    if (!this.#isFoldWanted) return
    this.#isFoldWanted = false
    this.#foldSoon()
  }

  #planChange(): void {
    clearTimeout(this.#changeTimer)
    const atMs = Math.min(
      this.graphs.nextChangeAtMs() ?? Infinity,
      this.discovery.work.nextChangeAfter(this.now()) ?? Infinity,
    )
    if (atMs === Infinity || this.#isStopped) return
    const waitMs = Math.min(longestTimeoutMs, Math.max(1, Math.ceil(atMs - this.now().monoMs)))
    this.#changeTimer = setTimeout(() => this.#foldSoon(), waitMs)
    this.#changeTimer.unref()
  }
}
