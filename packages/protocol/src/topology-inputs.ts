import { nodeKinds, provenanceKinds, topologyTextLimit, trafficLayers } from '@statusgraph/model'
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'

// What people and programs push. Only the server and the command line read it: no browser loads it.

/** What one push may hold. */
export const pushLimits = {
  bytes: 5 * 1024 * 1024,
  /** Of one batch or snapshot. */
  lines: 50_000,
  /** Of one line of NDJSON: no single element is larger. */
  lineBytes: 64 * 1024,
  /** Of one element, in all its names, keys and values: thousands of them are kept. */
  elementCharacters: 4_000,
  /** How many refused lines an answer names. */
  namedRejects: 100,
} as const

/** The name of a source, as it stands in addresses. */
export const topologySourceNameSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/, 'is 1 to 63 letters, digits, dots, dashes or underscores'))

const text = z.string().check(z.maxLength(topologyTextLimit))
const someText = z.string().check(z.maxLength(topologyTextLimit), z.minLength(1))
const amount = z.number().check(z.gte(0))
const labels = z
  .record(text, text)
  .check(z.refine((all) => Object.keys(all).length <= 50, 'must have at most 50 entries'))

const stampHint = 'must be a time such as 2026-01-31T12:00:00Z, or milliseconds since 1970'

const timing = {
  ttlSeconds: z
    .optional(z.number().check(z.gte(1), z.lte(365 * 24 * 3_600)))
    .check(z.describe('how long it is believed without being said again; default: what the source is configured for')),
  ts: z
    .optional(
      z.union([z.iso.datetime({ offset: true, error: stampHint }), z.int({ error: stampHint }).check(z.gte(0))], {
        error: stampHint,
      }),
    )
    .check(
      z.describe(
        'when this was true, ISO 8601 or milliseconds since 1970: a write that is older than what is known of the element changes nothing',
      ),
    ),
}

const provenance = z
  .optional(z.enum(provenanceKinds))
  .check(z.describe('how this is known; default: observed for an edge with traffic, else declared'))

const nodeKeys = {
  id: someText.check(z.describe('canonical: namespace/name, cluster/namespace/name, or a bare name')),
  name: z.optional(someText).check(z.describe('shown; default: the last part of the id')),
  namespace: z.optional(someText).check(z.describe('default: what the id says')),
  cluster: z.optional(someText).check(z.describe('default: what the id says')),
  kind: z.optional(z.enum(nodeKinds).check(z.refine((kind) => kind !== 'group', 'a group is drawn, not discovered'))),
  provenance,
  ids: z
    .optional(z.array(someText).check(z.maxLength(50)))
    .check(z.describe('typed names that it is known by elsewhere, such as svc:shop/cart or ip:10.0.0.7')),
  labels: z.optional(labels),
}

const trafficSchema = z
  .strictObject({
    layer: withDefault(z.enum(trafficLayers), 'server').check(z.describe('where it was measured')),
    ratePerSecond: z.optional(amount).check(z.describe('requests, messages or connections')),
    errorsPerSecond: z.optional(amount).check(z.describe('failed ones; leave it out when it is not known')),
    p50Seconds: z.optional(amount),
    p95Seconds: z.optional(amount),
    bytesPerSecond: z.optional(amount),
    deniedPerSecond: z.optional(amount).check(z.describe('refused by a policy')),
    health: z.optional(z.literal([0, 1])).check(z.describe('1: the target answers its health check; 0: it does not')),
  })
  .check(z.describe('over a window of your own choice; what is not known is left out and never 0'))

const ends = {
  source: someText.check(z.describe('id of the node that uses the other one')),
  target: someText.check(z.describe('id of the node that is used')),
}

const edgeKeys = {
  ...ends,
  provenance,
  protocol: z.optional(someText).check(z.describe('such as http, grpc, tcp')),
  label: z.optional(text),
  undirected: z.optional(z.boolean()).check(z.describe('the direction is not known')),
  traffic: z.optional(trafficSchema),
  labels: z.optional(labels).check(z.describe('labels that alerts about this edge carry too')),
}

/** A node of a snapshot. */
export const pushedNodeSchema = z.strictObject({ ...nodeKeys, ...timing })
/** An edge of a snapshot. */
export const pushedEdgeSchema = z.strictObject({ ...edgeKeys, ...timing })
export type PushedNode = z.input<typeof pushedNodeSchema>
export type PushedEdge = z.input<typeof pushedEdgeSchema>

const [node, edge] = [z.literal('node'), z.literal('edge')]
const upsert = z.literal('upsert')
const renewal = z.enum(['delete', 'touch'])

/** The lines of a batch: what says an element whole, and what only names it. */
export const pushOperationSchemas = {
  upsertNode: z.strictObject({ op: upsert, type: node, ...nodeKeys, ...timing }),
  upsertEdge: z.strictObject({ op: upsert, type: edge, ...edgeKeys, ...timing }),
  nameNode: z.strictObject({ op: renewal, type: node, id: nodeKeys.id, ...timing }),
  nameEdge: z.strictObject({ op: renewal, type: edge, ...ends, ...timing }),
} as const

/** One line of a batch. */
const pushOperationSchema = z
  .union([
    pushOperationSchemas.upsertNode,
    pushOperationSchemas.upsertEdge,
    pushOperationSchemas.nameNode,
    pushOperationSchemas.nameEdge,
  ])
  .check(z.describe('upsert: says an element whole; delete: it is gone; touch: it is still there'))

/** `PUT /api/v1/topology/sources/{source}`: everything that a source says. */
export const pushSnapshotSchema = z
  .strictObject({
    nodes: z.optional(z.array(pushedNodeSchema)),
    edges: z.optional(z.array(pushedEdgeSchema)),
    ttlSeconds: timing.ttlSeconds,
  })
  .check(z.describe('a snapshot: what it leaves out is gone; its ttlSeconds is that of elements that say no other'))

/** `POST /api/v1/topology/sources/{source}/batch` as JSON. As NDJSON each line is one operation. */
export const pushBatchSchema = z
  .union([z.array(pushOperationSchema), z.strictObject({ ops: z.array(pushOperationSchema) }), pushOperationSchema])
  .check(z.describe('a batch: operations, done in their order'))

/** Everything that may be pushed, for the published JSON Schema. */
export const pushedTopologySchema = z
  .union([pushSnapshotSchema, pushBatchSchema])
  .check(z.describe('What is pushed to Statusgraph: a snapshot, or a batch, of which each line is an operation'))
