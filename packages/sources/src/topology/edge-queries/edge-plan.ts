import type { NodeKind, ProvenanceKind, TrafficLayer } from '@statusgraph/model'
import type { UpstreamConfig } from '../../source.ts'
import type { TopologySettings } from '../topology-source.ts'

/**
 * PromQL in which `$by` stands for the labels that the templates name, `$window` for the span that rates are measured
 * over, and `$lookback` for how long an edge without traffic is remembered. The results of several are added up.
 */
export type PromQL = string | readonly string[]

/** What is asked about one set of edges. Every result is joined with the others by the labels that the templates name. */
export interface EdgeQuestions {
  /** Whose series prove that the edge is there, whatever its traffic. */
  readonly presence?: PromQL | undefined
  /** Per second. */
  readonly rate?: PromQL | undefined
  /** Failed ones, per second. */
  readonly errors?: PromQL | undefined
  /** Seconds. */
  readonly p50?: PromQL | undefined
  /** Seconds. */
  readonly p95?: PromQL | undefined
  /** Per second. */
  readonly bytes?: PromQL | undefined
  /** 1: the target answers its health check; 0: it does not. */
  readonly health?: PromQL | undefined
  /** What a policy refused, per second. */
  readonly denied?: PromQL | undefined
}

/**
 * Values that labels must all have. `*` stands for any text, `<address>` for an IP address, an empty value for a label
 * that is not there, and a `!` before the value for anything but that.
 */
export type LabelMatch = Readonly<Record<string, string>>

/** Who stands at one end of an edge, as templates over the labels of a series. */
export interface EdgeEnd {
  /** `name`, `namespace/name` or `cluster/namespace/name` in one; instead of the three parts. */
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
  readonly cluster?: string | undefined
  /** The cluster stands in the id only where one name lives in several clusters. */
  readonly sparesCluster?: boolean
  /** Stands in the id only where one name is found with and without it, or under several of these. */
  readonly scope?: string | undefined
  /** Must come out as a kind of node; anything else says nothing. */
  readonly kind?: string | undefined
  /** The first that matches says the kind, before the template does. */
  readonly kinds?: readonly { readonly when: LabelMatch; readonly kind: NodeKind }[]
  /** Typed names, such as `workload:{{namespace}}/{{deployment}}`. One that lacks a label is left out. */
  readonly ids?: readonly string[]
}

/** One set of edges that one set of labels names. */
export interface EdgeQuery {
  readonly queries: EdgeQuestions
  readonly from: EdgeEnd
  readonly to: EdgeEnd
  /** A template. */
  readonly protocol?: string
  readonly layer: TrafficLayer
  readonly provenance: ProvenanceKind
  /** Requests and replies cannot be told apart: both directions are one edge. */
  readonly undirected?: boolean
  /** Series that match one of these are left out. */
  readonly drop?: readonly LabelMatch[]
  /** Labels that alerts about an edge carry too. */
  readonly labels?: readonly string[]
}

/** What to ask a Prometheus for edges. Where several sets know an edge, the first one that saw traffic is believed. */
export interface EdgePlan {
  readonly edges: readonly EdgeQuery[]
  /** What a reader of the picture must know, as sentences. */
  readonly caveats: readonly string[]
  /** What to do when series are there and none names both ends, as a sentence. */
  readonly unnamed?: string
}

/** A plan that knows one producer of edges. */
export interface Preset extends EdgePlan {
  /** What a configuration calls it. */
  readonly name: string
  /** What a person calls it. */
  readonly title: string
  /** What must be there, as a phrase: for the documents. */
  readonly needs: string
  /** The preset that tells the same in another way, where this is not the usual one. */
  readonly variantOf?: string
  /** Selectors of the series any of which proves that this producer is at work; each begins with a metric's name. */
  readonly proof: readonly string[]
}

/** A topology source that asks a Prometheus. */
export interface EdgeQueriesConfig extends TopologySettings {
  readonly kind: 'prometheus'
  /** Who is asked; its own interval and timeout play no part. */
  readonly upstream: UpstreamConfig
  readonly plan: EdgePlan
  /** Where the plan came from; undefined: somebody wrote it. */
  readonly preset?: string
  readonly windowMs: number
  readonly lookbackMs: number
}
