import type { Facet, Handover, Instant, Mapping, MetricQuery, Sample } from '@statusgraph/model'
import type { ClientOptions } from './client/options.ts'
import type { RhythmState } from './poller/rhythm.ts'

/** One entry of `upstream:` in the configuration, with its defaults filled in. */
export interface UpstreamConfig {
  readonly name: string
  readonly kind: 'alertmanager' | 'prometheus' | 'versions'
  /** The members of an Alertmanager cluster; one URL for everything else. User and password are taken out already. */
  readonly urls: readonly string[]
  readonly client: ClientOptions
  readonly intervalMs: number
  readonly timeoutMs: number
}

/** What a request is for, in the metrics of the server. */
export type RequestKind = Facet['kind'] | 'topology'

/** What a source needs of the world; all of it can be turned by hand in a test. */
export interface SourceSurroundings {
  readonly mapping: Mapping
  readonly now: () => Instant
  /** In [0, 1). */
  readonly random: () => number
  /** Called with everything the source learns and with every failure. */
  readonly onHandover: (handover: Handover) => void
  /** Called after every request, for the metrics of the server. */
  readonly onRequest?: (request: {
    readonly upstream: string
    readonly facet: RequestKind
    readonly seconds: number
    readonly outcome: string
  }) => void
}

/** How one facet's polling stands now. */
export interface PollState extends RhythmState {
  readonly facet: Facet
}

/** How far the clock of one URL of an upstream is ahead of ours; negative: behind. */
export interface UpstreamClock {
  readonly url: string
  readonly aheadMs: number
}

/** A source at work: one poller, whatever the number of viewers. */
export interface RunningSource {
  readonly config: UpstreamConfig
  /** Polls at once; nudges that come together make one poll. Nothing else is believed from whoever nudged. */
  nudge(): void
  /** How each facet's polling stands. */
  polls(): readonly PollState[]
  /** By its URLs, or its members; without those that have not told the time yet. */
  clocks(): readonly UpstreamClock[]
  /**
   * The series of one configured query over another range, for all services; shared and cached so that the number of
   * viewers makes no difference upstream. Undefined for upstreams that have no series.
   */
  queryRange?(query: MetricQuery, rangeMs: number): Promise<readonly Sample[]>
  /** Asks once, now, whether the upstream can be used: for `check --online`. */
  probe(): Promise<{ readonly ok: true; readonly version?: string } | { readonly ok: false; readonly message: string }>
  stop(): Promise<void>
}
