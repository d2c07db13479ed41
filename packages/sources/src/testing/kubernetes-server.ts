import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

/** An object as Kubernetes has it. */
export interface KubernetesObject {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

interface Change {
  readonly version: number
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubernetesObject
}

interface Kept {
  readonly objects: Map<string, KubernetesObject>
  /** Since the last compaction. */
  log: Change[]
}

interface Watcher {
  readonly resource: string
  readonly namespace: string | undefined
  readonly response: ServerResponse
}

/** A stub of an API server that lists and watches as Kubernetes does, and can be made to do what it does on bad days. */
export interface KubernetesServer {
  readonly url: string
  readonly requests: readonly {
    readonly path: string
    readonly parameters: URLSearchParams
    readonly authorization: string
  }[]
  readonly set: (resource: string, object: KubernetesObject) => void
  readonly remove: (resource: string, namespace: string, name: string) => void
  readonly objects: (resource: string) => readonly KubernetesObject[]
  /** Cuts every watch in the middle of a line. */
  readonly cut: () => void
  /** Ends every watch in good order, as after its time. */
  readonly endWatches: () => void
  /** Forgets all history: whoever goes on from before is told 410, in a watch that runs, too. */
  readonly compact: () => void
  readonly bookmark: () => void
  /** Answers these resources with a status until healed. */
  readonly refuse: (resources: readonly string[], status: number, verb?: 'list' | 'watch' | 'any') => void
  /** Answers nothing any more, and leaves every watch open without a word, as behind a cut network. */
  readonly fallSilent: () => void
  readonly heal: () => void
  readonly watchers: () => number
  readonly close: () => Promise<void>
}

/** `deployments` at `/apis/apps/v1`, and so on. */
const apis: Readonly<Record<string, string>> = {
  deployments: '/apis/apps/v1',
  statefulsets: '/apis/apps/v1',
  daemonsets: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  cronjobs: '/apis/batch/v1',
  jobs: '/apis/batch/v1',
  pods: '/api/v1',
  services: '/api/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  ingresses: '/apis/networking.k8s.io/v1',
  httproutes: '/apis/gateway.networking.k8s.io/v1',
}

export interface KubernetesServerOptions {
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string; readonly requestCert?: boolean }
  /** Resources that this cluster does not have. */
  readonly without?: readonly string[]
  /** Only requests with this header are answered. */
  readonly authorization?: string
}

export async function startKubernetesServer(options: KubernetesServerOptions = {}): Promise<KubernetesServer> {
  const kept = new Map<string, Kept>()
  const watchers = new Set<Watcher>()
  const requests: { path: string; parameters: URLSearchParams; authorization: string }[] = []
  let refusal: { readonly resources: readonly string[]; readonly status: number; readonly verb: string } | undefined
  let isSilent = false
  let version = 100
  let oldest = 0

  for (const resource of Object.keys(apis)) {
    if (options.without?.includes(resource) !== true) kept.set(resource, { objects: new Map(), log: [] })
  }

  function change(resource: string, type: Change['type'], object: KubernetesObject): void {
    const { objects, log } = storeOf(resource)
    version += 1
    const key = `${object.metadata.namespace}/${object.metadata.name}`
    const versioned = { ...object, metadata: { ...object.metadata, uid: key, resourceVersion: String(version) } }
    if (type === 'DELETED') objects.delete(key)
    else objects.set(key, versioned)
    const event: Change = { version, type, object: versioned }
    log.push(event)
    for (const watcher of watchers) if (watcher.resource === resource) tell(watcher, event)
  }

  function storeOf(resource: string): Kept {
    const store = kept.get(resource)
    if (store === undefined) throw new Error(`this cluster has no ${resource}`)
    return store
  }

  function tell({ namespace, response }: Watcher, { type, object }: Change): void {
    if (namespace !== undefined && namespace !== object.metadata.namespace) return
    response.write(`${JSON.stringify({ type, object })}\n`)
  }

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub')
    const authorization = request.headers.authorization ?? ''
    requests.push({ path: pathname, parameters: searchParams, authorization })
    if (isSilent) return
    if (options.authorization !== undefined && authorization !== options.authorization) {
      return fail(response, 401, 'Unauthorized')
    }
    const [, api = '', namespace, resource = ''] = /^(.*?)(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(pathname) ?? []
    const store = apis[resource] === api ? kept.get(resource) : undefined
    if (store === undefined) return fail(response, 404, 'the server could not find the requested resource')
    const isWatch = /^(?:1|true)$/.test(searchParams.get('watch') ?? '')
    const isRefused = refusal?.verb === 'any' || (refusal?.verb === 'watch') === isWatch
    if (refusal?.resources.includes(resource) === true && isRefused) {
      const who = 'User "system:serviceaccount:statusgraph:viewer"'
      return fail(response, refusal.status, `${resource} is forbidden: ${who} cannot ${isWatch ? 'watch' : 'list'} it`)
    }
    if (isWatch) return watch({ resource, namespace, response }, store, searchParams)
    list(response, store, namespace, searchParams)
  }

  function list(response: ServerResponse, store: Kept, namespace: string | undefined, query: URLSearchParams): void {
    const all = [...store.objects.values()].filter(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
    )
    const limit = Number(query.get('limit') ?? '0') || Infinity
    const from = Number(query.get('continue') ?? '0')
    const next = from + limit < all.length ? String(from + limit) : undefined
    const metadata = { resourceVersion: String(version), ...(next === undefined ? {} : { continue: next }) }
    sendJson(response, 200, { kind: 'List', apiVersion: 'v1', metadata, items: all.slice(from, from + limit) })
  }

  function watch(watcher: Watcher, { log }: Kept, query: URLSearchParams): void {
    const from = Number(query.get('resourceVersion') ?? '0')
    const { response } = watcher
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    if (from < oldest) return expire(response)
    watchers.add(watcher)
    response.on('close', () => watchers.delete(watcher))
    for (const event of log) if (event.version > from) tell(watcher, event)
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => respond(request, response)
  const { tls } = options
  const server: Server =
    tls === undefined ? createHttpServer(listener) : createTlsServer({ ...tls, rejectUnauthorized: true }, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    url: `${tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${port}`,
    requests,
    set(resource, object) {
      const key = `${object.metadata.namespace}/${object.metadata.name}`
      change(resource, storeOf(resource).objects.has(key) ? 'MODIFIED' : 'ADDED', object)
    },
    remove(resource, namespace, name) {
      const object = storeOf(resource).objects.get(`${namespace}/${name}`)
      if (object !== undefined) change(resource, 'DELETED', object)
    },
    objects: (resource) => [...(kept.get(resource)?.objects.values() ?? [])],
    cut() {
      for (const { response } of watchers) {
        response.write('{"type":"MODIFIED","object":{"metadata":{"name":"ha')
        response.destroy()
      }
      watchers.clear()
    },
    endWatches() {
      for (const { response } of watchers) response.end()
      watchers.clear()
    },
    compact() {
      version += 1
      oldest = version
      for (const store of kept.values()) store.log = []
      for (const { response } of watchers) expire(response)
      watchers.clear()
    },
    bookmark() {
      for (const { response } of watchers) {
        response.write(
          `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(version) } } })}\n`,
        )
      }
    },
    refuse(resources, status, verb = 'any') {
      refusal = { resources, status, verb }
    },
    fallSilent() {
      isSilent = true
      watchers.clear()
    },
    heal() {
      isSilent = false
      refusal = undefined
    },
    watchers: () => watchers.size,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function expire(response: ServerResponse): void {
  const object = {
    kind: 'Status',
    status: 'Failure',
    reason: 'Expired',
    code: 410,
    message: 'too old resource version',
  }
  response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`)
}

function fail(response: ServerResponse, code: number, message: string): void {
  sendJson(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
