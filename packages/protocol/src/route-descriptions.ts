import { graphDocumentSchema } from '@statusgraph/model'
import { z } from 'zod'
import { diagnosticsHeader } from './imports.ts'
import type { ProblemCode } from './problem.ts'
import {
  alertsQuerySchema,
  announcementSchema,
  exportQuerySchema,
  graphOrderSchema,
  importQuerySchema,
  metricsQuerySchema,
  topologyQuerySchema,
} from './route-inputs.ts'
import { routes, type Route, type RouteName } from './routes.ts'
import { pushBatchSchema, pushSnapshotSchema } from './topology-inputs.ts'

/** What the reference says about a route, and the schemas that only the server needs. No browser loads it. */
export interface RouteDescription {
  readonly summary: string
  readonly description?: string
  readonly query?: z.ZodObject
  /** Request headers that mean something here, with what they mean. */
  readonly headers?: Readonly<Record<string, string>>
  /** The ways in which a token may be sent, when one is configured; `headers` says more. */
  readonly schemes?: readonly ('bearer' | 'basic')[]
  readonly body?: { readonly schema: z.core.$ZodType; readonly contentTypes: readonly string[] }
  /** What a successful answer holds. */
  readonly answers: string
  /** Further content types of the answer, for those who ask for them. */
  readonly answerTypes?: readonly string[]
  readonly answerHeaders?: Readonly<Record<string, string>>
  readonly problems: readonly ProblemCode[]
}

/** A route with everything that is known about it. */
export interface DescribedRoute extends Route, RouteDescription {
  readonly name: RouteName
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
const pushHeaders = {
  Authorization: 'the token of the source as a bearer token, when one is configured; never in the address',
  'Content-Encoding': 'gzip for a compressed body',
  'Idempotency-Key': 'optional: the first answer to this key is given again for 24 hours, and nothing is done twice',
}
const pushSchemes = ['bearer'] as const
const pushProblems = [
  'topology/source-unknown',
  'topology/source-taken',
  'topology/unauthorized',
  'topology/forbidden',
  'topology/too-many-sources',
  'topology/too-fast',
  'request/invalid',
  'request/cross-site',
  'server/overloaded',
  'server/not-ready',
  ...storeProblems,
] as const
const changeProblems = ['request/cross-site', 'server/overloaded', ...storeProblems] as const

const routeDescriptions: Readonly<Record<RouteName, RouteDescription>> = {
  listGraphs: {
    summary: 'All graphs, each with its counts by lamp',
    description: 'In the order that people gave them, then by name.',
    answers: 'the graphs',
    problems: [],
  },
  createGraph: {
    summary: 'Creates a graph from a document',
    description: 'The id may be left out: it is then made from the name. JSON up to 32 MiB, YAML up to 2 MiB.',
    headers: by,
    body: { schema: graphDocumentSchema, contentTypes: documentTypes },
    answers: 'the stored document',
    answerHeaders: { ...etag, Location: 'the address of the new graph' },
    problems: ['graph/exists', 'graph/read-only', 'graph/invalid', ...bodyProblems, ...changeProblems],
  },
  readGraph: {
    summary: 'One graph document',
    headers: {
      'If-None-Match': 'an ETag that is already known; 304 when it is still right',
      Accept: '`application/yaml` for YAML',
    },
    answers: 'the document',
    answerTypes: ['application/yaml'],
    answerHeaders: etag,
    problems: ['graph/not-found'],
  },
  saveGraph: {
    summary: 'Saves the next revision of a graph',
    headers: { ...ifMatch, ...by },
    body: { schema: graphDocumentSchema, contentTypes: documentTypes },
    answers: 'the stored document',
    answerHeaders: etag,
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
  exportGraph: {
    summary: 'One graph as a file, in our format or in that of others',
    description:
      'The same graph gives the same file. A graph document has its keys in one order, and nothing that is as it would be anyway. ' +
      'A picture with lamps is the map as it is shown at this moment, with what discovery draws into it, and says the moment; it may be shown by pages of other sites.',
    query: exportQuerySchema,
    answers: 'the file',
    answerTypes: [
      'application/json',
      'text/vnd.graphviz',
      'text/vnd.mermaid',
      'text/x-plantuml',
      'text/x-d2',
      'application/vnd.jgraph.mxfile',
      'image/svg+xml',
    ],
    answerHeaders: {
      ...etag,
      'Content-Disposition': 'a name for the file',
      [diagnosticsHeader]: 'percent-encoded JSON: what the format cannot hold; absent when it holds everything',
    },
    problems: ['graph/not-found', 'export/too-large', 'request/invalid', 'server/overloaded'],
  },
  importDiagram: {
    summary: 'Reads a diagram of another tool as a graph document, and stores nothing',
    description:
      'The body is the file as it is, of any content type, up to 8 MiB: UTF-8, or UTF-16 with a byte order mark. ' +
      'Positions are those of the file; where it has none, the graph has none.',
    query: importQuerySchema,
    headers: { 'Content-Disposition': 'optional: `attachment; filename="shop.puml"`' },
    body: { schema: z.string(), contentTypes: ['application/octet-stream', 'text/plain'] },
    answers: 'the document, what else the file holds, and what was left out, guessed or not understood',
    problems: [
      'import/unreadable',
      'request/invalid',
      'body/too-large',
      'request/cross-site',
      'server/overloaded',
      'server/stopping',
    ],
  },
  saveGraphOrder: {
    summary: 'Puts the list of graphs in an order, for everybody',
    body: { schema: graphOrderSchema, contentTypes: ['application/json'] },
    answers: 'the order that is kept',
    problems: ['request/invalid', ...bodyProblems, ...changeProblems],
  },
  listBin: {
    summary: 'The deleted graphs that can be brought back',
    description: 'Restore the revision that is named to bring one back.',
    answers: 'the deleted graphs, newest first',
    problems: [...storeProblems],
  },
  purgeGraph: {
    summary: 'Destroys a deleted graph and its history for good',
    answers: 'destroyed',
    problems: ['graph/not-found', ...changeProblems],
  },
  deleteGraph: {
    summary: 'Moves a graph to the bin for 30 days',
    headers: { 'If-Match': 'optional: delete only this revision', ...by },
    answers: 'deleted',
    problems: ['graph/not-found', 'graph/read-only', 'graph/stale', 'request/invalid', ...changeProblems],
  },
  listRevisions: {
    summary: 'The history of a graph, newest first',
    answers: 'the revisions',
    problems: ['graph/not-found', ...storeProblems],
  },
  readRevision: {
    summary: 'A graph document as it was',
    answers: 'the document',
    answerHeaders: etag,
    problems: ['revision/not-found', ...storeProblems],
  },
  restoreRevision: {
    summary: 'Saves an old revision as the newest one',
    headers: { 'If-Match': 'optional: restore only over this revision', ...by },
    answers: 'the new revision',
    answerHeaders: etag,
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
    summary: 'Says that somebody is editing a graph',
    description:
      'Believed for 30 seconds; whoever goes on editing says it again before. The id is chosen by the client, one for ' +
      'each tab. Everybody who watches the graph is told on its stream.',
    body: { schema: announcementSchema, contentTypes: ['application/json'] },
    answers: 'everybody who edits it now',
    problems: [
      'graph/not-found',
      'request/invalid',
      'editors/too-many',
      ...bodyProblems,
      'request/cross-site',
      'server/overloaded',
    ],
  },
  leaveGraph: {
    summary: 'Says that somebody no longer edits a graph',
    answers: 'forgotten',
    problems: ['graph/not-found', 'request/invalid', 'request/cross-site', 'server/overloaded'],
  },
  readStatus: {
    summary: 'The whole live truth about one graph',
    answers: 'the snapshot',
    problems: ['graph/not-found'],
  },
  streamEvents: {
    summary: 'The live stream of one graph',
    description:
      'Server-sent events: `snapshot` first, then `delta` (changed elements only, null removes one), `graph` (a new ' +
      'revision of the document), `editors` (everybody who edits it now, without an id), `topology` (what discovery shows of it changed; fetch ' +
      '`/api/v1/topology?map=…&since=…`; without an id) and `moving` (the server goes away; come back after `afterMs`). A comment at least ' +
      'every 15 seconds. The id of an event is its sequence.',
    headers: { 'Last-Event-ID': 'the last sequence that was received: only what came after it is sent, if it is kept' },
    answers: 'the stream',
    problems: ['graph/not-found', 'request/cross-site', 'stream/too-many', 'server/stopping'],
  },
  readSparklines: {
    summary: 'The first configured query of every node, about 30 points each',
    answers: 'by node id',
    problems: ['graph/not-found'],
  },
  readTopology: {
    summary: 'Everything that discovery knows, or what changed since a revision',
    description:
      'All sources merged; with `map` as seen through a graph. With `since` only what changed: then the answer has a ' +
      '`since` of its own and `removed`. An answer without `since` is everything.',
    query: topologyQuerySchema,
    headers: { 'If-None-Match': 'an ETag that is already known; 304 when it is still right' },
    answers: 'the topology',
    answerHeaders: { ETag: 'the revision in quotes, such as "12"' },
    problems: ['graph/not-found', 'request/invalid'],
  },
  streamTopology: {
    summary: 'The live stream of what discovery knows',
    description:
      'Server-sent events: `snapshot` first, then `delta`, with the revision as their id, and `moving` (the server goes ' +
      'away; come back after `afterMs`). A comment at least every 15 seconds. With `Accept: application/x-ndjson` one ' +
      'JSON object a line, with the name of the event as `event`, and `{"event":"heartbeat"}` for the comment.',
    query: topologyQuerySchema,
    headers: {
      'Last-Event-ID': 'the last revision that was received: only what changed after it is sent, if it is kept',
      Accept: '`application/x-ndjson` for NDJSON',
    },
    answers: 'the stream',
    answerTypes: ['application/x-ndjson'],
    problems: ['graph/not-found', 'request/invalid', 'request/cross-site', 'stream/too-many', 'server/stopping'],
  },
  autodetectTopology: {
    summary: 'What discovery could read out of each Prometheus',
    description:
      'Which presets have data, how many edges each would add, and the YAML that adds it. Asked of every Prometheus ' +
      'at most once a minute, whoever asks. A Prometheus that does not answer has an `error` instead of `presets`.',
    answers: 'one row for each Prometheus',
    problems: [],
  },
  listTopologySources: {
    summary: 'Every source of discovery, asked or told, and how it stands',
    answers: 'the sources, by name',
    problems: [],
  },
  readTopologySource: {
    summary: 'What one source says, in the words of a snapshot that could be pushed',
    headers: { 'If-None-Match': 'an ETag that is already known; 304 when it is still right' },
    answers: 'the nodes and edges of the source',
    answerHeaders: { ETag: 'the revision of a source that pushes, in quotes' },
    problems: ['topology/source-unknown', 'request/invalid'],
  },
  replaceTopologySource: {
    summary: 'Pushes everything that a source says: what is left out is gone',
    description:
      'Each element is looked at alone: those that are wrong are listed in `rejected`, the others are taken. Up to ' +
      '5 MiB. The same snapshot again keeps the revision.',
    schemes: pushSchemes,
    headers: { ...pushHeaders, 'If-Match': 'optional: replace only this revision of what the source says' },
    body: { schema: pushSnapshotSchema, contentTypes: ['application/json'] },
    answers: 'what was taken, and what was not',
    answerHeaders: { ETag: 'the revision of what the source says, in quotes' },
    problems: ['topology/source-stale', 'topology/nothing-valid', ...pushProblems, ...bodyProblems],
  },
  writeTopologySource: {
    summary: 'Pushes changes of what a source says',
    description:
      'NDJSON with one operation a line, or JSON: a list of operations, `{"ops": [...]}`, or one operation. Each is ' +
      'looked at alone and they are done in their order: those that are wrong are listed in `rejected`, the others are ' +
      'taken. The same batch again changes nothing. Up to 5 MiB.',
    schemes: pushSchemes,
    headers: {
      ...pushHeaders,
      'If-Match': 'optional: change only this revision of what the source says',
      'Idempotency-Key':
        'optional: the first answer to this key is given again for 24 hours, and nothing is done twice',
    },
    body: { schema: pushBatchSchema, contentTypes: ['application/x-ndjson', 'application/json'] },
    answers: 'what was taken, and what was not',
    answerHeaders: { ETag: 'the revision of what the source says, in quotes' },
    problems: ['topology/source-stale', ...pushProblems, ...bodyProblems],
  },
  deleteTopologySource: {
    summary: 'Forgets a source that pushes, with everything that it said',
    schemes: pushSchemes,
    headers: {
      Authorization: pushHeaders.Authorization,
      'If-Match': 'optional: delete only this revision of what the source says',
    },
    answers: 'forgotten',
    problems: ['topology/source-stale', ...pushProblems],
  },
  receiveTraces: {
    summary: 'Takes spans of OpenTelemetry, as OTLP over HTTP',
    description:
      'An `ExportTraceServiceRequest`. The two spans of each call become an edge; nothing else of a trace is kept. Up to ' +
      '5 MiB as sent, 20 MiB unpacked. The answer is of the content type of the request: `{}` or `partialSuccess`.',
    schemes: ['bearer'],
    headers: {
      Authorization: 'the token of the receiver as a bearer token, when one is configured',
      'Content-Encoding': 'gzip for a compressed body',
    },
    body: { schema: z.looseObject({}), contentTypes: ['application/json', 'application/x-protobuf'] },
    answers: 'which spans were rejected, if any',
    answerTypes: ['application/json', 'application/x-protobuf'],
    problems: [
      'body/syntax',
      'body/too-large',
      'body/unsupported-type',
      'topology/unauthorized',
      'topology/too-fast',
      'route/not-found',
      'request/cross-site',
      'server/overloaded',
    ],
  },
  listAlerts: {
    summary: 'The alerts kept, with the nodes that they map to',
    query: alertsQuerySchema,
    answers: 'the alerts, worst first',
    answerHeaders: { 'Statusgraph-Total-Count': 'how many match, also those beyond the limit' },
    problems: ['request/invalid'],
  },
  listServices: {
    summary: 'The services known, where each was seen, and which graphs show it',
    answers: 'the services, by name',
    problems: [],
  },
  readServiceMetrics: {
    summary: 'The series of the configured queries for one service',
    query: metricsQuerySchema,
    answers: 'the series',
    problems: ['request/invalid'],
  },
  listUpstreams: {
    summary: 'The upstreams: reachable, last good answer, age, error, version',
    answers: 'the upstreams, as configured',
    problems: [],
  },
  listVersions: { summary: 'The versions by service', answers: 'the versions, by service', problems: [] },
  nudgeByWebhook: {
    summary: 'A nudge from Alertmanager: the next poll happens at once',
    description: 'Nothing in the body is believed; it only has to be a JSON object.',
    schemes: ['bearer', 'basic'],
    headers: {
      Authorization: 'the nudge token, as a bearer token or the password of basic auth, when one is configured',
    },
    body: { schema: z.looseObject({}), contentTypes: ['application/json'] },
    answers: 'nudged',
    problems: [
      'body/syntax',
      'body/too-large',
      'nudge/unauthorized',
      'request/cross-site',
      'server/not-ready',
      'server/overloaded',
    ],
  },
  nudgeByPrometheus: {
    summary: 'A nudge from a Prometheus that lists Statusgraph as one more Alertmanager',
    description: 'Nothing in the body is believed: the alerts themselves are read from the Alertmanager.',
    schemes: ['bearer', 'basic'],
    headers: { Authorization: 'as for the webhook' },
    body: { schema: z.unknown(), contentTypes: ['application/json'] },
    answers: 'nudged',
    problems: ['body/too-large', 'nudge/unauthorized', 'request/cross-site', 'server/not-ready', 'server/overloaded'],
  },
  listIcons: {
    summary: "The team's own icons",
    description:
      'From the folders that the configuration names under `icons`. Files that cannot be shown, and files from which ' +
      'something was taken out, are listed with the reason.',
    answers: 'the icons, by name',
    problems: [],
  },
  readIcon: {
    summary: "The drawing of one of the team's own icons",
    description: 'SVG after sanitising, or PNG. It comes with a policy of its own, under which nothing in it can act.',
    headers: { 'If-None-Match': 'an ETag that is already known; 304 when it is still right' },
    answers: 'the drawing',
    answerTypes: ['image/png'],
    answerHeaders: { ETag: 'another one for another drawing' },
    problems: ['icon/not-found'],
  },
  readAbout: {
    summary: 'What the browser needs to know about this server',
    answers: 'the server',
    problems: [...storeProblems],
  },
  readOpenApi: { summary: 'This description', answers: 'OpenAPI 3.1', problems: [] },
  readGraphSchema: { summary: 'The JSON Schema of graph documents', answers: 'JSON Schema 2020-12', problems: [] },
  readTopologySchema: { summary: 'The JSON Schema of what is pushed', answers: 'JSON Schema 2020-12', problems: [] },
  readHealthy: { summary: 'Whether the process is alive', answers: 'it is', problems: [] },
  readReady: {
    summary: 'Whether the store is open and the configuration is in force',
    answers: 'they are',
    problems: ['server/not-ready', 'server/stopping'],
  },
  reloadConfig: {
    summary: 'Reads the configuration again; only there when it is enabled',
    answers: 'the new configuration is in force',
    problems: ['reload/refused', 'request/cross-site'],
  },
  readMetrics: { summary: 'The metrics of this server, for Prometheus', answers: 'the text format', problems: [] },
  readOriginalHealth: { summary: "The original Statusgraph's probe", answers: 'the process is alive', problems: [] },
}

/** What any address may answer, because it is found out before the address is looked at, or is a mistake of ours. */
export const commonProblems: readonly ProblemCode[] = [
  'request/invalid',
  'request/malformed',
  'request/unknown-host',
  'request/timeout',
  'request/headers-too-large',
  'server/failure',
]

/** Every route of the API, described, in the order of the reference. */
export const describedRoutes: readonly DescribedRoute[] = Object.keys(routes)
  .filter(isRouteName)
  .map((name) => ({ name, ...routes[name], ...routeDescriptions[name] }))

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(routes, name)
}
