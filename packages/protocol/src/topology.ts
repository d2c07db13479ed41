import {
  nodeKinds,
  provenanceKinds,
  topologySourceKinds,
  topologyStates,
  trafficLayers,
  type AliasSuggestion,
  type TopologyEdge,
  type TopologyNode,
  type TopologySource,
} from '@statusgraph/model'
import * as z from 'zod/mini'

/** `GET /api/v1/topology`, and the `snapshot` event of its stream: everything that discovery knows. */
export interface WireTopology {
  readonly revision: number
  /** ISO 8601: when the server made it. */
  readonly at: string
  /** The graph that it is seen through. */
  readonly map?: string
  readonly nodes: readonly TopologyNode[]
  readonly edges: readonly TopologyEdge[]
  readonly sources: readonly TopologySource[]
  readonly suggestions: readonly AliasSuggestion[]
}

/** `GET /api/v1/topology?since=…`, and the `delta` event of the stream: what changed between two revisions. */
export interface WireTopologyDelta {
  readonly revision: number
  /** The revision that this leads on from. */
  readonly since: number
  readonly at: string
  readonly map?: string
  /** New and changed ones, each whole. */
  readonly nodes: readonly TopologyNode[]
  readonly edges: readonly TopologyEdge[]
  readonly removed: { readonly nodes: readonly string[]; readonly edges: readonly string[] }
  /** All of them when one changed. */
  readonly sources?: readonly TopologySource[]
  /** All of them when one changed. */
  readonly suggestions?: readonly AliasSuggestion[]
}

/** The `topology` event on a graph's stream: what discovery shows of the graph has a new revision; fetch it. */
export interface WireTopologyEvent {
  readonly graph: string
  readonly revision: number
}

const provenanceSchema = z.looseObject({
  source: z.string(),
  kind: z.enum(provenanceKinds),
  state: z.enum(['live', 'idle', 'stale', 'frozen']),
  firstSeen: z.string(),
  lastSeen: z.string(),
})
const labelsSchema = z.record(z.string(), z.string())
const leftOutSchema = z.object({ nodes: z.int(), edges: z.int() })

export const topologyNodeSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  namespace: z.optional(z.string()),
  cluster: z.optional(z.string()),
  kind: z.optional(z.enum(nodeKinds)),
  state: z.enum(topologyStates),
  drawn: z.optional(z.boolean()),
  ids: z.optional(z.array(z.string())),
  labels: z.optional(labelsSchema),
  provenance: z.array(provenanceSchema),
  position: z.optional(z.object({ x: z.number(), y: z.number() })),
  parent: z.optional(z.string()),
})

export const topologyEdgeSchema = z.looseObject({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  state: z.enum(topologyStates),
  drawn: z.optional(z.boolean()),
  protocol: z.optional(z.string()),
  label: z.optional(z.string()),
  undirected: z.optional(z.boolean()),
  traffic: z.optional(
    z.looseObject({
      source: z.string(),
      layer: z.enum(trafficLayers),
      ratePerSecond: z.optional(z.number()),
      errorsPerSecond: z.optional(z.number()),
      p50Seconds: z.optional(z.number()),
      p95Seconds: z.optional(z.number()),
      bytesPerSecond: z.optional(z.number()),
      deniedPerSecond: z.optional(z.number()),
      health: z.optional(z.number()),
    }),
  ),
  labels: z.optional(labelsSchema),
  provenance: z.array(provenanceSchema),
})

export const topologySourceSchema = z.object({
  name: z.string(),
  kind: z.enum(topologySourceKinds),
  detail: z.string(),
  state: z.enum(['ok', 'failing', 'waiting']),
  lastGoodAt: z.optional(z.string()),
  error: z.optional(z.string()),
  warnings: z.array(z.string()),
  caveats: z.array(z.string()),
  nodes: z.int(),
  edges: z.int(),
  leftOut: z.optional(leftOutSchema),
})

/** One row of `GET /api/v1/topology/sources`. */
export const topologySourceListItemSchema = z.extend(topologySourceSchema, {
  /** False for a source that began to push without being configured. */
  configured: z.boolean(),
  /** Of what a pushing source said: counts up with each change. */
  revision: z.optional(z.int()),
})
export type TopologySourceListItem = z.infer<typeof topologySourceListItemSchema>

const suggestionSchema = z.looseObject({ from: z.string(), to: z.string(), reason: z.string() })

const frame = {
  revision: z.int(),
  at: z.string(),
  map: z.optional(z.string()),
  nodes: z.array(topologyNodeSchema),
  edges: z.array(topologyEdgeSchema),
}

export const topologySchema = z.object({
  ...frame,
  sources: z.array(topologySourceSchema),
  suggestions: z.array(suggestionSchema),
})

export const topologyDeltaSchema = z.object({
  ...frame,
  since: z.int(),
  removed: z.object({ nodes: z.array(z.string()), edges: z.array(z.string()) }),
  sources: z.optional(z.array(topologySourceSchema)),
  suggestions: z.optional(z.array(suggestionSchema)),
})

/** A delta has a `since`, which nothing else has, so it is tried first. */
export const topologyAnswerSchema = z.union([topologyDeltaSchema, topologySchema])

export const topologyEventSchema = z.object({ graph: z.string(), revision: z.int() })

/** What a push was answered with: what was taken, and each line that was not. */
export const pushAnswerSchema = z.object({
  /** Of what the source says now; the same when nothing changed. */
  revision: z.int(),
  /** How many lines were understood, those among them that changed nothing included. */
  accepted: z.int(),
  /** How many of the accepted were older than what is known, by their `ts`, and so changed nothing. */
  ignored: z.optional(z.int()),
  /** The first 100 that were refused. */
  rejected: z.array(
    z.object({
      /** From 1: the line of NDJSON, the place in a list, in a snapshot first the nodes and then the edges. */
      line: z.int(),
      error: z.string(),
    }),
  ),
  /** How many were refused, when they are more than `rejected` holds. */
  rejectedTotal: z.optional(z.int()),
})
export type PushAnswer = z.infer<typeof pushAnswerSchema>

/** One row of `GET /api/v1/topology/autodetect`: what discovery could read out of one Prometheus, or why nobody knows. */
export const autodetectedSchema = z.object({
  upstream: z.string(),
  presets: z.optional(
    z.array(
      z.object({
        preset: z.string(),
        title: z.string(),
        /** How many edges it finds now. */
        edges: z.int(),
        /** A source asks for it already. */
        configured: z.boolean(),
        /** YAML that adds it to the configuration. */
        config: z.string(),
        /** Why it finds no edge although its series are there. */
        problem: z.optional(z.string()),
      }),
    ),
  ),
  error: z.optional(z.string()),
})
export type Autodetected = z.infer<typeof autodetectedSchema>

/** Whether an answer of `GET /api/v1/topology` leads on from what the asker has, or is everything. */
export function isTopologyDelta(answer: WireTopology | WireTopologyDelta): answer is WireTopologyDelta {
  return 'since' in answer
}

/** Reads a whole topology, or a delta; throws when it is something else. */
export function parseTopology(input: unknown): WireTopology | WireTopologyDelta {
  if (!isTopologyAnswer(input)) {
    const { error } = topologyAnswerSchema.safeParse(input)
    throw new Error(
      `the server sent a topology that this client cannot read: ${error ? z.prettifyError(error) : 'no reason'}`,
    )
  }
  return input
}

/** Reads the data of a `topology` event of a graph's stream; throws when it is something else. */
export function parseTopologyEvent(input: unknown): WireTopologyEvent {
  return topologyEventSchema.parse(input)
}

// Like snapshots: the schemas check what code depends on, and stay open for what newer servers add.
function isTopologyAnswer(input: unknown): input is WireTopology | WireTopologyDelta {
  // By what tells them apart: tried one after the other, five thousand edges would be looked at twice.
  const isDelta = typeof input === 'object' && input !== null && 'since' in input
  return (isDelta ? topologyDeltaSchema : topologySchema).safeParse(input).success
}
