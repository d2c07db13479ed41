import type { Instant, TopologyHandover, TopologySourceDeclaration } from '@statusgraph/model'
import type { RhythmState } from '../poller/rhythm.ts'
import type { SourceSurroundings, UpstreamConfig } from '../source.ts'

/** What every polled topology source is told, whatever it asks. */
export interface TopologySettings extends TopologySourceDeclaration {
  readonly intervalMs: number
  readonly timeoutMs: number
  /** What is beyond is left out, and said; the busiest edges stay. */
  readonly maxNodes: number
  readonly maxEdges: number
}

/** What a topology source needs of the world; all of it can be turned by hand in a test. */
export interface TopologySurroundings {
  readonly now: () => Instant
  /** In [0, 1). */
  readonly random: () => number
  /** Called with everything the source learns and with every failure. */
  readonly onHandover: (handover: TopologyHandover) => void
  readonly onRequest?: NonNullable<SourceSurroundings['onRequest']>
}

/** A polled topology source at work. */
export interface RunningTopologySource {
  readonly settings: TopologySettings
  /** Asks at once. */
  nudge(): void
  poll(): RhythmState
  /** Asks once, now, whether it can be used and what it would add: for `check --online`. */
  probe(): Promise<
    | { readonly ok: true; readonly nodes: number; readonly edges: number }
    | { readonly ok: false; readonly message: string }
  >
  stop(): Promise<void>
}

/** A source that asks an HTTP API of its own, with Prometheus's client options. */
export interface TopologyEndpoint extends Pick<UpstreamConfig, 'client'> {
  /** User and password are taken out already. */
  readonly url: string
}
