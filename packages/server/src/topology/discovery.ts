import type { TopologyRules } from '@statusgraph/model'
import type { SourcesConfig } from '../config/sources/build-sources.ts'
import { Places } from './places.ts'
import { Sights } from './sights.ts'
import { TopologyAtWork, type DiscoveryConfig, type TopologyAtWorkOptions } from './topology-at-work.ts'

export interface DiscoveryOptions extends TopologyAtWorkOptions {
  /** The rules of the configuration, for every graph. */
  readonly rules: () => TopologyRules
}

/** Who tells of nodes and edges, what they told, and what each graph shows of it. */
export class Discovery {
  readonly work: TopologyAtWork
  readonly sights: Sights

  private constructor(work: TopologyAtWork, places: Places, { rules, now, random }: DiscoveryOptions) {
    this.work = work
    this.sights = new Sights({
      places,
      rules,
      topology: () => work.topology,
      nextChangeAfter: (at) => work.nextChangeAfter(at),
      firstRevision: now().wallMs * 1_000 + Math.floor(random() * 1_000),
    })
  }

  static async start(config: SourcesConfig, options: DiscoveryOptions): Promise<Discovery> {
    const places = await Places.open(options.store, options.onStoreFailure)
    return new Discovery(await TopologyAtWork.start(readSources(config), options), places, options)
  }

  reload(config: SourcesConfig): Promise<void> {
    return this.work.reload(readSources(config))
  }

  stop(): Promise<void> {
    return this.work.stop()
  }
}

/** A receiver that nobody wrote down is known from its first message on. */
function readSources({ polled, push, otlp }: SourcesConfig): DiscoveryConfig {
  const spans = otlp.isConfigured && otlp.isEnabled ? [otlp.declaration] : []
  const pushing = push?.map(({ declaration }) => declaration) ?? []
  return { polled, receiving: [...pushing, ...spans], isPushOpen: push === undefined }
}
