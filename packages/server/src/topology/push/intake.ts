import type { Instant, Topology, TopologyHandover, TopologySourceDeclaration, WriteVerdict } from '@statusgraph/model'

/** What a source says that pushes: some writes, or everything. */
export type PushedHandover = TopologyHandover & { readonly kind: 'written' | 'replaced' }

/** Where what is pushed goes: the merged topology, as far as pushing needs it. */
export interface PushIntake {
  readonly topology: Topology
  /** Every source that is known now, by name. */
  readonly declarations: ReadonlyMap<string, TopologySourceDeclaration>
  /** A source that nobody configured begins to push. */
  admit(declaration: TopologySourceDeclaration): void
  /** Forgets a source that nobody configured, with everything it said. */
  dismiss(name: string): void
  /** Takes what there is room for, and tells what became of each write. */
  write(handover: PushedHandover, limits: { readonly nodes: number; readonly edges: number }): readonly WriteVerdict[]
  /** Resolves when everything that was taken so far would survive a crash. */
  saved(): Promise<void>
  /** Forgets what is gone by now. */
  age(now: Instant): void
}
