import { canonicalId } from '@statusgraph/model'
import type { SeenEdge, SeenNode, Sighting, Traffic } from '@statusgraph/model'
import type { KialiEdge, KialiGraph, KialiNode } from './read-graph.ts'

/** Where Istio sends what it may not let through. */
const refusing = 'BlackHoleCluster'
/** Hosts of a service entry that become typed names. */
const mostHosts = 20

export interface KialiReading {
  /** Whether a client's own mistakes (4xx) count as failed. */
  readonly countsClientErrors: boolean
}

/** What Kiali's graph says. Kiali has one edge for each protocol between two nodes; here they are one. */
export function sightGraph(graph: KialiGraph, reading: KialiReading): Sighting {
  const ids = identify(graph.nodes)
  const claims = countClaims(graph.nodes)
  const edges = new Map<string, SeenEdge>()
  let nameless = 0
  for (const edge of graph.edges) {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    if (source === undefined || target === undefined) {
      nameless += 1
      continue
    }
    const key = `${source}\n${target}`
    const refused = target.endsWith(refusing)
    const seen = { source, target, ...measure(edge, refused, reading) }
    const before = edges.get(key)
    edges.set(key, before === undefined ? seen : joined(before, seen))
  }
  const nodes = new Map<string, SeenNode>()
  for (const node of graph.nodes) {
    const id = ids.get(node.key)
    if (id !== undefined && !nodes.has(id)) nodes.set(id, describe(node, id, claims))
  }
  const caveats = ['Kiali tells of traffic that passes a proxy or gateway of the mesh, as rates over its window.']
  if (nameless > 0) caveats.push('Traffic from outside the mesh has no name in Kiali and is left out.')
  return { nodes: [...nodes.values()], edges: [...edges.values()], caveats }
}

/** Ids by Kiali's own; what has no name gets none. The cluster stands in those that several clusters share. */
function identify(nodes: readonly KialiNode[]): ReadonlyMap<string, string> {
  const clusters = new Map<string, Set<string>>()
  for (const node of nodes) {
    const plain = idOf(node)
    if (plain === undefined) continue
    const known = clusters.get(plain) ?? new Set()
    clusters.set(plain, known.add(node.cluster ?? ''))
  }
  return new Map(
    nodes.flatMap((node) => {
      const plain = idOf(node)
      if (plain === undefined) return []
      const isShared = (clusters.get(plain)?.size ?? 0) > 1
      return [[node.key, isShared ? canonicalId({ cluster: node.cluster, name: plain }) : plain] as const]
    }),
  )
}

function idOf(node: KialiNode): string | undefined {
  const name = nameOf(node)
  return name === undefined ? undefined : canonicalId({ namespace: node.namespace, name })
}

function nameOf({ type, workload, app, version, service }: KialiNode): string | undefined {
  switch (type) {
    case 'workload':
      return workload
    case 'service':
      return service
    case 'app':
      // In the graph of versions, an app stands there once for each of its workloads.
      return version === undefined ? app : (workload ?? (app && `${app}-${version}`))
    default:
      return undefined
  }
}

/** How many nodes a service leads to: three versions of an app answer to one name, which is the name of none of them. */
function countClaims(nodes: readonly KialiNode[]): ReadonlyMap<string, number> {
  const claims = new Map<string, number>()
  for (const node of nodes) {
    for (const name of serviceNames(node)) {
      const key = claimOf(node, name)
      claims.set(key, (claims.get(key) ?? 0) + 1)
    }
  }
  return claims
}

function claimOf({ cluster }: KialiNode, name: string): string {
  return `${cluster ?? ''} ${name}`
}

function serviceNames({ type, namespace, service, services }: KialiNode): readonly string[] {
  const own =
    type === 'service' && service !== undefined && namespace !== undefined ? [{ namespace, name: service }] : []
  return [...new Set([...own, ...services].map((one) => `svc:${one.namespace}/${one.name}`))]
}

function describe(node: KialiNode, id: string, claims: ReadonlyMap<string, number>): SeenNode {
  const { type, cluster, namespace, workload, version, outside } = node
  const ids = [
    ...serviceNames(node).filter((name) => claims.get(claimOf(node, name)) === 1),
    ...(type !== 'service' && workload !== undefined && namespace !== undefined
      ? [`workload:${namespace}/${workload}`]
      : []),
    ...(outside ?? []).slice(0, mostHosts).map((host) => `dns:${host}`),
  ]
  const isOutside = outside !== undefined || (type === 'service' && namespace === undefined)
  return {
    id,
    name: nameOf(node) ?? id,
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(isOutside ? { kind: 'external' } : node.isGateway ? { kind: 'gateway' } : {}),
    provenance: node.isIdle ? 'structure' : 'observed',
    ...(ids.length > 0 ? { ids } : {}),
    labels: {
      ...(version === undefined ? {} : { version }),
      ...(node.isDead ? { kiali: 'no pods' } : node.isIdle ? { kiali: 'no traffic' } : {}),
    },
  }
}

function measure(edge: KialiEdge, isRefused: boolean, reading: KialiReading): Omit<SeenEdge, 'source' | 'target'> {
  const { protocol, rates, p95Seconds, health } = edge
  const requests = rates.get('http') ?? rates.get('grpc')
  const bytes = rates.get('tcp') ?? edge.bytesPerSecond
  const judged = healthOf(health)
  const traffic: Traffic = {
    layer: protocol === 'tcp' ? 'l4' : 'proxy',
    ...(requests === undefined || isRefused
      ? {}
      : { ratePerSecond: requests, errorsPerSecond: errorsOf(edge, reading) }),
    ...(requests === undefined || !isRefused ? {} : { deniedPerSecond: requests }),
    ...(p95Seconds === undefined ? {} : { p95Seconds }),
    ...(bytes === undefined ? {} : { bytesPerSecond: bytes }),
    ...(judged === undefined ? {} : { health: judged }),
  }
  return { provenance: 'observed', ...(protocol === undefined ? {} : { protocol }), traffic }
}

/** Kiali names the classes that there were; without any, only the share of failed requests may be told. */
function errorsOf({ rates }: KialiEdge, { countsClientErrors }: KialiReading): number {
  const failed = ['http5xx', 'httpNoResponse', 'grpcErr', 'grpcNoResponse', ...(countsClientErrors ? ['http4xx'] : [])]
  const isClassified = [...rates.keys()].some((name) => /(?:[345]xx|NoResponse|grpcErr)$/.test(name))
  if (isClassified) return failed.reduce((sum, name) => sum + (rates.get(name) ?? 0), 0)
  const percent = rates.get('httpPercentErr') ?? rates.get('grpcPercentErr') ?? 0
  return ((rates.get('http') ?? rates.get('grpc') ?? 0) * Math.min(percent, 100)) / 100
}

/** Kiali's own judgement; what is neither good nor bad is left to the thresholds of this product. */
function healthOf(status: string | undefined): number | undefined {
  if (status === 'Healthy') return 1
  return status === 'Failure' ? 0 : undefined
}

/** Two protocols between the same two: what is counted is added up, what is measured is taken at its worst. */
function joined(a: SeenEdge, b: SeenEdge): SeenEdge {
  const protocols = [...new Set([a, b].flatMap(({ protocol }) => protocol?.split(',') ?? []))].toSorted()
  return {
    ...a,
    ...(protocols.length === 0 ? {} : { protocol: protocols.join(',') }),
    ...(a.traffic === undefined || b.traffic === undefined ? {} : { traffic: joinTraffic(a.traffic, b.traffic) }),
  }
}

function joinTraffic(a: Traffic, b: Traffic): Traffic {
  const both = { ...a, ...b }
  for (const key of ['ratePerSecond', 'errorsPerSecond', 'bytesPerSecond', 'deniedPerSecond'] as const) {
    if (a[key] !== undefined && b[key] !== undefined) both[key] = a[key] + b[key]
  }
  if (a.p95Seconds !== undefined && b.p95Seconds !== undefined) both.p95Seconds = Math.max(a.p95Seconds, b.p95Seconds)
  if (a.health !== undefined && b.health !== undefined) both.health = Math.min(a.health, b.health)
  return { ...both, layer: a.layer === 'l4' ? b.layer : a.layer }
}
