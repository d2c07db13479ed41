import { fieldOf, itemsOf, textOf } from '../plain-data.ts'
import type { KubernetesObject } from './find-objects.ts'

/** A service that a route names, by its short name and, where the route says so, its namespace. */
export interface Backend {
  readonly name: string
  readonly namespace: string | undefined
  /** As the route says it, where that may be a host that is no service at all: `api.example.com`. */
  readonly host?: string
}

/** How each kind that routes names services. */
const readers: ReadonlyMap<string, (spec: unknown) => readonly Backend[]> = new Map([
  ['Ingress', readIngress],
  ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => [kind, readGatewayRoute] as const),
  ['VirtualService', readVirtualService],
  ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'].map((kind) => [kind, readTraefikRoute] as const),
  ['Route', readOpenShiftRoute],
  ['HTTPProxy', readContourProxy],
  ['VirtualServer', readNginxServer],
])

/** Whether objects of the kind let traffic in, or send it on. */
export function isRoute({ kind }: KubernetesObject): boolean {
  return readers.has(kind) || kind === 'Gateway'
}

/** The services that a route names; the same one once. */
export function findBackends({ kind, value }: KubernetesObject): readonly Backend[] {
  const found = readers.get(kind)?.(fieldOf(value, 'spec')) ?? []
  return [
    ...new Map(
      found.map((backend) => [`${backend.namespace ?? ''}/${backend.host ?? backend.name}`, backend]),
    ).values(),
  ]
}

function readIngress(spec: unknown): readonly Backend[] {
  const paths = itemsOf(fieldOf(spec, 'rules')).flatMap((rule) => itemsOf(fieldOf(rule, 'http', 'paths')))
  return [
    fieldOf(spec, 'defaultBackend'),
    fieldOf(spec, 'backend'),
    ...paths.map((path) => fieldOf(path, 'backend')),
  ].flatMap(
    // Until Kubernetes 1.19 the name stood beside the port.
    (backend) => backendOf(fieldOf(backend, 'service', 'name') ?? fieldOf(backend, 'serviceName')),
  )
}

function readGatewayRoute(spec: unknown): readonly Backend[] {
  return itemsOf(fieldOf(spec, 'rules'))
    .flatMap((rule) => [
      ...itemsOf(fieldOf(rule, 'backendRefs')),
      ...itemsOf(fieldOf(rule, 'filters')).map((filter) => fieldOf(filter, 'requestMirror', 'backendRef')),
    ])
    .filter((reference) => (fieldOf(reference, 'kind') ?? 'Service') === 'Service')
    .flatMap((reference) => backendOf(fieldOf(reference, 'name'), fieldOf(reference, 'namespace')))
}

function readVirtualService(spec: unknown): readonly Backend[] {
  const rules = ['http', 'tls', 'tcp'].flatMap((protocol) => itemsOf(fieldOf(spec, protocol)))
  return rules
    .flatMap((rule) => [
      ...itemsOf(fieldOf(rule, 'route')).map((route) => fieldOf(route, 'destination', 'host')),
      fieldOf(rule, 'mirror', 'host'),
      ...itemsOf(fieldOf(rule, 'mirrors')).map((mirror) => fieldOf(mirror, 'destination', 'host')),
    ])
    .flatMap((named) => {
      const host = textOf(named) ?? ''
      const [name, namespace, third] = host.split('.')
      const mayBeOutside = namespace !== undefined && third !== 'svc'
      return backendOf(name, namespace).map((backend) => (mayBeOutside ? { ...backend, host } : backend))
    })
}

function readTraefikRoute(spec: unknown): readonly Backend[] {
  return itemsOf(fieldOf(spec, 'routes'))
    .flatMap((route) => itemsOf(fieldOf(route, 'services')))
    .flatMap((service) => backendOf(fieldOf(service, 'name'), fieldOf(service, 'namespace')))
}

function readOpenShiftRoute(spec: unknown): readonly Backend[] {
  return [fieldOf(spec, 'to'), ...itemsOf(fieldOf(spec, 'alternateBackends'))].flatMap((target) =>
    backendOf(fieldOf(target, 'name')),
  )
}

function readContourProxy(spec: unknown): readonly Backend[] {
  return [...itemsOf(fieldOf(spec, 'routes')), fieldOf(spec, 'tcpproxy')]
    .flatMap((route) => itemsOf(fieldOf(route, 'services')))
    .flatMap((service) => backendOf(fieldOf(service, 'name')))
}

function readNginxServer(spec: unknown): readonly Backend[] {
  return itemsOf(fieldOf(spec, 'upstreams')).flatMap((upstream) => backendOf(fieldOf(upstream, 'service')))
}

function backendOf(name: unknown, namespace?: unknown): readonly Backend[] {
  const text = textOf(name)
  return text === undefined || text === '' ? [] : [{ name: text, namespace: textOf(namespace) }]
}

/** The hosts that a route answers for, as far as it says. */
export function findRouteHosts({ value }: KubernetesObject): readonly string[] {
  const spec = fieldOf(value, 'spec')
  const listed = [
    ...itemsOf(fieldOf(spec, 'rules')).map((rule) => fieldOf(rule, 'host')),
    ...itemsOf(fieldOf(spec, 'hostnames')),
    ...itemsOf(fieldOf(spec, 'hosts')),
    ...itemsOf(fieldOf(spec, 'listeners')).map((listener) => fieldOf(listener, 'hostname')),
    ...itemsOf(fieldOf(spec, 'servers')).flatMap((server) => itemsOf(fieldOf(server, 'hosts'))),
    fieldOf(spec, 'host'),
    fieldOf(spec, 'virtualhost', 'fqdn'),
  ]
  return [...new Set(listed.flatMap((host) => textOf(host) ?? []))]
}

/** The gateways that a route is attached to, by name. */
export function findGateways({ value }: KubernetesObject): readonly Backend[] {
  const spec = fieldOf(value, 'spec')
  const parents = itemsOf(fieldOf(spec, 'parentRefs'))
    .filter((parent) => (fieldOf(parent, 'kind') ?? 'Gateway') === 'Gateway')
    .flatMap((parent) => backendOf(fieldOf(parent, 'name'), fieldOf(parent, 'namespace')))
  const gateways = itemsOf(fieldOf(spec, 'gateways')).flatMap((gateway) => {
    const [name, namespace] = (textOf(gateway) ?? '').split('/').toReversed()
    return backendOf(name, namespace)
  })
  // The mesh is no gateway: it is how a route of Istio says that it is for traffic inside.
  return [...parents, ...gateways.filter(({ name }) => name !== 'mesh')]
}
