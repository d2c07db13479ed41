import type { Instant, Topology, TopologyHandover, TopologySourceDeclaration } from '@statusgraph/model'

/** Where what is pushed goes: the merged topology, as far as pushing needs it. */
export interface PushIntake {
  readonly topology: Topology
  /** Every source that is known now, by name. */
  readonly declarations: ReadonlyMap<string, TopologySourceDeclaration>
  /** A source that nobody configured begins to push. */
  admit(declaration: TopologySourceDeclaration): void
  /** Forgets a source that nobody configured, with everything it said. */
  dismiss(name: string): void
  take(handover: TopologyHandover): void
  /** Resolves when everything that was taken so far would survive a crash. */
  saved(): Promise<void>
  /** Forgets what is gone by now. */
  age(now: Instant): void
}
