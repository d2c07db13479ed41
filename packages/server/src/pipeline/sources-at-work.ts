import { createWorld, receive, wantsConfirmation, wantsListing } from '@statusgraph/model'
import type { Handover, Instant, Mapping, World } from '@statusgraph/model'
import type { RunningSource, SourceSurroundings, UpstreamConfig } from '@statusgraph/sources'
import { fingerprintOf } from './fingerprint.ts'
import { Nudger } from './nudger.ts'

/** How often, at most, a nudge becomes a poll. */
const nudgePauseMs = 200
/** How often, at most, the rules are asked because an alert went away. */
const confirmPauseMs = 1_000

export interface SourcesOptions {
  readonly startSource: (config: UpstreamConfig, surroundings: SourceSurroundings) => RunningSource
  readonly now: () => Instant
  readonly random: () => number
  /** Called when the world has changed. */
  readonly onWorld: (handover: Handover | undefined) => void
  readonly onRequest: NonNullable<SourceSurroundings['onRequest']>
}

/** The part of the configuration that decides what is asked, and how answers are understood. */
export interface WatchConfig {
  readonly upstreams: readonly UpstreamConfig[]
  readonly mapping: Mapping
}

interface AtWork {
  readonly fingerprint: string
  readonly source: RunningSource
}

/** The sources that run, and the world that they tell of. */
export class SourcesAtWork {
  readonly #options: SourcesOptions
  readonly #alertNudger = new Nudger(() => this.#nudge('alertmanager', 'prometheus'), nudgePauseMs)
  readonly #rulesNudger = new Nudger(() => this.#nudge('prometheus'), confirmPauseMs)
  readonly #listNudger = new Nudger(() => this.#nudge('alertmanager'), nudgePauseMs)
  #config: WatchConfig
  #world: World
  #running: ReadonlyMap<string, AtWork> = new Map()

  constructor(config: WatchConfig, options: SourcesOptions) {
    this.#options = options
    this.#config = config
    this.#start(config)
    this.#world = this.#emptyWorld()
  }

  get world(): World {
    return this.#world
  }

  get config(): WatchConfig {
    return this.#config
  }

  get running(): readonly RunningSource[] {
    return [...this.#running.values()].map(({ source }) => source)
  }

  /** Somebody says that alerts changed: everything that could show it is polled at once. */
  nudge(): void {
    this.#alertNudger.nudge()
  }

  /**
   * Works by a new configuration. Upstreams that did not change go on, with everything they said: what was red stays
   * red through a reload. What is new is unknown until it answers.
   */
  async reload(config: WatchConfig): Promise<void> {
    const isMappingSame = fingerprintOf(config.mapping) === fingerprintOf(this.#config.mapping)
    const areMetricsSame = fingerprintOf(config.mapping.metrics) === fingerprintOf(this.#config.mapping.metrics)
    const same = new Set(
      config.upstreams
        .filter((upstream) => this.#running.get(upstream.name)?.fingerprint === fingerprintOf(upstream))
        .map(({ name }) => name),
    )
    const staying = new Map([...this.#running].filter(([name]) => isMappingSame && same.has(name)))
    const going = [...this.#running].filter(([name]) => !staying.has(name))
    // The old ones end first, so that no late answer of theirs is taken for one of the new.
    await Promise.all(going.map(([, { source }]) => source.stop()))
    this.#running = staying
    this.#config = config
    this.#start(config)
    this.#world = adoptEvidence(this.#emptyWorld(), this.#world, same, areMetricsSame)
    this.#options.onWorld(undefined)
  }

  async stop(): Promise<void> {
    this.#alertNudger.stop()
    this.#rulesNudger.stop()
    this.#listNudger.stop()
    await Promise.all(this.running.map((source) => source.stop()))
  }

  #start(config: WatchConfig): void {
    const running = new Map(this.#running)
    for (const upstream of config.upstreams) {
      if (running.has(upstream.name)) continue
      const source = this.#options.startSource(upstream, {
        mapping: config.mapping,
        now: this.#options.now,
        random: this.#options.random,
        onHandover: (handover) => this.#take(handover),
        onRequest: this.#options.onRequest,
      })
      running.set(upstream.name, { fingerprint: fingerprintOf(upstream), source })
    }
    this.#running = running
  }

  #emptyWorld(): World {
    const members = (name: string): readonly string[] =>
      (this.#running.get(name)?.source.polls() ?? []).flatMap(({ facet }) =>
        facet.kind === 'alerts' ? [facet.member] : [],
      )
    return createWorld({
      mapping: this.#config.mapping,
      upstreams: this.#config.upstreams.map(({ name, kind, intervalMs }) => ({
        name,
        kind,
        members: members(name),
        intervalMs,
      })),
    })
  }

  #take(handover: Handover): void {
    this.#world = receive(this.#world, handover)
    if (wantsConfirmation(this.#world)) this.#rulesNudger.nudge()
    if (wantsListing(this.#world, handover)) this.#listNudger.nudge()
    this.#options.onWorld(handover)
  }

  #nudge(...kinds: readonly UpstreamConfig['kind'][]): void {
    for (const source of this.running) if (kinds.includes(source.config.kind)) source.nudge()
  }
}

/** A new world that remembers what the old one heard from upstreams that did not change. */
function adoptEvidence(fresh: World, old: World, kept: ReadonlySet<string>, areMetricsSame: boolean): World {
  const isKept = ([name]: readonly [string, unknown]): boolean => kept.has(name)
  const facets = [...old.facets].filter(
    ([, { upstream, facet }]) =>
      kept.has(upstream) && (areMetricsSame || facet.kind === 'rules' || facet.kind === 'versions'),
  )
  return {
    ...fresh,
    ledgers: new Map([...fresh.ledgers, ...[...old.ledgers].filter(isKept)]),
    facets: new Map(facets),
    lostFirings: old.lostFirings.filter(({ upstream }) => kept.has(upstream)),
    newFirings: new Map([...old.newFirings].filter(isKept)),
    breaches: areMetricsSame ? old.breaches : fresh.breaches,
    trustedAt: new Map([...old.trustedAt].filter(isKept)),
  }
}
