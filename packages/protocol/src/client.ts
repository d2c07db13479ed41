import { parseGraphDocument, type GraphDocument } from '@statusgraph/model'
import * as z from 'zod/mini'
import { editorHeader, type EditorPresence } from './editors.ts'
import type { IconList } from './icons.ts'
import type {
  About,
  AlertListItem,
  BinListItem,
  GraphListItem,
  RevisionListItem,
  ServiceListItem,
  ServiceMetrics,
  Sparklines,
  UpstreamListItem,
  VersionListItem,
} from './inventory.ts'
import { diagramDiagnosticSchema, diagnosticsHeader } from './imports.ts'
import type { DiagramDiagnostic, ExportFormat, ImportFormat, importedDiagramSchema } from './imports.ts'
import { problemSchema, type Problem } from './problem.ts'
import { routes, type Route } from './routes.ts'
import type { WireSnapshot } from './status.ts'
import { parseSnapshot } from './stream-events.ts'
import {
  parseTopology,
  type Autodetected,
  type TopologySourceListItem,
  type WireTopology,
  type WireTopologyDelta,
} from './topology.ts'

/** The server refused: `problem` says why, with a stable code. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiProblem'
    this.problem = problem
  }
}

/** A document and the revision that it is. */
export interface RevisionedGraph {
  readonly graph: GraphDocument
  readonly revision: number
}

export interface AlertsFilter {
  readonly unmapped?: boolean
  readonly state?: 'active' | 'suppressed' | 'all'
  /** Label matchers as Alertmanager writes them; all must hold. */
  readonly filter?: readonly string[]
  readonly limit?: number
}

/** A file of another tool, as the browser has it or as a text. */
export interface DiagramFile {
  readonly content: string | Blob
  /** As it is called, for its extension; undefined for what was pasted. */
  readonly name?: string | undefined
}

export interface ImportOptions {
  /** Default: what the file looks like. */
  readonly format?: ImportFormat | undefined
  /** Which diagram of a file that holds several. */
  readonly choice?: string | undefined
}

export interface TopologyWanted {
  /** Seen through this graph; undefined: as it is. */
  readonly map?: string | undefined
  /** A revision: only what changed after it. */
  readonly since?: number | undefined
}

export interface ImportedDiagram extends Omit<z.output<typeof importedDiagramSchema>, 'graph'> {
  readonly graph: GraphDocument
}

/** A graph as a file to take away. */
export interface ExportedGraph {
  readonly text: string
  readonly mediaType: string
  /** What the format cannot hold. */
  readonly diagnostics: readonly DiagramDiagnostic[]
}

/** The API as functions. Each throws {@link ApiProblem} when the server refuses, and what `fetch` throws when it is away. */
export interface Client {
  listGraphs(signal?: AbortSignal): Promise<readonly GraphListItem[]>
  readGraph(id: string, signal?: AbortSignal): Promise<RevisionedGraph>
  /** `document` is plain data as people write it; the id may be missing. */
  createGraph(document: unknown): Promise<RevisionedGraph>
  saveGraph(graph: GraphDocument, expectedRevision: number): Promise<RevisionedGraph>
  /** Moves a graph to the bin. */
  deleteGraph(id: string, expectedRevision?: number): Promise<void>
  /** Puts the list of graphs in an order, for everybody. */
  saveGraphOrder(ids: readonly string[]): Promise<readonly string[]>
  listBin(signal?: AbortSignal): Promise<readonly BinListItem[]>
  /** Destroys a graph that lies in the bin. */
  purgeGraph(id: string): Promise<void>
  listRevisions(id: string, signal?: AbortSignal): Promise<readonly RevisionListItem[]>
  readRevision(id: string, revision: number, signal?: AbortSignal): Promise<RevisionedGraph>
  restoreRevision(id: string, revision: number): Promise<RevisionedGraph>
  /** Reads a diagram of another tool; stores nothing. An unreadable file is an {@link ApiProblem} with diagnostics. */
  importDiagram(file: DiagramFile, options?: ImportOptions, signal?: AbortSignal): Promise<ImportedDiagram>
  /** A graph as a file; with `lamps` they are its colours, as they are at this moment. */
  exportGraph(
    id: string,
    options: { readonly format: ExportFormat; readonly lamps?: boolean },
    signal?: AbortSignal,
  ): Promise<ExportedGraph>
  /** Says that somebody edits the graph, for the next 30 s; answers everybody who does. */
  announceEditor(graph: string, editor: string, name: string): Promise<readonly EditorPresence[]>
  /** Says that the editing has ended; works while the page goes away, too. */
  leaveGraph(graph: string, editor: string): Promise<void>
  readStatus(id: string, signal?: AbortSignal): Promise<WireSnapshot>
  /** The address of the stream, for EventSource or fetch. */
  eventsUrl(id: string): string
  /** What discovery knows; a delta when `since` is given and is not too long ago: see `isTopologyDelta`. */
  readTopology(wanted?: TopologyWanted, signal?: AbortSignal): Promise<WireTopology | WireTopologyDelta>
  /** What discovery could read out of each Prometheus; asked of it at most once a minute. */
  autodetectTopology(signal?: AbortSignal): Promise<readonly Autodetected[]>
  listTopologySources(signal?: AbortSignal): Promise<readonly TopologySourceListItem[]>
  readSparklines(id: string, signal?: AbortSignal): Promise<Sparklines>
  listAlerts(filter?: AlertsFilter, signal?: AbortSignal): Promise<readonly AlertListItem[]>
  listServices(signal?: AbortSignal): Promise<readonly ServiceListItem[]>
  readServiceMetrics(service: string, range?: string, signal?: AbortSignal): Promise<ServiceMetrics>
  listUpstreams(signal?: AbortSignal): Promise<readonly UpstreamListItem[]>
  listVersions(signal?: AbortSignal): Promise<readonly VersionListItem[]>
  /** The team's own icons. */
  listIcons(signal?: AbortSignal): Promise<IconList>
  readAbout(signal?: AbortSignal): Promise<About>
}

export interface ClientOptions {
  /** Who makes the changes, for the history; asked at each change, because people may say their name late. */
  readonly editorName?: () => string | undefined
}

interface Call {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: readonly (readonly [string, string])[]
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** A body that is sent as it is. */
  readonly file?: string | Blob
  /** The request outlives the page that sends it. */
  readonly keepalive?: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes a client.
 *
 * @example
 * const client = createClient('http://127.0.0.1:8000')
 * const graphs = await client.listGraphs()
 *
 * @param base where the server is mounted, without a slash at the end; in a browser a path is enough
 * @param send what carries the requests; default: the global `fetch`
 */
export function createClient(
  base: string,
  send: typeof fetch = fetch,
  { editorName = () => undefined }: ClientOptions = {},
): Client {
  const call = async (route: Route, call: Call = {}): Promise<Response> => {
    const response = await send(urlOf(base, route.path, call), {
      method: route.method,
      headers: { ...call.headers, ...typeOf(call) },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.file === undefined ? {} : { body: call.file }),
      ...(call.keepalive === undefined ? {} : { keepalive: call.keepalive }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    })
    if (!response.ok) throw new ApiProblem(await readProblem(response))
    return response
  }
  const read = async <Schema extends z.ZodMiniType>(
    route: Route & { readonly answer: { readonly schema: Schema } },
    options: Call = {},
  ): Promise<z.output<Schema>> => route.answer.schema.parse(await (await call(route, options)).json())
  const readGraph = async (route: Route, options: Call): Promise<RevisionedGraph> => {
    const response = await call(route, options)
    return { graph: readDocument(await response.json()), revision: revisionOf(response) }
  }
  const by = (): Readonly<Record<string, string>> => {
    const name = editorName()
    return name === undefined ? {} : { [editorHeader]: encodeURIComponent(name.toWellFormed()) }
  }

  return {
    listGraphs: (signal) => read(routes.listGraphs, { signal }),
    readGraph: (id, signal) => readGraph(routes.readGraph, { params: { id }, signal }),
    createGraph: (document) => readGraph(routes.createGraph, { headers: by(), body: document }),
    saveGraph: (graph, expectedRevision) =>
      readGraph(routes.saveGraph, {
        params: { id: graph.id },
        headers: { ...ifMatch(expectedRevision), ...by() },
        body: graph,
      }),
    async deleteGraph(id, expectedRevision) {
      await call(routes.deleteGraph, { params: { id }, headers: { ...ifMatch(expectedRevision), ...by() } })
    },
    saveGraphOrder: (ids) => read(routes.saveGraphOrder, { body: ids }),
    listBin: (signal) => read(routes.listBin, { signal }),
    async purgeGraph(id) {
      await call(routes.purgeGraph, { params: { id } })
    },
    listRevisions: (id, signal) => read(routes.listRevisions, { params: { id }, signal }),
    readRevision: (id, revision, signal) =>
      readGraph(routes.readRevision, { params: { id, n: String(revision) }, signal }),
    restoreRevision: (id, revision) =>
      readGraph(routes.restoreRevision, { params: { id, n: String(revision) }, headers: by() }),
    async importDiagram({ content, name }, { format, choice } = {}, signal) {
      const query = [...given('format', format), ...given('choice', choice), ...given('name', name)]
      const answer = await read(routes.importDiagram, { query, file: content, signal })
      return { ...answer, graph: readDocument(answer.graph) }
    },
    async exportGraph(id, { format, lamps = false }, signal) {
      const query = [['format', format] as const, ...given('lamps', lamps ? 'true' : undefined)]
      const response = await call(routes.exportGraph, { params: { id }, query, signal })
      const told: unknown = JSON.parse(decodeURIComponent(response.headers.get(diagnosticsHeader) ?? '[]'))
      return {
        text: await response.text(),
        mediaType: response.headers.get('content-type')?.split(';')[0] ?? 'text/plain',
        diagnostics: z.array(diagramDiagnosticSchema).parse(told),
      }
    },
    announceEditor: (graph, editor, name) =>
      read(routes.announceEditor, { params: { id: graph, editor }, body: { name } }),
    async leaveGraph(graph, editor) {
      await call(routes.leaveGraph, { params: { id: graph, editor }, keepalive: true })
    },
    readStatus: async (id, signal) =>
      parseSnapshot(await (await call(routes.readStatus, { params: { id }, signal })).json()),
    eventsUrl: (id) => urlOf(base, routes.streamEvents.path, { params: { id } }),
    readTopology: async ({ map, since } = {}, signal) => {
      const query = [...given('map', map), ...given('since', since)]
      return parseTopology(await (await call(routes.readTopology, { query, signal })).json())
    },
    autodetectTopology: (signal) => read(routes.autodetectTopology, { signal }),
    listTopologySources: (signal) => read(routes.listTopologySources, { signal }),
    readSparklines: (id, signal) => read(routes.readSparklines, { params: { id }, signal }),
    listAlerts: ({ unmapped, state, filter = [], limit } = {}, signal) =>
      read(routes.listAlerts, {
        query: [
          ...given('unmapped', unmapped),
          ...given('state', state),
          ...given('limit', limit),
          ...filter.map((matcher) => ['filter', matcher] as const),
        ],
        signal,
      }),
    listServices: (signal) => read(routes.listServices, { signal }),
    readServiceMetrics: (service, range, signal) =>
      read(routes.readServiceMetrics, { params: { service }, query: given('range', range), signal }),
    listUpstreams: (signal) => read(routes.listUpstreams, { signal }),
    listVersions: (signal) => read(routes.listVersions, { signal }),
    listIcons: (signal) => read(routes.listIcons, { signal }),
    readAbout: (signal) => read(routes.readAbout, { signal }),
  }
}

function readDocument(data: unknown): GraphDocument {
  const parsed = parseGraphDocument(data)
  if (!parsed.ok) throw new Error(`the server sent a graph document that this client cannot read`)
  return parsed.graph
}

function typeOf({ body, file }: Call): Readonly<Record<string, string>> {
  if (body !== undefined) return { 'content-type': 'application/json' }
  return file === undefined ? {} : { 'content-type': 'application/octet-stream' }
}

function urlOf(base: string, path: string, { params = {}, query = [] }: Call): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return `${base}${filled}${search === '' ? '' : `?${search}`}`
}

function given(name: string, value: string | number | boolean | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, String(value)]]
}

function ifMatch(revision: number | undefined): Readonly<Record<string, string>> {
  return revision === undefined ? {} : { 'if-match': `"${revision}"` }
}

function revisionOf(response: Response): number {
  const match = /"(\d+)"/.exec(response.headers.get('etag') ?? '')
  if (match === null) throw new Error('the server sent a graph document without its revision')
  return Number(match[1])
}

// A proxy in between answers with its own pages: their status is all that is known then.
async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => '')
  try {
    return problemSchema.parse(JSON.parse(text))
  } catch {
    return {
      type: 'about:blank',
      title: `The server answered ${response.status} ${response.statusText}`.trim(),
      status: response.status,
      code: 'http/other',
    }
  }
}
