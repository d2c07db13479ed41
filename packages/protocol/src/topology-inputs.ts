import { graphIdSchema, nodeKinds, provenanceKinds, topologyTextLimit, trafficLayers } from '@statusgraph/model'
import { z } from 'zod'

// What people and programs push, and ask. Only the server and the command line read it: no browser loads it.

/** What one push may hold. */
export const pushLimits = {
  bytes: 5 * 1024 * 1024,
  /** Of one batch or snapshot. */
  lines: 50_000,
  /** Of one line: a single element is never larger. */
  lineBytes: 64 * 1024,
  ids: 50,
  labels: 50,
  /** How many refused lines an answer names. */
  namedRejects: 100,
  ttlSeconds: 365 * 24 * 3_600,
} as const

/** The name of a source, as it stands in addresses. */
export const topologySourceNameSchema = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/, 'a source is 1 to 63 letters, digits, dots, dashes or underscores')

const text = z.string().max(topologyTextLimit)
const someText = text.min(1)
const amount = z.number().nonnegative()

const timing = {
  ttlSeconds: z
    .number()
    .min(1)
    .max(pushLimits.ttlSeconds)
    .optional()
    .describe('how long it is believed without being said again; default: what the source is configured for'),
  ts: z
    .union([z.iso.datetime({ offset: true }), z.number().int().nonnegative()])
    .optional()
    .describe(
      'when this was true, ISO 8601 or milliseconds since 1970: a write that is older than what is known of the element changes nothing',
    ),
}

const provenance = z
  .enum(provenanceKinds)
  .optional()
  .describe('how this is known; default: observed for an edge with traffic, else declared')

const labels = z.record(text, text).optional()

const nodeKeys = {
  id: someText.describe('canonical: namespace/name, cluster/namespace/name, or a bare name'),
  name: someText.optional().describe('shown; default: the last part of the id'),
  namespace: someText.optional().describe('default: what the id says'),
  cluster: someText.optional().describe('default: what the id says'),
  kind: z.enum(nodeKinds).exclude(['group']).optional(),
  provenance,
  ids: z
    .array(someText)
    .max(pushLimits.ids)
    .optional()
    .describe('typed names that it is known by elsewhere, such as svc:shop/cart or ip:10.0.0.7'),
  labels,
}

const trafficSchema = z
  .strictObject({
    layer: z.enum(trafficLayers).prefault('server').describe('where it was measured'),
    ratePerSecond: amount.optional().describe('requests, messages or connections'),
    errorsPerSecond: amount.optional().describe('failed ones; leave it out when it is not known'),
    p50Seconds: amount.optional(),
    p95Seconds: amount.optional(),
    bytesPerSecond: amount.optional(),
    deniedPerSecond: amount.optional().describe('refused by a policy'),
    health: z
      .union([z.literal(0), z.literal(1)])
      .optional()
      .describe('1: the target answers its health check; 0: it does not'),
  })
  .describe('over a window of your own choice; what is not known is left out and never 0')

const ends = {
  source: someText.describe('id of the node that uses the other one'),
  target: someText.describe('id of the node that is used'),
}

const edgeKeys = {
  ...ends,
  provenance,
  protocol: someText.optional().describe('such as http, grpc, tcp'),
  label: text.optional(),
  undirected: z.boolean().optional().describe('the direction is not known'),
  traffic: trafficSchema.optional(),
  labels: labels.describe('labels that alerts about this edge carry too'),
}

/** A node of a snapshot. */
export const pushedNodeSchema = z.strictObject({ ...nodeKeys, ...timing })
/** An edge of a snapshot. */
export const pushedEdgeSchema = z.strictObject({ ...edgeKeys, ...timing })
export type PushedNode = z.input<typeof pushedNodeSchema>
export type PushedEdge = z.input<typeof pushedEdgeSchema>

const node = z.literal('node')
const edge = z.literal('edge')
const upsert = z.literal('upsert')
const renewal = z.enum(['delete', 'touch'])

/** The lines of a batch, by what they do and to what. */
export const pushOperationSchemas = {
  upsert: {
    node: z.strictObject({ op: upsert, type: node, ...nodeKeys, ...timing }),
    edge: z.strictObject({ op: upsert, type: edge, ...edgeKeys, ...timing }),
  },
  delete: {
    node: z.strictObject({ op: renewal, type: node, id: nodeKeys.id, ...timing }),
    edge: z.strictObject({ op: renewal, type: edge, ...ends, ...timing }),
  },
} as const

/** One line of a batch. */
export const pushOperationSchema = z
  .union([
    pushOperationSchemas.upsert.node,
    pushOperationSchemas.upsert.edge,
    pushOperationSchemas.delete.node,
    pushOperationSchemas.delete.edge,
  ])
  .describe('upsert: says an element whole; delete: it is gone; touch: it is still there')
export type PushOperation = z.input<typeof pushOperationSchema>

/** `PUT /api/v1/topology/sources/{source}`: everything that a source says. */
export const pushSnapshotSchema = z
  .strictObject({
    nodes: z.array(pushedNodeSchema).optional(),
    edges: z.array(pushedEdgeSchema).optional(),
    ttlSeconds: timing.ttlSeconds.describe('of every element that says no other'),
  })
  .describe('a snapshot: what it leaves out is gone')
export type PushSnapshot = z.input<typeof pushSnapshotSchema>

/** `POST /api/v1/topology/sources/{source}/batch`, as JSON. As NDJSON each line is one operation. */
export const pushBatchSchema = z
  .union([z.array(pushOperationSchema), z.strictObject({ ops: z.array(pushOperationSchema) })])
  .describe('a batch: operations in their order')

/** Everything that may be pushed, for the published JSON Schema. */
export const pushedTopologySchema = z
  .union([pushSnapshotSchema, pushBatchSchema, pushOperationSchema])
  .describe('What is pushed to Statusgraph: a snapshot, a batch, or one line of a batch')

export const topologyQuerySchema = z.object({
  map: z.optional(graphIdSchema).describe('seen through this graph: drawn elements by their ids, states, positions'),
  since: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .describe('a revision: only what changed after it; everything, without `since`, when it is too long ago'),
})
