import { graphDocumentSchema } from '@statusgraph/model'
import * as z from 'zod/mini'
import { editorPresenceSchema } from './editors.ts'
import { iconListSchema } from './icons.ts'
import { importedDiagramSchema } from './imports.ts'
import {
  aboutSchema,
  alertListItemSchema,
  binListItemSchema,
  graphListItemSchema,
  revisionListItemSchema,
  serviceListItemSchema,
  serviceMetricsSchema,
  sparklinesSchema,
  upstreamListItemSchema,
  versionListItemSchema,
} from './inventory.ts'
import { snapshotSchema } from './status.ts'
import { autodetectedSchema, pushAnswerSchema, topologyAnswerSchema, topologySourceListItemSchema } from './topology.ts'

/**
 * A route as both ends call it. What a reader must know beside it stands in route-descriptions.ts, because this file
 * travels to every browser.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `{name}` for each parameter. */
  readonly path: string
  /** The successful answer. */
  readonly answer: {
    readonly status: number
    /** Undefined: no body, or one that no schema describes. */
    readonly schema?: z.ZodMiniType
    readonly contentType?: string
  }
}

const okSchema = z.object({ status: z.string() })
/** What a source says, in the words of a snapshot that is pushed. */
const saidSchema = z.object({ nodes: z.array(z.looseObject({})), edges: z.array(z.looseObject({})) })

/** Every route of the API, by the name of its operation. */
export const routes = {
  listGraphs: { method: 'GET', path: '/api/v1/graphs', answer: { status: 200, schema: z.array(graphListItemSchema) } },
  createGraph: { method: 'POST', path: '/api/v1/graphs', answer: { status: 201, schema: graphDocumentSchema } },
  readGraph: { method: 'GET', path: '/api/v1/graphs/{id}', answer: { status: 200, schema: graphDocumentSchema } },
  saveGraph: { method: 'PUT', path: '/api/v1/graphs/{id}', answer: { status: 200, schema: graphDocumentSchema } },
  deleteGraph: { method: 'DELETE', path: '/api/v1/graphs/{id}', answer: { status: 204 } },
  exportGraph: {
    method: 'GET',
    path: '/api/v1/graphs/{id}/export',
    answer: { status: 200, contentType: 'application/yaml' },
  },
  importDiagram: {
    method: 'POST',
    path: '/api/v1/import',
    answer: { status: 200, schema: importedDiagramSchema },
  },
  saveGraphOrder: {
    method: 'PUT',
    path: '/api/v1/graph-order',
    answer: { status: 200, schema: z.array(z.string()) },
  },
  listBin: {
    method: 'GET',
    path: '/api/v1/bin',
    answer: { status: 200, schema: z.array(binListItemSchema) },
  },
  purgeGraph: { method: 'DELETE', path: '/api/v1/bin/{id}', answer: { status: 204 } },
  listRevisions: {
    method: 'GET',
    path: '/api/v1/graphs/{id}/revisions',
    answer: { status: 200, schema: z.array(revisionListItemSchema) },
  },
  readRevision: {
    method: 'GET',
    path: '/api/v1/graphs/{id}/revisions/{n}',
    answer: { status: 200, schema: graphDocumentSchema },
  },
  restoreRevision: {
    method: 'POST',
    path: '/api/v1/graphs/{id}/revisions/{n}/restore',
    answer: { status: 200, schema: graphDocumentSchema },
  },
  announceEditor: {
    method: 'PUT',
    path: '/api/v1/graphs/{id}/editors/{editor}',
    answer: { status: 200, schema: z.array(editorPresenceSchema) },
  },
  leaveGraph: { method: 'DELETE', path: '/api/v1/graphs/{id}/editors/{editor}', answer: { status: 204 } },
  readStatus: { method: 'GET', path: '/api/v1/graphs/{id}/status', answer: { status: 200, schema: snapshotSchema } },
  streamEvents: {
    method: 'GET',
    path: '/api/v1/graphs/{id}/events',
    answer: { status: 200, contentType: 'text/event-stream' },
  },
  readSparklines: {
    method: 'GET',
    path: '/api/v1/graphs/{id}/sparklines',
    answer: { status: 200, schema: sparklinesSchema },
  },
  readTopology: {
    method: 'GET',
    path: '/api/v1/topology',
    answer: { status: 200, schema: topologyAnswerSchema },
  },
  streamTopology: {
    method: 'GET',
    path: '/api/v1/topology/stream',
    answer: { status: 200, contentType: 'text/event-stream' },
  },
  autodetectTopology: {
    method: 'GET',
    path: '/api/v1/topology/autodetect',
    answer: { status: 200, schema: z.array(autodetectedSchema) },
  },
  listTopologySources: {
    method: 'GET',
    path: '/api/v1/topology/sources',
    answer: { status: 200, schema: z.array(topologySourceListItemSchema) },
  },
  readTopologySource: {
    method: 'GET',
    path: '/api/v1/topology/sources/{source}',
    answer: { status: 200, schema: saidSchema },
  },
  replaceTopologySource: {
    method: 'PUT',
    path: '/api/v1/topology/sources/{source}',
    answer: { status: 200, schema: pushAnswerSchema },
  },
  writeTopologySource: {
    method: 'POST',
    path: '/api/v1/topology/sources/{source}/batch',
    answer: { status: 200, schema: pushAnswerSchema },
  },
  deleteTopologySource: {
    method: 'DELETE',
    path: '/api/v1/topology/sources/{source}',
    answer: { status: 204 },
  },
  receiveTraces: { method: 'POST', path: '/v1/traces', answer: { status: 200 } },
  listAlerts: { method: 'GET', path: '/api/v1/alerts', answer: { status: 200, schema: z.array(alertListItemSchema) } },
  listServices: {
    method: 'GET',
    path: '/api/v1/services',
    answer: { status: 200, schema: z.array(serviceListItemSchema) },
  },
  readServiceMetrics: {
    method: 'GET',
    path: '/api/v1/services/{service}/metrics',
    answer: { status: 200, schema: serviceMetricsSchema },
  },
  listUpstreams: {
    method: 'GET',
    path: '/api/v1/upstreams',
    answer: { status: 200, schema: z.array(upstreamListItemSchema) },
  },
  listVersions: {
    method: 'GET',
    path: '/api/v1/versions',
    answer: { status: 200, schema: z.array(versionListItemSchema) },
  },
  nudgeByWebhook: { method: 'POST', path: '/api/v1/webhooks/alertmanager', answer: { status: 200, schema: okSchema } },
  nudgeByPrometheus: { method: 'POST', path: '/api/v2/alerts', answer: { status: 200, schema: okSchema } },
  listIcons: { method: 'GET', path: '/api/v1/icons', answer: { status: 200, schema: iconListSchema } },
  readIcon: {
    method: 'GET',
    path: '/api/v1/icons/{set}/{name}',
    answer: { status: 200, contentType: 'image/svg+xml' },
  },
  readAbout: { method: 'GET', path: '/api/v1/about', answer: { status: 200, schema: aboutSchema } },
  readOpenApi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }) },
  },
  readGraphSchema: {
    method: 'GET',
    path: '/api/v1/schema/graph.json',
    answer: { status: 200, schema: z.looseObject({}), contentType: 'application/schema+json' },
  },
  readTopologySchema: {
    method: 'GET',
    path: '/api/v1/schema/topology.json',
    answer: { status: 200, schema: z.looseObject({}), contentType: 'application/schema+json' },
  },
  readHealthy: { method: 'GET', path: '/-/healthy', answer: { status: 200, schema: okSchema } },
  readReady: { method: 'GET', path: '/-/ready', answer: { status: 200, schema: okSchema } },
  reloadConfig: { method: 'POST', path: '/-/reload', answer: { status: 200, schema: okSchema } },
  readMetrics: {
    method: 'GET',
    path: '/metrics',
    answer: { status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8' },
  },
  readOriginalHealth: {
    method: 'GET',
    path: '/api/health',
    answer: { status: 200, schema: z.object({ ok: z.boolean() }) },
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
