import * as z from 'zod/mini'
import { editorPresenceSchema } from './editors.ts'
import {
  edgeStatusSchema,
  nodeStatusSchema,
  snapshotSchema,
  summarySchema,
  upstreamStatusSchema,
  type WireDelta,
  type WireEditorsEvent,
  type WireGraphEvent,
  type WireMovingEvent,
  type WireSnapshot,
} from './status.ts'

/** The names of the events on `GET /api/v1/graphs/{id}/events`. */
export const streamEvents = ['snapshot', 'delta', 'graph', 'editors', 'topology', 'moving'] as const
export type StreamEvent = (typeof streamEvents)[number]

/** A stream that says nothing for so long is dead: the server speaks at least every {@link heartbeatMs}. */
export const silenceLimitMs = 40_000
/** The longest pause between two comments of an idle stream. */
export const heartbeatMs = 15_000

export const deltaSchema = z.object({
  graph: z.string(),
  revision: z.optional(z.int()),
  sequence: z.int(),
  at: z.string(),
  nodes: z.record(z.string(), z.nullable(nodeStatusSchema)),
  edges: z.record(z.string(), z.nullable(edgeStatusSchema)),
  summary: z.optional(summarySchema),
  upstreams: z.record(z.string(), z.nullable(upstreamStatusSchema)),
})

export const graphEventSchema = z.object({
  graph: z.string(),
  revision: z.int(),
  sequence: z.int(),
  deleted: z.optional(z.boolean()),
})

export const editorsEventSchema = z.object({ graph: z.string(), editors: z.array(editorPresenceSchema) })

export const movingEventSchema = z.object({ afterMs: z.number().check(z.gte(0)) })

/** Reads a snapshot, from the stream or from `GET …/status`; throws when it is something else. */
export function parseSnapshot(input: unknown): WireSnapshot {
  if (!isSnapshot(input)) throw new Error(describeFault('snapshot', snapshotSchema, input))
  return input
}

/** Reads the data of a `delta` event; throws when it is something else. */
export function parseDelta(input: unknown): WireDelta {
  if (!isDelta(input)) throw new Error(describeFault('delta', deltaSchema, input))
  return input
}

/** Reads the data of a `graph` event; throws when it is something else. */
export function parseGraphEvent(input: unknown): WireGraphEvent {
  const { deleted, ...event } = graphEventSchema.parse(input)
  return deleted === undefined ? event : { ...event, deleted }
}

/** Reads the data of an `editors` event; throws when it is something else. */
export function parseEditorsEvent(input: unknown): WireEditorsEvent {
  return editorsEventSchema.parse(input)
}

/** Reads the data of a `moving` event; throws when it is something else. */
export function parseMovingEvent(input: unknown): WireMovingEvent {
  return movingEventSchema.parse(input)
}

// The schemas check the frame that code depends on; the details of reasons stay open for newer servers.
function isSnapshot(input: unknown): input is WireSnapshot {
  return snapshotSchema.safeParse(input).success
}

function isDelta(input: unknown): input is WireDelta {
  return deltaSchema.safeParse(input).success
}

function describeFault(name: string, schema: z.ZodMiniType, input: unknown): string {
  const { error } = schema.safeParse(input)
  return `the server sent a ${name} that this client cannot read: ${error ? z.prettifyError(error) : 'no reason'}`
}
