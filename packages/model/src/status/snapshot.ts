import type { Suppression } from '../evidence.ts'
import type { AlertLamp, Lamp } from '../lamp.ts'

/** Something true beside the lamp, never instead of it. */
export type Overlay =
  | { readonly kind: 'stale'; readonly since: string; readonly reason: string }
  | {
      readonly kind: 'pending'
      readonly since: string
      /** ISO 8601: when the rule will fire if nothing changes. */
      readonly until: string
      readonly lamp: AlertLamp
      readonly title: string
      readonly reason: string
    }
  | {
      readonly kind: 'impacted'
      readonly lamp: 'critical' | 'warning'
      /** The nodes it suffers from, worst and nearest first, ten at the most. */
      readonly by: readonly string[]
      /** Where it likely began: the furthest troubled node downstream. */
      readonly culprit?: string
      readonly reason: string
    }
  | { readonly kind: 'partial'; readonly reason: string }

/** How a piece of evidence came to speak about this node. */
export interface Via {
  readonly source: 'label' | 'annotation'
  readonly key: string
  /** As the upstream wrote it. */
  readonly service: string
  /** The `label_selector` entry that kept the alert; undefined when there are none. */
  readonly selector?: Readonly<Record<string, string>>
}

interface Said {
  readonly lamp: Lamp
  /** Short: an alert's, rule's, query's or service's name. */
  readonly title: string
  /** A sentence that a person would say. */
  readonly text: string
  /** ISO 8601. */
  readonly since?: string
  /** The upstream that said it. */
  readonly upstream?: string
  /** ISO 8601: when it was last confirmed; the age of the evidence counts from here. */
  readonly confirmedAt?: string
  /** True when it is no longer fresh. */
  readonly stale?: boolean
}

/** One step of "why this colour". Worst first in every list. */
export type Reason =
  | (Said & {
      readonly kind: 'alert'
      readonly fingerprint: string
      readonly state: 'active' | 'suppressed'
      /** The lamp of the alert itself: what a muted one would be. */
      readonly alertLamp: AlertLamp
      readonly labels: Readonly<Record<string, string>>
      readonly annotations: Readonly<Record<string, string>>
      readonly generatorUrl?: string
      readonly suppressedBy: readonly Suppression[]
      readonly via: Via
    })
  | (Said & {
      readonly kind: 'sample'
      readonly query: string
      readonly value: number
      readonly unit?: string
      readonly threshold?: string
    })
  | (Said & {
      readonly kind: 'rule'
      readonly query: string
      readonly health: 'ok' | 'err' | 'unknown'
      readonly lastError?: string
      readonly via?: Via
    })
  | (Said & { readonly kind: 'presence'; readonly service: string; readonly label: string })
  | (Said & { readonly kind: 'missing'; readonly code: MissingCode })
  | (Said & { readonly kind: 'member'; readonly node: string })

/** Why a node is unknown. */
export const missingCodes = [
  'no-upstream',
  'never-answered',
  'not-mapped',
  'no-series',
  'rule-in-error',
  'evidence-too-old',
  'unconfirmed-recovery',
  'alerts-not-fresh',
  'empty-group',
] as const
export type MissingCode = (typeof missingCodes)[number]

export interface MetricReading {
  readonly name: string
  readonly value: number
  readonly unit?: string
  /** ISO 8601: the time of the sample. */
  readonly at: string
  readonly lamp: 'critical' | 'warning' | 'ok' | 'none'
}

/** Numbers behind a status: of alerts for a node, of members (by lamp) for a group. */
export type Counts = Readonly<Record<string, number>>

export interface NodeStatus {
  readonly lamp: Lamp
  readonly overlays: readonly Overlay[]
  /** At most {@link reasonLimit}; `counts` has the true numbers. */
  readonly reasons: readonly Reason[]
  readonly metrics: readonly MetricReading[]
  readonly version?: string
  readonly counts: Counts
}

/** The most reasons that one node's status carries. */
export const reasonLimit = 20

/** An edge's status; only edges with evidence of their own have one. */
export interface EdgeStatus {
  readonly lamp: Lamp
  readonly overlays: readonly Overlay[]
  readonly reasons: readonly Reason[]
}

export interface UpstreamStatus {
  readonly kind: 'alertmanager' | 'prometheus' | 'versions'
  /** Everything it should give is fresh. */
  readonly ok: boolean
  /** ISO 8601: its oldest facet's last good answer; undefined: never answered. */
  readonly lastGoodAt?: string
  readonly error?: string
  readonly warnings: readonly string[]
  readonly version?: string
}

/**
 * How many nodes (groups are not counted, their members are) have which lamp. A stale ok is counted under
 * `stale` only, never under `ok`; other stale lamps are counted under both.
 */
export interface Summary {
  readonly critical: number
  readonly warning: number
  readonly muted: number
  readonly unknown: number
  readonly ok: number
  readonly stale: number
}

/** The whole live truth about one graph. */
export interface Snapshot {
  readonly graph: string
  readonly revision: number
  readonly nodes: Readonly<Record<string, NodeStatus>>
  readonly edges: Readonly<Record<string, EdgeStatus>>
  readonly summary: Summary
  readonly upstreams: Readonly<Record<string, UpstreamStatus>>
}

/** What changed between two snapshots of one graph: only the changed elements; null removes one. */
export interface Delta {
  readonly graph: string
  readonly revision?: number
  readonly nodes: Readonly<Record<string, NodeStatus | null>>
  readonly edges: Readonly<Record<string, EdgeStatus | null>>
  readonly summary?: Summary
  readonly upstreams: Readonly<Record<string, UpstreamStatus | null>>
}
