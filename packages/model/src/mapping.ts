import type { TopologyRules } from './graph/document.ts'

/** How alerts and series become services: the `mapping` part of the configuration, with every default filled in. */
export interface Mapping {
  readonly alerts: {
    /** Any of these must match; within one, every label must be equal. Empty keeps every alert. */
    readonly labelSelector: readonly Readonly<Record<string, string>>[]
    readonly serviceLabels: readonly string[]
    readonly serviceAnnotations: readonly string[]
    readonly severities: Severities
    /** How long a lamp whose evidence is no longer fresh is held, in ms. */
    readonly holdMs: number
  }
  readonly metrics: {
    readonly serviceLabels: readonly string[]
    /** PromQL whose series prove that a service lives; undefined: any raw series that carries a service label. */
    readonly presence?: string
    readonly queries: readonly MetricQuery[]
  }
  readonly topology: TopologyMapping
}

/** How what is discovered is understood, in every graph. */
export interface TopologyMapping {
  readonly rules: TopologyRules
  /** Bounds of an edge: errors in percent of its requests, latency in seconds at the 95th percentile. */
  readonly errorPercent: { readonly warning?: Threshold; readonly critical?: Threshold }
  readonly p95Seconds: { readonly warning?: Threshold; readonly critical?: Threshold }
  /** An edge with fewer requests per second is not judged by its errors: one of one says nothing. */
  readonly minRatePerSecond: number
  /** Pairs of alert labels that name the two ends of an edge. */
  readonly edgeLabels: readonly { readonly source: string; readonly target: string }[]
}

/** Which values of which label mean which lamp. A value in no list, and no label at all, is critical. */
export interface Severities {
  readonly label: string
  readonly critical: readonly string[]
  readonly warning: readonly string[]
  readonly none: readonly string[]
}

export interface MetricQuery {
  readonly name: string
  readonly query: string
  readonly serviceLabel: string
  readonly unit?: string
  readonly thresholds?: { readonly warning?: Threshold; readonly critical?: Threshold }
  /** Window of the sparkline, ms. */
  readonly rangeMs: number
  /** Distance of its points, ms; undefined: chosen so that the window has about 60. */
  readonly stepMs?: number
}

/** A bound that a sample is past when the comparison holds, such as `> 95`. */
export interface Threshold {
  readonly operator: '>' | '>=' | '<' | '<='
  readonly bound: number
}

export const defaultSeverities: Severities = {
  label: 'severity',
  critical: [],
  warning: ['warning', 'warn', 'minor'],
  none: ['info', 'informational', 'none', 'debug'],
}

export const defaultTopologyMapping: TopologyMapping = {
  rules: {},
  errorPercent: { warning: { operator: '>', bound: 5 }, critical: { operator: '>', bound: 20 } },
  p95Seconds: {},
  minRatePerSecond: 0.05,
  edgeLabels: [
    { source: 'client', target: 'server' },
    { source: 'source', target: 'destination' },
  ],
}

export const defaultHoldMs = 4 * 60_000

/** The mapping of a configuration that says nothing. */
export const defaultMapping: Mapping = {
  alerts: {
    labelSelector: [],
    serviceLabels: [],
    serviceAnnotations: [],
    severities: defaultSeverities,
    holdMs: defaultHoldMs,
  },
  metrics: { serviceLabels: [], queries: [] },
  topology: defaultTopologyMapping,
}

/** Reads `> 95`, `<= 0.5` and the like; undefined when the text is something else. */
export function parseThreshold(text: string): Threshold | undefined {
  const match = /^\s*(>=|<=|>|<)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/i.exec(text)
  if (!match) return undefined
  const operator = match[1]
  const bound = Number(match[2])
  if (operator !== '>' && operator !== '>=' && operator !== '<' && operator !== '<=') return undefined
  return Number.isFinite(bound) ? { operator, bound } : undefined
}

/** Whether `value` is past the threshold. */
export function isPast(threshold: Threshold, value: number): boolean {
  switch (threshold.operator) {
    case '>':
      return value > threshold.bound
    case '>=':
      return value >= threshold.bound
    case '<':
      return value < threshold.bound
    case '<=':
      return value <= threshold.bound
  }
}
