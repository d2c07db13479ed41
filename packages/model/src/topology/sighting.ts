import type { UpstreamFailure } from '../evidence.ts'
import type { NodeKind } from '../graph/document.ts'
import type { Instant } from '../instant.ts'

/**
 * How a source knows of an element, strongest claim about reality last: somebody wrote it down, a policy allows it, the
 * platform is wired so, traffic was seen, or traffic was guessed from one end of it.
 */
export const provenanceKinds = ['declared', 'allowed', 'structure', 'inferred', 'observed'] as const
export type ProvenanceKind = (typeof provenanceKinds)[number]

/** Where traffic was measured, the most telling first: requests at the server, at the client, in a proxy; or packets. */
export const trafficLayers = ['server', 'client', 'proxy', 'l4'] as const
export type TrafficLayer = (typeof trafficLayers)[number]

/** The numbers of an edge over its source's window. What is not known is undefined, never 0. */
export interface Traffic {
  readonly layer: TrafficLayer
  /** Requests (or messages, or connections where nothing better is known) per second. */
  readonly ratePerSecond?: number
  /** Failed ones per second; 0 where the source knows requests and reports no failed one. */
  readonly errorsPerSecond?: number
  readonly p50Seconds?: number
  readonly p95Seconds?: number
  readonly bytesPerSecond?: number
  /** What a policy refused, per second. */
  readonly deniedPerSecond?: number
  /** 1: the target answers its health check; 0: it does not. */
  readonly health?: number
}

/** A node as one source sees it. */
export interface SeenNode {
  /**
   * Canonical: `namespace/name`, `cluster/namespace/name` or a bare name, made by `canonicalId`; a pushed id is taken as
   * it is. At most {@link topologyTextLimit} characters.
   */
  readonly id: string
  /** Shown. */
  readonly name: string
  readonly namespace?: string
  readonly cluster?: string
  readonly kind?: NodeKind
  readonly provenance: ProvenanceKind
  /** Every typed name that the source knows it by: `svc:shop/cart`, `workload:shop/cart`, `ip:10.0.0.7`. */
  readonly ids?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
}

/** An edge as one source sees it: `source` uses `target`. One of each pair within a sighting. */
export interface SeenEdge {
  /** Canonical id of a node. A node that nothing else tells of is made from it. */
  readonly source: string
  readonly target: string
  readonly provenance: ProvenanceKind
  /** Such as `http`, `grpc`, `tcp`; several with commas. */
  readonly protocol?: string
  /** Shown at the edge when nobody drew a label. */
  readonly label?: string
  /** The direction is not known. */
  readonly undirected?: boolean
  readonly traffic?: Traffic
  /** Labels that alerts about this edge carry too, such as `{client: "a", server: "b"}`. */
  readonly labels?: Readonly<Record<string, string>>
}

/** Everything that one source knows, at one moment. */
export interface Sighting {
  readonly nodes: readonly SeenNode[]
  readonly edges: readonly SeenEdge[]
  /** How much was left out because of the source's limits. */
  readonly leftOut?: { readonly nodes: number; readonly edges: number }
  /** What a reader of the picture must know, as sentences: sampling, packets instead of requests, a window's length. */
  readonly caveats?: readonly string[]
}

/** Every kind of source, asked or pushing. */
export const topologySourceKinds = [
  'prometheus',
  'push',
  'otlp',
  'docker',
  'kubernetes',
  'jaeger',
  'zipkin',
  'kiali',
  'backstage',
] as const
export type TopologySourceKind = (typeof topologySourceKinds)[number]

/** What the model must know of a source to judge what it says. */
export interface TopologySourceDeclaration {
  readonly name: string
  readonly kind: TopologySourceKind
  /** Which query, API or receiver it is, in words: shown as "seen by". */
  readonly detail: string
  /** Of two sources that say different things of the same rank, the higher one is believed. */
  readonly priority: number
  /** An element that was not seen for so long is stale; undefined: three intervals, five minutes at the least. */
  readonly staleAfterMs?: number
  /** An element that was not seen for so long is gone. */
  readonly forgetAfterMs: number
}

/** One write of a source that pushes. */
export type TopologyWrite =
  | {
      readonly op: 'upsert'
      readonly type: 'node'
      readonly node: SeenNode
      readonly ttlMs?: number
      readonly tsMs?: number
    }
  | {
      readonly op: 'upsert'
      readonly type: 'edge'
      readonly edge: SeenEdge
      readonly ttlMs?: number
      readonly tsMs?: number
    }
  | {
      readonly op: 'delete' | 'touch'
      readonly type: 'node'
      readonly id: string
      readonly ttlMs?: number
      readonly tsMs?: number
    }
  | {
      readonly op: 'delete' | 'touch'
      readonly type: 'edge'
      readonly source: string
      readonly target: string
      readonly ttlMs?: number
      readonly tsMs?: number
    }

interface Told {
  readonly source: string
  readonly at: Instant
}

/**
 * What a topology source hands over. `seen` is everything that a polled source knows now: what it leaves out ages.
 * `replaced` is everything that a pushing source says now: what it leaves out is gone. A failure freezes, it never erases.
 */
export type TopologyHandover =
  | (Told & {
      readonly kind: 'seen'
      readonly intervalMs: number
      readonly sighting: Sighting
      readonly warnings: readonly string[]
    })
  | (Told & { readonly kind: 'replaced'; readonly writes: readonly TopologyWrite[] })
  | (Told & { readonly kind: 'written'; readonly writes: readonly TopologyWrite[] })
  | (Told & { readonly kind: 'failed'; readonly intervalMs: number; readonly failure: UpstreamFailure })

/** No id, name or label of an element is longer. */
export const topologyTextLimit = 200
