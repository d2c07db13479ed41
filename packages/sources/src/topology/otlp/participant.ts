import { canonicalId, cleanId, type NodeKind } from '@statusgraph/model'
import type { Attributes, Span } from './span.ts'

/** Who calls or is called. */
export interface Participant {
  /** Canonical id. */
  readonly id: string
  readonly name: string
  readonly namespace?: string
  readonly cluster?: string
  readonly kind: NodeKind
  /** Typed names, as {@link SeenNode.ids}. */
  readonly ids: readonly string[]
  /** It sent spans itself; otherwise somebody's span names it. */
  readonly speaks: boolean
}

const workloadAttributes = ['k8s.deployment.name', 'k8s.statefulset.name', 'k8s.daemonset.name', 'k8s.cronjob.name']

/** The attributes of a resource that tell who it is. */
const resourceAttributes: readonly string[] = [
  'service.name',
  'service.namespace',
  'k8s.namespace.name',
  'k8s.cluster.name',
  ...workloadAttributes,
]

/** The service that a resource belongs to; undefined when it does not say its name. */
export function readService(resource: Attributes): Participant | undefined {
  const name = nameOf(resource.get('service.name'))
  if (name === undefined) return undefined
  const kubernetesNamespace = nameOf(resource.get('k8s.namespace.name'))
  const namespace = nameOf(resource.get('service.namespace')) ?? kubernetesNamespace
  const cluster = nameOf(resource.get('k8s.cluster.name'))
  const workload = workloadAttributes.map((key) => nameOf(resource.get(key))).find((found) => found !== undefined)
  return {
    id: canonicalId({ name, ...(namespace === undefined ? {} : { namespace }) }),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
    kind: 'service',
    ids: [
      ...(namespace === undefined ? [] : [`svc:${namespace}/${name}`]),
      ...(kubernetesNamespace === undefined || workload === undefined
        ? []
        : [`workload:${kubernetesNamespace}/${workload}`]),
    ],
    speaks: true,
  }
}

/** Whoever calls from outside: nothing before it is traced. */
export const user: Participant = { id: 'user', name: 'user', kind: 'actor', ids: [], speaks: false }

/** Names of who is called, best first; the new names of OpenTelemetry before those that they replaced. */
export const defaultPeerAttributes: readonly string[] = [
  'service.peer.name',
  'peer.service',
  'server.address',
  'net.peer.name',
  'db.namespace',
  'db.name',
  'db.system.name',
  'db.system',
  'messaging.system',
]

/**
 * The same for databases. The name of the database comes before the old `net.peer.name`, as in the service graphs of
 * others: instrumentation that old often gives the address of a pool there.
 */
export const defaultDatabaseAttributes: readonly string[] = [
  'service.peer.name',
  'peer.service',
  'server.address',
  'db.namespace',
  'db.name',
  'db.system.name',
  'db.system',
  'net.peer.name',
]

/** A span with any of these calls a database. */
const databaseMarks = ['db.system.name', 'db.system', 'db.namespace', 'db.name']
/** Of the span of a server, an address is its own: only these name its caller. */
const callerAttributes: ReadonlySet<string> = new Set(['service.peer.name', 'peer.service'])
const protocolMarks = ['http.request.method', 'http.method']
const agentAttributes = ['user_agent.original', 'http.user_agent']

/** Which attributes name the other end of a call that only one end told of. */
export interface PeerNaming {
  readonly peerAttributes: readonly string[]
  readonly databaseAttributes: readonly string[]
}

/** Every attribute that anything here looks at. */
export function wantedAttributes({ peerAttributes, databaseAttributes }: PeerNaming): ReadonlySet<string> {
  return new Set([
    ...resourceAttributes,
    ...peerAttributes,
    ...databaseAttributes,
    ...databaseMarks,
    ...callerAttributes,
    ...protocolMarks,
    ...agentAttributes,
    ...samplingAttributes,
    'service.peer.namespace',
    'messaging.system',
    'rpc.system.name',
    'rpc.system',
  ])
}

export function callsDatabase(span: Span): boolean {
  return span.kind === 'client' && databaseMarks.some((key) => span.attributes.has(key))
}

/** Whom a span names at the other end of its call; undefined when it names nobody. */
export function readPeer(span: Span, naming: PeerNaming): Participant | undefined {
  const { attributes, kind } = span
  const isDatabase = callsDatabase(span)
  const order = isDatabase ? naming.databaseAttributes : naming.peerAttributes
  for (const key of order) {
    if (kind === 'server' && !callerAttributes.has(key)) continue
    const name = nameOf(attributes.get(key))
    if (name === undefined) continue
    if (key === 'service.peer.name' || key === 'peer.service') {
      return namedService(name, nameOf(attributes.get('service.peer.namespace')), peerKind(span, isDatabase))
    }
    return { id: canonicalId({ name }), name, kind: peerKind(span, isDatabase), ...addressOf(name), speaks: false }
  }
  return undefined
}

function namedService(name: string, namespace: string | undefined, kind: NodeKind): Participant {
  if (namespace === undefined) return { id: canonicalId({ name }), name, kind, ids: [], speaks: false }
  return {
    id: canonicalId({ namespace, name }),
    name,
    namespace,
    kind,
    ids: [`svc:${namespace}/${name}`],
    speaks: false,
  }
}

const caches = /redis|memcache|valkey|hazelcast|dragonfly|keydb/i

function peerKind({ attributes, kind }: Span, isDatabase: boolean): NodeKind {
  if (isDatabase) {
    return caches.test(attributes.get('db.system.name') ?? attributes.get('db.system') ?? '') ? 'cache' : 'database'
  }
  return kind === 'producer' || kind === 'consumer' || attributes.has('messaging.system') ? 'queue' : 'external'
}

/** Typed names for what an address tells: `redis.shop.svc` is the Kubernetes service `redis` of `shop`. */
function addressOf(name: string): Pick<Participant, 'ids' | 'namespace'> {
  if (/^[\d.]+$|:/.test(name)) return { ids: [`ip:${name}`] }
  if (!name.includes('.')) return { ids: [] }
  const [, service, namespace] = /^([\w-]+)\.([\w-]+)\.svc(?:\..*)?$/i.exec(name) ?? []
  const dns = `dns:${name.toLowerCase()}`
  if (service === undefined || namespace === undefined) return { ids: [dns] }
  return { ids: [`svc:${namespace}/${service}`, dns], namespace }
}

/** The language of a call, such as `http`, `grpc`, `postgresql` or `kafka`. */
export function readProtocol({ attributes }: Span): string | undefined {
  const named =
    attributes.get('rpc.system.name') ??
    attributes.get('rpc.system') ??
    attributes.get('db.system.name') ??
    attributes.get('db.system') ??
    attributes.get('messaging.system')
  if (named !== undefined) return nameOf(named)
  return protocolMarks.some((key) => attributes.has(key)) ? 'http' : undefined
}

/** Probes and scrapers are nobody's users. */
const probes = /^(?:kube-probe|Prometheus|GoogleHC|ELB-HealthChecker|Consul Health Check|Blackbox)/i

export function isProbed({ attributes }: Span): boolean {
  return agentAttributes.some((key) => probes.test(attributes.get(key) ?? ''))
}

const samplingAttributes = ['sampling.probability', 'sampler.param', 'SampleRate', 'sampling.priority']

/** Whether a span says that it stands for others that were not sent. */
export function isSampled({ attributes, traceState }: Span): boolean {
  // `th:0` is the word for "everything is kept".
  if (/(?:^|,)\s*ot=(?:[^,]*;)?(?:th:(?!0*(?:;|,|$))|p:(?!0(?:;|,|$)))/.test(traceState)) return true
  return samplingAttributes.some((key) => {
    const value = Number(attributes.get(key))
    return key === 'SampleRate' ? value > 1 : value > 0 && value < 1
  })
}

function nameOf(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined
  return cleanId(text)
}
