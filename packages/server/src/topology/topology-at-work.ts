import {
  ageTopology,
  createTopology,
  declareSources,
  nextTopologyChangeAfter,
  receiveTopology,
  restoreLayers,
  type Instant,
  type Topology,
  type TopologyHandover,
  type TopologySourceDeclaration,
  type WriteVerdict,
  writeTopology,
} from '@statusgraph/model'
import type { RunningTopologySource, TopologySourceConfig, TopologySurroundings } from '@statusgraph/sources'
import type { GraphStore } from '@statusgraph/store'
import { fingerprintOf } from '../pipeline/fingerprint.ts'
import { LayerMemory } from './layer-memory.ts'
import type { PushedHandover } from './push/intake.ts'

/** The part of the configuration that says who tells of nodes and edges. */
export interface DiscoveryConfig {
  /** Those that are asked. */
  readonly polled: readonly TopologySourceConfig[]
  /** Those that are expected to send. */
  readonly receiving: readonly TopologySourceDeclaration[]
  /** Whether others may push, too. */
  readonly isPushOpen: boolean
}

export interface TopologyAtWorkOptions extends Omit<TopologySurroundings, 'onHandover'> {
  readonly store: GraphStore
  readonly startSource: (config: TopologySourceConfig, surroundings: TopologySurroundings) => RunningTopologySource
  /** Called when the topology has changed. */
  readonly onTopology: (handover: TopologyHandover | undefined) => void
  readonly onStoreFailure: (error: unknown) => void
  /** Called with what cannot be remembered of a source, and why. */
  readonly onForgotten: (source: string, reason: string) => void
}

interface AtWork {
  readonly fingerprint: string
  readonly source: RunningTopologySource
}

/** The sources that tell of nodes and edges, and what they told, remembered over restarts. */
export class TopologyAtWork {
  readonly #options: TopologyAtWorkOptions
  readonly #memory: LayerMemory
  #config: DiscoveryConfig
  /** Sources that nobody configured and that sent something all the same. */
  #unasked: ReadonlyMap<string, TopologySourceDeclaration>
  #topology: Topology
  #running: ReadonlyMap<string, AtWork> = new Map()

  private constructor(config: DiscoveryConfig, options: TopologyAtWorkOptions, memory: LayerMemory) {
    this.#options = options
    this.#config = config
    this.#memory = memory
    this.#unasked = keepWelcome(memory.unasked, config)
    const restored = restoreLayers(createTopology(this.#declarations()), memory.layers, options.now())
    this.#topology = restored.topology
    for (const [source, reason] of restored.dropped) options.onForgotten(source, reason)
    this.#start(config)
  }

  /** Remembers what was known when the server ended, and begins to ask. */
  static async start(config: DiscoveryConfig, options: TopologyAtWorkOptions): Promise<TopologyAtWork> {
    const { store, onStoreFailure } = options
    return new TopologyAtWork(config, options, await LayerMemory.open({ store, onStoreFailure }))
  }

  get topology(): Topology {
    return this.#topology
  }

  get config(): DiscoveryConfig {
    return this.#config
  }

  get running(): readonly RunningTopologySource[] {
    return [...this.#running.values()].map(({ source }) => source)
  }

  /** Every source that is known now, by name. */
  get declarations(): ReadonlyMap<string, TopologySourceDeclaration> {
    return new Map(this.#declarations().map((one) => [one.name, one]))
  }

  /** Whether a source stands in the configuration. */
  isConfigured(name: string): boolean {
    return [...this.#config.polled, ...this.#config.receiving].some((one) => one.name === name)
  }

  /** Takes what a source says, asked or not. */
  take(handover: TopologyHandover): void {
    this.#topology = receiveTopology(this.#topology, handover)
    this.#memory.note(this.#topology)
    this.#options.onTopology(handover)
  }

  /** Takes what a source pushes, as far as it has room, and tells what became of each write. */
  write(handover: PushedHandover, limits: { readonly nodes: number; readonly edges: number }): readonly WriteVerdict[] {
    const written = writeTopology(this.#topology, handover, limits)
    this.#topology = written.topology
    this.#memory.note(this.#topology)
    this.#options.onTopology(handover)
    return written.verdicts
  }

  /** A source that nobody configured begins to send. Another kind that had its name unasked, too, gives way. */
  admit(declaration: TopologySourceDeclaration): void {
    const { name, kind } = declaration
    if (this.isConfigured(name) || this.#unasked.get(name)?.kind === kind) return
    this.#unasked = new Map(this.#unasked).set(name, declaration)
    this.#redeclare()
  }

  /** Forgets a source that nobody configured, with everything it said. */
  dismiss(name: string): void {
    const unasked = new Map(this.#unasked)
    if (!unasked.delete(name)) return
    this.#unasked = unasked
    this.#redeclare()
    this.#options.onTopology(undefined)
  }

  /** Resolves when everything that was taken so far would survive a crash. */
  saved(): Promise<void> {
    return this.#memory.flush()
  }

  /** Forgets what is gone by now. */
  age(now: Instant): void {
    this.#topology = ageTopology(this.#topology, now)
  }

  /** Monotonic ms: when time alone will change the topology. */
  nextChangeAfter(now: Instant): number | undefined {
    return nextTopologyChangeAfter(this.#topology, now)
  }

  /** Works by a new configuration. Sources that did not change go on; those that are gone take what they said along. */
  async reload(config: DiscoveryConfig): Promise<void> {
    const same = new Map(config.polled.map((one) => [one.name, fingerprintOf(one)]))
    const staying = new Map([...this.#running].filter(([name, { fingerprint }]) => same.get(name) === fingerprint))
    const going = [...this.#running].filter(([name]) => !staying.has(name))
    await Promise.all(going.map(([, { source }]) => source.stop()))
    this.#running = staying
    this.#config = config
    this.#unasked = keepWelcome(this.#unasked, config)
    this.#redeclare()
    this.#start(config)
    this.#options.onTopology(undefined)
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((source) => source.stop()))
    await this.#memory.stop()
  }

  #declarations(): readonly TopologySourceDeclaration[] {
    const configured = [...this.#config.polled, ...this.#config.receiving]
    const names = new Set(configured.map(({ name }) => name))
    return [...configured, ...this.#unasked.values().filter(({ name }) => !names.has(name))]
  }

  #redeclare(): void {
    this.#topology = declareSources(this.#topology, this.#declarations())
    this.#memory.note(this.#topology, this.#unasked)
  }

  #start({ polled }: DiscoveryConfig): void {
    const { startSource, now, random, onRequest } = this.#options
    const running = new Map(this.#running)
    for (const config of polled) {
      if (running.has(config.name)) continue
      const source = startSource(config, {
        now,
        random,
        onHandover: (handover) => this.take(handover),
        ...(onRequest === undefined ? {} : { onRequest }),
      })
      running.set(config.name, { fingerprint: fingerprintOf(config), source })
    }
    this.#running = running
  }
}

/** As soon as it is written down who may push, what strangers pushed before is no longer believed. */
function keepWelcome(
  unasked: ReadonlyMap<string, TopologySourceDeclaration>,
  { isPushOpen }: DiscoveryConfig,
): ReadonlyMap<string, TopologySourceDeclaration> {
  return isPushOpen ? unasked : new Map([...unasked].filter(([, { kind }]) => kind !== 'push'))
}
