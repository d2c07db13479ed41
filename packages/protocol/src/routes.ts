import { graphDocumentSchema } from '@statusgraph/model'
import { z } from 'zod'
import { editorPresenceSchema } from './editors.ts'
import {
  aboutSchema,
  alertListItemSchema,
  graphListItemSchema,
  revisionListItemSchema,
  serviceListItemSchema,
  serviceMetricsSchema,
  sparklinesSchema,
  upstreamListItemSchema,
  versionListItemSchema,
} from './inventory.ts'
import type { ProblemCode } from './problem.ts'
import { snapshotSchema } from './status.ts'

/** One successful answer of a route. */
export interface RouteAnswer {
  readonly status: number
  readonly description: string
  /** Undefined: no body, or one that no schema describes. */
  readonly schema?: z.ZodType
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A route as both ends know it: the server validates with it, the client calls by it, the reference is made from it. */
export interface Route {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `{name}` for each parameter. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly query?: z.ZodObject
  /** Request headers that mean something here, with what they mean. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: { readonly schema: z.ZodType; readonly contentTypes: readonly string[] }
  readonly answer: RouteAnswer
  readonly problems: readonly ProblemCode[]
}

const documentTypes = ['application/json', 'application/yaml', 'text/yaml'] as const
const etag = { ETag: 'the revision in quotes, such as "12"' }
const by = { 'Statusgraph-Editor': 'optional: who does this, percent-encoded UTF-8; kept as `by` in the history' }
const ifMatch = { 'If-Match': 'the revision that you started from, in quotes, such as "12"' }
const storeProblems = ['store/full', 'store/read-only', 'store/unavailable'] as const
const bodyProblems = [
  'body/syntax',
  'body/too-deep',
  'body/forbidden-key',
  'body/too-large',
  'body/unsupported-type',
] as const
const changeProblems = ['request/cross-site', 'server/overloaded', ...storeProblems] as const

export const alertsQuerySchema = z.object({
  unmapped: z.enum(['true', 'false']).optional().describe('true: only alerts that no node of any graph claims'),
  state: z.enum(['active', 'suppressed', 'all']).optional().describe('default: all'),
  filter: z
    .union([z.string().max(1_000), z.array(z.string().max(1_000)).max(20)])
    .optional()
    .describe(
      'label matchers as Alertmanager writes them, such as severity="critical" or job=~"api|web"; all must hold',
    ),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('the most rows to answer; default 10000'),
})

export const metricsQuerySchema = z.object({
  range: z
    .string()
    .max(20)
    .optional()
    .describe('a Prometheus duration from 5m to 30d, rounded up to a step; default: what each query is configured for'),
})

export const announcementSchema = z.object({
  name: z.string().describe('shown to the others; without control characters, the first 80 characters'),
})

const okSchema = z.object({ status: z.string() })

/** Every route of the API, by the name of its operation. */
export const routes = {
  listGraphs: {
    id: 'listGraphs',
    method: 'GET',
    path: '/api/v1/graphs',
    summary: 'All graphs, each with its counts by lamp',
    answer: { status: 200, description: 'the graphs, by name', schema: z.array(graphListItemSchema) },
    problems: [],
  },
  createGraph: {
    id: 'createGraph',
    method: 'POST',
    path: '/api/v1/graphs',
    summary: 'Creates a graph from a document',
    description: 'The id may be left out: it is then made from the name. JSON up to 32 MiB, YAML up to 2 MiB.',
    headers: by,
    body: { schema: graphDocumentSchema, contentTypes: documentTypes },
    answer: {
      status: 201,
      description: 'the stored document',
      schema: graphDocumentSchema,
      headers: { ...etag, Location: 'the address of the new graph' },
    },
    problems: ['graph/exists', 'graph/read-only', 'graph/invalid', ...bodyProblems, ...changeProblems],
  },
  readGraph: {
    id: 'readGraph',
    method: 'GET',
    path: '/api/v1/graphs/{id}',
    summary: 'One graph document',
    headers: { 'If-None-Match': 'an ETag that is already known; 304 when it is still right' },
    answer: { status: 200, description: 'the document', schema: graphDocumentSchema, headers: etag },
    problems: ['graph/not-found'],
  },
  saveGraph: {
    id: 'saveGraph',
    method: 'PUT',
    path: '/api/v1/graphs/{id}',
    summary: 'Saves the next revision of a graph',
    headers: { ...ifMatch, ...by },
    body: { schema: graphDocumentSchema, contentTypes: documentTypes },
    answer: { status: 200, description: 'the stored document', schema: graphDocumentSchema, headers: etag },
    problems: [
      'graph/not-found',
      'graph/read-only',
      'graph/stale',
      'graph/invalid',
      'graph/revision-required',
      'request/invalid',
      ...bodyProblems,
      ...changeProblems,
    ],
  },
  deleteGraph: {
    id: 'deleteGraph',
    method: 'DELETE',
    path: '/api/v1/graphs/{id}',
    summary: 'Deletes a graph; its revisions are kept',
    headers: { 'If-Match': 'optional: delete only this revision', ...by },
    answer: { status: 204, description: 'deleted' },
    problems: ['graph/not-found', 'graph/read-only', 'graph/stale', 'request/invalid', ...changeProblems],
  },
  listRevisions: {
    id: 'listRevisions',
    method: 'GET',
    path: '/api/v1/graphs/{id}/revisions',
    summary: 'The history of a graph, newest first',
    answer: { status: 200, description: 'the revisions', schema: z.array(revisionListItemSchema) },
    problems: ['graph/not-found', ...storeProblems],
  },
  readRevision: {
    id: 'readRevision',
    method: 'GET',
    path: '/api/v1/graphs/{id}/revisions/{n}',
    summary: 'A graph document as it was',
    answer: { status: 200, description: 'the document', schema: graphDocumentSchema, headers: etag },
    problems: ['revision/not-found', ...storeProblems],
  },
  restoreRevision: {
    id: 'restoreRevision',
    method: 'POST',
    path: '/api/v1/graphs/{id}/revisions/{n}/restore',
    summary: 'Saves an old revision as the newest one',
    headers: { 'If-Match': 'optional: restore only over this revision', ...by },
    answer: { status: 200, description: 'the new revision', schema: graphDocumentSchema, headers: etag },
    problems: [
      'revision/not-found',
      'graph/not-found',
      'graph/read-only',
      'graph/stale',
      'request/invalid',
      ...changeProblems,
    ],
  },
  announceEditor: {
    id: 'announceEditor',
    method: 'PUT',
    path: '/api/v1/graphs/{id}/editors/{editor}',
    summary: 'Says that somebody is editing a graph',
    description:
      'Believed for 30 seconds; whoever goes on editing says it again before. The id is chosen by the client, one for ' +
      'each tab. Everybody who watches the graph is told on its stream.',
    body: { schema: announcementSchema, contentTypes: ['application/json'] },
    answer: { status: 200, description: 'everybody who edits it now', schema: z.array(editorPresenceSchema) },
    problems: [
      'graph/not-found',
      'request/invalid',
      'editors/too-many',
      'body/syntax',
      'body/too-large',
      'body/unsupported-type',
      'request/cross-site',
      'server/overloaded',
    ],
  },
  leaveGraph: {
    id: 'leaveGraph',
    method: 'DELETE',
    path: '/api/v1/graphs/{id}/editors/{editor}',
    summary: 'Says that somebody no longer edits a graph',
    answer: { status: 204, description: 'forgotten' },
    problems: ['graph/not-found', 'request/invalid', 'request/cross-site', 'server/overloaded'],
  },
  readStatus: {
    id: 'readStatus',
    method: 'GET',
    path: '/api/v1/graphs/{id}/status',
    summary: 'The whole live truth about one graph',
    answer: { status: 200, description: 'the snapshot', schema: snapshotSchema },
    problems: ['graph/not-found'],
  },
  streamEvents: {
    id: 'streamEvents',
    method: 'GET',
    path: '/api/v1/graphs/{id}/events',
    summary: 'The live stream of one graph',
    description:
      'Server-sent events: `snapshot` first, then `delta` (changed elements only, null removes one), `graph` (a new ' +
      'revision of the document), `editors` (everybody who edits it now, without an id) and `moving` (the server goes away; come back after `afterMs`). A comment at least ' +
      'every 15 seconds. The id of an event is its sequence.',
    headers: { 'Last-Event-ID': 'the last sequence that was received: only what came after it is sent, if it is kept' },
    answer: { status: 200, description: 'the stream', contentType: 'text/event-stream' },
    problems: ['graph/not-found', 'request/cross-site', 'stream/too-many', 'server/stopping'],
  },
  readSparklines: {
    id: 'readSparklines',
    method: 'GET',
    path: '/api/v1/graphs/{id}/sparklines',
    summary: 'The first configured query of every node, about 30 points each',
    answer: { status: 200, description: 'by node id', schema: sparklinesSchema },
    problems: ['graph/not-found'],
  },
  listAlerts: {
    id: 'listAlerts',
    method: 'GET',
    path: '/api/v1/alerts',
    summary: 'The alerts kept, with the nodes that they map to',
    query: alertsQuerySchema,
    answer: {
      status: 200,
      description: 'the alerts, worst first',
      schema: z.array(alertListItemSchema),
      headers: { 'Statusgraph-Total-Count': 'how many match, also those beyond the limit' },
    },
    problems: ['request/invalid'],
  },
  listServices: {
    id: 'listServices',
    method: 'GET',
    path: '/api/v1/services',
    summary: 'The services known, where each was seen, and which graphs show it',
    answer: { status: 200, description: 'the services, by name', schema: z.array(serviceListItemSchema) },
    problems: [],
  },
  readServiceMetrics: {
    id: 'readServiceMetrics',
    method: 'GET',
    path: '/api/v1/services/{service}/metrics',
    summary: 'The series of the configured queries for one service',
    query: metricsQuerySchema,
    answer: { status: 200, description: 'the series', schema: serviceMetricsSchema },
    problems: ['request/invalid'],
  },
  listUpstreams: {
    id: 'listUpstreams',
    method: 'GET',
    path: '/api/v1/upstreams',
    summary: 'The upstreams: reachable, last good answer, age, error, version',
    answer: { status: 200, description: 'the upstreams, as configured', schema: z.array(upstreamListItemSchema) },
    problems: [],
  },
  listVersions: {
    id: 'listVersions',
    method: 'GET',
    path: '/api/v1/versions',
    summary: 'The versions by service',
    answer: { status: 200, description: 'the versions, by service', schema: z.array(versionListItemSchema) },
    problems: [],
  },
  nudgeByWebhook: {
    id: 'nudgeByWebhook',
    method: 'POST',
    path: '/api/v1/webhooks/alertmanager',
    summary: 'A nudge from Alertmanager: the next poll happens at once',
    description: 'Nothing in the body is believed; it only has to be a JSON object.',
    headers: {
      Authorization: 'the nudge token, as a bearer token or the password of basic auth, when one is configured',
    },
    body: { schema: z.looseObject({}), contentTypes: ['application/json'] },
    answer: { status: 200, description: 'nudged', schema: okSchema },
    problems: ['body/syntax', 'body/too-large', 'nudge/unauthorized', 'request/cross-site'],
  },
  nudgeByPrometheus: {
    id: 'nudgeByPrometheus',
    method: 'POST',
    path: '/api/v2/alerts',
    summary: 'A nudge from a Prometheus that lists Statusgraph as one more Alertmanager',
    description: 'Nothing in the body is believed: the alerts themselves are read from the Alertmanager.',
    headers: { Authorization: 'as for the webhook' },
    body: { schema: z.unknown(), contentTypes: ['application/json'] },
    answer: { status: 200, description: 'nudged', schema: okSchema },
    problems: ['body/too-large', 'nudge/unauthorized', 'request/cross-site'],
  },
  readAbout: {
    id: 'readAbout',
    method: 'GET',
    path: '/api/v1/about',
    summary: 'What the browser needs to know about this server',
    answer: { status: 200, description: 'the server', schema: aboutSchema },
    problems: [...storeProblems],
  },
  readOpenApi: {
    id: 'readOpenApi',
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'This description',
    answer: { status: 200, description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) },
    problems: [],
  },
  readGraphSchema: {
    id: 'readGraphSchema',
    method: 'GET',
    path: '/api/v1/schema/graph.json',
    summary: 'The JSON Schema of graph documents',
    answer: {
      status: 200,
      description: 'JSON Schema 2020-12',
      schema: z.looseObject({}),
      contentType: 'application/schema+json',
    },
    problems: [],
  },
  readHealthy: {
    id: 'readHealthy',
    method: 'GET',
    path: '/-/healthy',
    summary: 'Whether the process is alive',
    answer: { status: 200, description: 'it is', schema: okSchema },
    problems: [],
  },
  readReady: {
    id: 'readReady',
    method: 'GET',
    path: '/-/ready',
    summary: 'Whether the store is open and the configuration is in force',
    answer: { status: 200, description: 'they are', schema: okSchema },
    problems: ['server/not-ready', 'server/stopping'],
  },
  reloadConfig: {
    id: 'reloadConfig',
    method: 'POST',
    path: '/-/reload',
    summary: 'Reads the configuration again; only there when it is enabled',
    answer: { status: 200, description: 'the new configuration is in force', schema: okSchema },
    problems: ['reload/refused', 'request/cross-site'],
  },
  readMetrics: {
    id: 'readMetrics',
    method: 'GET',
    path: '/metrics',
    summary: 'The metrics of this server, for Prometheus',
    answer: { status: 200, description: 'the text format', contentType: 'text/plain; version=0.0.4; charset=utf-8' },
    problems: [],
  },
  readOriginalHealth: {
    id: 'readOriginalHealth',
    method: 'GET',
    path: '/api/health',
    summary: "The original Statusgraph's probe",
    answer: { status: 200, description: 'the process is alive', schema: z.object({ ok: z.boolean() }) },
    problems: [],
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
