import { lamps } from '@statusgraph/model'
import type { EdgeStatus, NodeStatus, Reason, Summary, UpstreamStatus } from '@statusgraph/model'
import * as z from 'zod/mini'
import type { EditorPresence } from './editors.ts'

/** A reason on the wire: the model's, with the age of its evidence when it was sent. */
export type WireReason = Reason & { readonly ageSeconds?: number }
export type WireNodeStatus = Omit<NodeStatus, 'reasons'> & { readonly reasons: readonly WireReason[] }
export type WireEdgeStatus = Omit<EdgeStatus, 'reasons'> & { readonly reasons: readonly WireReason[] }
export type WireUpstreamStatus = UpstreamStatus & { readonly ageSeconds?: number }

/** `GET /api/v1/graphs/{id}/status`, and the `snapshot` event. */
export interface WireSnapshot {
  readonly graph: string
  readonly revision: number
  readonly sequence: number
  /** ISO 8601: when the server made it. */
  readonly at: string
  readonly nodes: Readonly<Record<string, WireNodeStatus>>
  readonly edges: Readonly<Record<string, WireEdgeStatus>>
  readonly summary: Summary
  readonly upstreams: Readonly<Record<string, WireUpstreamStatus>>
}

/** The `delta` event: changed elements only, null removes one. */
export interface WireDelta {
  readonly graph: string
  readonly revision?: number
  readonly sequence: number
  readonly at: string
  readonly nodes: Readonly<Record<string, WireNodeStatus | null>>
  readonly edges: Readonly<Record<string, WireEdgeStatus | null>>
  readonly summary?: Summary
  readonly upstreams: Readonly<Record<string, WireUpstreamStatus | null>>
}

/** The `graph` event: the document has a new revision; fetch it. */
export interface WireGraphEvent {
  readonly graph: string
  readonly revision: number
  readonly sequence: number
  /** True when the graph was deleted. */
  readonly deleted?: boolean
}

/**
 * The `editors` event: everybody who edits the graph now, whole each time. It has no sequence, because it is no part of
 * the picture and is never resumed: each connection begins with nobody, and is told at once when there is somebody.
 */
export interface WireEditorsEvent {
  readonly graph: string
  readonly editors: readonly EditorPresence[]
}

/** The `moving` event: the server is going away; come back after this many ms. */
export interface WireMovingEvent {
  readonly afterMs: number
}

const lamp = z.enum(lamps)
const overlaySchema = z.looseObject({ kind: z.enum(['stale', 'pending', 'impacted', 'partial']), reason: z.string() })
const reasonSchema = z.looseObject({ kind: z.string(), lamp, title: z.string(), text: z.string() })

export const nodeStatusSchema = z.looseObject({
  lamp,
  overlays: z.array(overlaySchema),
  reasons: z.array(reasonSchema),
  metrics: z.array(
    z.looseObject({ name: z.string(), value: z.number(), unit: z.optional(z.string()), at: z.string() }),
  ),
  version: z.optional(z.string()),
  counts: z.record(z.string(), z.number()),
})
export const edgeStatusSchema = z.looseObject({
  lamp,
  overlays: z.array(overlaySchema),
  reasons: z.array(reasonSchema),
})
export const summarySchema = z.object({
  critical: z.int(),
  warning: z.int(),
  muted: z.int(),
  unknown: z.int(),
  ok: z.int(),
  stale: z.int(),
})
export const upstreamStatusSchema = z.looseObject({
  kind: z.enum(['alertmanager', 'prometheus', 'versions']),
  ok: z.boolean(),
  ageSeconds: z.optional(z.number()),
  lastGoodAt: z.optional(z.string()),
  error: z.optional(z.string()),
  warnings: z.array(z.string()),
  version: z.optional(z.string()),
})
export const snapshotSchema = z.object({
  graph: z.string(),
  revision: z.int(),
  sequence: z.int(),
  at: z.string(),
  nodes: z.record(z.string(), nodeStatusSchema),
  edges: z.record(z.string(), edgeStatusSchema),
  summary: summarySchema,
  upstreams: z.record(z.string(), upstreamStatusSchema),
})
