import type { NodeKind } from '../graph/document.ts'
import type { ProvenanceKind, TopologySourceKind, Traffic } from './sighting.ts'

/** How an element stands, as DISCOVERY's table of states: see docs/explanation/discovery.md. */
export const topologyStates = ['live', 'idle', 'stale', 'frozen', 'missing', 'undeclared'] as const
export type TopologyState = (typeof topologyStates)[number]

/** Who saw an element, and when. */
export interface Provenance {
  readonly source: string
  readonly kind: ProvenanceKind
  readonly state: 'live' | 'idle' | 'stale' | 'frozen'
  /** ISO 8601. */
  readonly firstSeen: string
  /** ISO 8601. While it is live, told in steps of half the time after which it is stale; later, to the millisecond. */
  readonly lastSeen: string
}

/**
 * A node of the merged topology. Seen through a graph, `id` is the drawn node's where it is drawn (then `drawn` is
 * true), and else the canonical id.
 */
export interface TopologyNode {
  readonly id: string
  readonly name: string
  readonly namespace?: string
  readonly cluster?: string
  readonly kind?: NodeKind
  readonly state: TopologyState
  /** It stands in the graph that this is seen through. */
  readonly drawn?: boolean
  /** Typed names, of all sources together. */
  readonly ids?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  /** Most telling first. Empty: nobody saw it. */
  readonly provenance: readonly Provenance[]
  /** Where a discovered node stands in a graph that draws it. */
  readonly position?: { readonly x: number; readonly y: number }
  /** The group it stands in, in a graph that draws it. */
  readonly parent?: string
}

export interface TopologyEdge {
  /** Of the drawn edge where there is one; else made from its ends. */
  readonly id: string
  /** Ids of nodes of the same view. */
  readonly source: string
  readonly target: string
  readonly state: TopologyState
  readonly drawn?: boolean
  readonly protocol?: string
  readonly label?: string
  readonly undirected?: boolean
  /** The most telling numbers, and the source that said them. */
  readonly traffic?: Traffic & { readonly source: string }
  readonly labels?: Readonly<Record<string, string>>
  readonly provenance: readonly Provenance[]
}

export interface TopologySource {
  readonly name: string
  readonly kind: TopologySourceKind
  readonly detail: string
  /** `waiting`: it never said anything yet. */
  readonly state: 'ok' | 'failing' | 'waiting'
  /** ISO 8601. */
  readonly lastGoodAt?: string
  readonly error?: string
  readonly warnings: readonly string[]
  readonly caveats: readonly string[]
  readonly nodes: number
  readonly edges: number
  readonly leftOut?: { readonly nodes: number; readonly edges: number }
}

/** Two nodes that look like one, and nobody said so. */
export interface AliasSuggestion {
  readonly from: string
  readonly to: string
  readonly reason: string
}

/**
 * The merged topology, of all sources or as seen through one graph. Records have no prototype, because ids come from
 * outside.
 */
export interface TopologyView {
  readonly nodes: Readonly<Record<string, TopologyNode>>
  readonly edges: Readonly<Record<string, TopologyEdge>>
  readonly sources: Readonly<Record<string, TopologySource>>
  readonly suggestions: readonly AliasSuggestion[]
}

/** A view of nothing: nobody has seen anything yet. */
export const emptyTopologyView: TopologyView = {
  nodes: Object.create(null),
  edges: Object.create(null),
  sources: Object.create(null),
  suggestions: [],
}
