import { alertLamps, lamps } from '@statusgraph/model'
import * as z from 'zod/mini'
import { summarySchema } from './status.ts'

/** Where on the drawn graphs something stands. */
export const nodeReferenceSchema = z.object({ graph: z.string(), node: z.string(), name: z.string() })
export type NodeReference = z.infer<typeof nodeReferenceSchema>

export const edgeReferenceSchema = z.object({
  graph: z.string(),
  edge: z.string(),
  /** Its ends: `checkout → db`. */
  name: z.string(),
})
export type EdgeReference = z.infer<typeof edgeReferenceSchema>

/** One row of `GET /api/v1/graphs`. */
export const graphListItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
  /** What it was copied from. */
  origin: z.optional(z.object({ graph: z.string(), revision: z.int() })),
  /** Where people put it in the list, from 0; absent: nobody did. */
  place: z.optional(z.int()),
  revision: z.int(),
  updatedAt: z.string(),
  nodes: z.int(),
  edges: z.int(),
  /** True for a document that comes from a folder of the configuration and is read-only here. */
  provisioned: z.boolean(),
  /** Set while a provisioned file is bad: file, line and what is wrong; the last good revision is served. */
  fault: z.optional(z.string()),
  summary: summarySchema,
})
export type GraphListItem = z.infer<typeof graphListItemSchema>

/** One row of `GET /api/v1/bin`. */
export const binListItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its newest revision: restore it to bring the graph back. */
  revision: z.int(),
  deletedAt: z.string(),
  /** When it is destroyed for good. */
  purgedAt: z.string(),
  by: z.optional(z.string()),
  nodes: z.int(),
  edges: z.int(),
})
export type BinListItem = z.infer<typeof binListItemSchema>

export const suppressionSchema = z.object({
  kind: z.enum(['silence', 'inhibition', 'mute-time']),
  id: z.optional(z.string()),
  by: z.optional(z.string()),
  comment: z.optional(z.string()),
  until: z.optional(z.string()),
})

/** One row of `GET /api/v1/alerts`. */
export const alertListItemSchema = z.object({
  fingerprint: z.string(),
  /** The alertname label, or the fingerprint without one. */
  name: z.string(),
  lamp: z.enum(alertLamps),
  state: z.enum(['active', 'suppressed']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: z.string(),
  generatorUrl: z.optional(z.string()),
  suppressedBy: z.array(suppressionSchema),
  upstream: z.string(),
  /** True when its upstream no longer confirms it; it is held, not resolved. */
  stale: z.boolean(),
  /** The services that it names. */
  services: z.array(z.string()),
  /** The nodes that it maps to. Without nodes and edges it is unmapped. */
  nodes: z.array(nodeReferenceSchema),
  /** The edges of which it names both ends; missing: none. */
  edges: z.optional(z.array(edgeReferenceSchema)),
})
export type AlertListItem = z.infer<typeof alertListItemSchema>

/** One row of `GET /api/v1/services`. */
export const serviceListItemSchema = z.object({
  service: z.string(),
  /** Where the service was seen. */
  seen: z.array(
    z.object({
      in: z.enum(['presence', 'rule', 'alert', 'metric', 'version']),
      upstream: z.string(),
      /** The label, annotation or query that named it. */
      by: z.optional(z.string()),
    }),
  ),
  version: z.optional(z.string()),
  nodes: z.array(nodeReferenceSchema),
  /** Of the service itself, whether or not a graph shows it. */
  lamp: z.optional(z.enum(lamps)),
  /** The evidence of that lamp is no longer fresh: an ok must not be drawn as ok. */
  stale: z.optional(z.boolean()),
  /** The first reason for that lamp: what kind, its name in short, and a sentence. */
  because: z.optional(z.object({ kind: z.string(), title: z.string(), text: z.string() })),
})
export type ServiceListItem = z.infer<typeof serviceListItemSchema>

/** One row of `GET /api/v1/upstreams`. */
export const upstreamListItemSchema = z.object({
  name: z.string(),
  kind: z.enum(['alertmanager', 'prometheus', 'versions']),
  /** Without user and password. */
  urls: z.array(z.string()),
  reachable: z.boolean(),
  lastGoodAt: z.optional(z.string()),
  ageSeconds: z.optional(z.number()),
  intervalSeconds: z.number(),
  error: z.optional(z.string()),
  version: z.optional(z.string()),
  warnings: z.array(z.string()),
  /** How far the clock of each URL is ahead of ours, or behind when negative, of those that told the time. */
  clocks: z.optional(z.array(z.object({ url: z.string(), aheadSeconds: z.number() }))),
  /** What it is asked for, each polled and judged on its own. */
  facets: z.array(
    z.object({
      name: z.string(),
      reachable: z.boolean(),
      lastGoodAt: z.optional(z.string()),
      ageSeconds: z.optional(z.number()),
      tookMs: z.optional(z.number()),
      error: z.optional(z.string()),
      nextTryAt: z.optional(z.string()),
    }),
  ),
})
export type UpstreamListItem = z.infer<typeof upstreamListItemSchema>

/** One row of `GET /api/v1/versions`. */
export const versionListItemSchema = z.object({ service: z.string(), version: z.string(), upstream: z.string() })
export type VersionListItem = z.infer<typeof versionListItemSchema>

const pointSchema = z.tuple([z.number(), z.nullable(z.number())])

/** One configured query's series for one service. */
export const metricSeriesSchema = z.object({
  name: z.string(),
  query: z.string(),
  unit: z.optional(z.string()),
  upstream: z.string(),
  thresholds: z.optional(z.object({ warning: z.optional(z.string()), critical: z.optional(z.string()) })),
  /** `[seconds since 1970, value]`, oldest first; null marks a gap. */
  points: z.array(pointSchema),
  /** ISO 8601: when the upstream said so. */
  at: z.string(),
})
export type MetricSeries = z.infer<typeof metricSeriesSchema>

/** `GET /api/v1/services/{service}/metrics?range=1h`. */
export const serviceMetricsSchema = z.object({
  service: z.string(),
  range: z.string(),
  series: z.array(metricSeriesSchema),
  /** Queries that could not be answered, with the reason. */
  failures: z.array(z.object({ name: z.string(), message: z.string() })),
})
export type ServiceMetrics = z.infer<typeof serviceMetricsSchema>

/** `GET /api/v1/graphs/{id}/sparklines`: by node id, for the first configured query, about 30 points each. */
export const sparklinesSchema = z.record(
  z.string(),
  z.object({ name: z.string(), unit: z.optional(z.string()), points: z.array(pointSchema) }),
)
export type Sparklines = z.infer<typeof sparklinesSchema>

/** One row of `GET /api/v1/graphs/{id}/revisions`, newest first. */
export const revisionListItemSchema = z.object({
  revision: z.int(),
  at: z.string(),
  by: z.optional(z.string()),
  message: z.optional(z.string()),
  nodes: z.int(),
  edges: z.int(),
})
export type RevisionListItem = z.infer<typeof revisionListItemSchema>

/** `GET /api/v1/about`: what the browser needs to know about the server and its configuration; no secrets. */
export const aboutSchema = z.object({
  version: z.string(),
  /** Changes when the served page changes: a wall screen reloads itself then. */
  build: z.string(),
  startedAt: z.string(),
  upstreams: z.int(),
  /** URL templates shown in every panel. */
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  /** Set while the newest configuration file is bad and the one before it is in force. */
  configFault: z.optional(z.string()),
  /** Documents that could not be read and are kept aside. */
  damaged: z.array(z.object({ id: z.string(), reason: z.string() })),
})
export type About = z.infer<typeof aboutSchema>
