import type { Instant } from './instant.ts'

/**
 * Label sets as upstreams send them. Every such object has a null prototype, so that a label called
 * `__proto__` or `constructor` is a plain key; build one with {@link labelsFrom}.
 */
export type Labels = Readonly<Record<string, string>>

/** Copies own string entries into an object without a prototype; anything that is not a string is left out. */
export function labelsFrom(entries: Iterable<readonly [string, unknown]>): Labels {
  const labels: Record<string, string> = Object.create(null)
  for (const [name, value] of entries) {
    if (typeof value === 'string') labels[name] = value
  }
  return labels
}

/** Who or what keeps an alert quiet. */
export type Suppression =
  | {
      readonly kind: 'silence'
      readonly id: string
      /** Undefined while the silence itself could not be read. */
      readonly by?: string
      readonly comment?: string
      /** ISO 8601. */
      readonly until?: string
    }
  | { readonly kind: 'inhibition'; readonly by: string }
  | { readonly kind: 'mute-time'; readonly by: string }

/** One alert of an Alertmanager, as API v2 tells it. */
export interface Alert {
  readonly fingerprint: string
  readonly labels: Labels
  readonly annotations: Labels
  /** ISO 8601. */
  readonly startsAt: string
  /** ISO 8601: when the Alertmanager forgets the alert by itself unless it is sent again. */
  readonly endsAt: string
  readonly generatorUrl?: string
  readonly state: 'active' | 'suppressed'
  readonly suppressedBy: readonly Suppression[]
}

/** An alerting rule of a Prometheus, with the alerts it holds now. */
export interface AlertingRule {
  readonly group: string
  readonly name: string
  readonly query: string
  readonly labels: Labels
  readonly annotations: Labels
  /** Seconds of `for:`. */
  readonly forSeconds: number
  readonly health: 'ok' | 'err' | 'unknown'
  readonly lastError?: string
  /** ISO 8601; the zero time before the first evaluation. */
  readonly lastEvaluation: string
  /** How often its group is evaluated; undefined: not told. */
  readonly intervalSeconds?: number
  readonly alerts: readonly {
    readonly labels: Labels
    readonly annotations: Labels
    readonly state: 'pending' | 'firing'
    /** ISO 8601. */
    readonly activeAt: string
    readonly value: string
  }[]
}

/** The newest value of a metric query for one service. */
export interface Sample {
  readonly service: string
  /** Never NaN, which is absence. May be infinite, as after a division by zero: that is past a threshold, and nothing else. */
  readonly value: number
  /** ISO 8601: the time of the sample itself. */
  readonly at: string
  /** The series behind a sparkline: `[seconds since 1970, value]`, oldest first; null marks a gap. */
  readonly series: readonly (readonly [number, number | null])[]
}

/** What went wrong between us and an upstream. Never holds a secret. */
export interface UpstreamFailure {
  /** Stable, for machines: `timeout`, `refused`, `http-status`, `not-json`, `wrong-shape`, `too-large`, `redirect`, … */
  readonly code: string
  /** A sentence that names the cause, for people. */
  readonly message: string
}

interface Handed {
  /** The upstream's configured name. */
  readonly upstream: string
  readonly at: Instant
  /** The interval in force now, in ms: it stretches when answers take long. */
  readonly intervalMs: number
  /** Warnings of the upstream itself, or a note that the answer is partial; empty when it is whole. */
  readonly warnings: readonly string[]
}

/** The kinds of evidence an upstream can fail to give, each polled, frozen and judged on its own. */
export type Facet =
  | { readonly kind: 'alerts'; readonly member: string }
  | { readonly kind: 'presence' }
  | { readonly kind: 'rules' }
  | { readonly kind: 'samples'; readonly query: string }
  | { readonly kind: 'versions' }

/**
 * What a source hands to the model: everything it knows of one facet, every time.
 * A failure is a hand-over too: it freezes the last good one and never erases it.
 */
export type Handover =
  | (Handed & {
      readonly facet: Extract<Facet, { kind: 'alerts' }>
      readonly kind: 'alerts'
      /** The same array object as last time when the answer's bytes were the same. */
      readonly alerts: readonly Alert[]
      /** The upstream's own clock from its Date header, in ms since 1970. */
      readonly upstreamWallMs?: number
      /** When the member's process started, in ms since 1970, from its status. */
      readonly startedAtMs?: number
      readonly version?: string
    })
  | (Handed & {
      readonly facet: Extract<Facet, { kind: 'presence' }>
      readonly kind: 'presence'
      /** Services with a live series now, by the label that named them. */
      readonly services: readonly { readonly service: string; readonly label: string }[]
      readonly version?: string
    })
  | (Handed & {
      readonly facet: Extract<Facet, { kind: 'rules' }>
      readonly kind: 'rules'
      readonly rules: readonly AlertingRule[]
      /** How long the process that evaluates them had been up when it answered, ms; undefined: not told. */
      readonly upForMs?: number
    })
  | (Handed & {
      readonly facet: Extract<Facet, { kind: 'samples' }>
      readonly kind: 'samples'
      readonly samples: readonly Sample[]
    })
  | (Handed & {
      readonly facet: Extract<Facet, { kind: 'versions' }>
      readonly kind: 'versions'
      readonly versions: readonly { readonly service: string; readonly version: string }[]
    })
  | (Handed & { readonly facet: Facet; readonly kind: 'failed'; readonly failure: UpstreamFailure })
