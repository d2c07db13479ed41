import type { DraftNode } from '../draft.ts'
import { guessKind } from '../guess-kind.ts'
import { fieldOf, itemsOf, textOf } from '../plain-data.ts'
import { keyOf } from './find-objects.ts'
import type { KubernetesObject } from './find-objects.ts'
import { findRouteHosts } from './find-routes.ts'
import type { Backend } from './find-routes.ts'
import type { Workload } from './workloads.ts'

/** Labels by which monitoring and people know an object; of the rest there may be very many. */
const tellingLabels = new Set(['app', 'k8s-app', 'name', 'component', 'tier', 'version', 'team', 'owner'])
/** Annotations of a service for humans, as ambassador's convention has them. */
const linkAnnotations =
  /^a8r\.io\/(chat|bugs|logs|documentation|repository|support|runbook|incidents|uptime|performance)$/

export function draftWorkload({ object, image, podLabels }: Workload): DraftNode {
  const isTask = object.kind === 'Job' || object.kind === 'CronJob'
  return {
    ...draftObject(object, new Map([...podLabels, ...object.labels])),
    kind: guessKind(image) ?? (isTask ? 'function' : 'box'),
    technology: image,
  }
}

export function draftService(object: KubernetesObject): DraftNode {
  const spec = fieldOf(object.value, 'spec')
  const isOutside = fieldOf(spec, 'type') === 'ExternalName'
  const node = draftObject(object, object.labels)
  const ports = itemsOf(fieldOf(spec, 'ports')).flatMap((port) => textOf(fieldOf(port, 'port')) ?? [])
  return {
    ...node,
    kind: isOutside ? 'external' : 'service',
    labels: {
      ...node.labels,
      ...labelOf('type', textOf(fieldOf(spec, 'type'))),
      ...labelOf('host', textOf(fieldOf(spec, 'externalName'))),
      ...labelOf('ports', ports.join(', ')),
    },
  }
}

export function draftRoute(object: KubernetesObject): DraftNode {
  const node = draftObject(object, object.labels)
  const hosts = findRouteHosts(object).join(', ')
  return { ...node, kind: 'gateway', labels: { ...node.labels, ...labelOf('hosts', hosts) } }
}

/** A service of other files, with the key that it has there; or a host that is none. */
export function draftOutside(
  { name, namespace, host }: Backend,
  route: KubernetesObject,
  inhabited: ReadonlySet<string | undefined>,
): DraftNode {
  if (host !== undefined && !inhabited.has(namespace)) {
    return { key: `host ${host}`, name: host, kind: 'external', at: route.at }
  }
  const place = namespace ?? route.namespace
  return {
    key: keyOf('Service', place, name),
    name,
    kind: 'external',
    parent: place !== undefined && inhabited.has(place) ? namespaceKey(place) : undefined,
    namespace: place,
    labels: { kind: 'Service' },
    services: [name],
    at: route.at,
  }
}

/** The groups of the namespaces that the objects lie in. */
export function draftNamespaces(objects: readonly KubernetesObject[]): readonly DraftNode[] {
  const groups = new Map<string, DraftNode>()
  for (const { namespace, at } of objects) {
    if (namespace === undefined || groups.has(namespace)) continue
    groups.set(namespace, { key: namespaceKey(namespace), name: namespace, kind: 'group', at })
  }
  return [...groups.values()]
}

function draftObject(object: KubernetesObject, labels: ReadonlyMap<string, string>): DraftNode {
  const { key, kind, name, namespace, annotations, at } = object
  const telling = [...labels].filter(([label]) => label.startsWith('app.kubernetes.io/') || tellingLabels.has(label))
  const called = ['app.kubernetes.io/name', 'app'].map((label) => labels.get(label))
  const links = [...annotations].flatMap(([annotation, url]) => {
    const title = linkAnnotations.exec(annotation)?.[1]
    return title === undefined || !/^https?:\/\//i.test(url) ? [] : [{ title, url }]
  })
  return {
    key,
    name,
    kind: 'box',
    parent: namespace === undefined ? undefined : namespaceKey(namespace),
    namespace,
    description: annotations.get('a8r.io/description') ?? annotations.get('kubernetes.io/description'),
    labels: { kind, ...Object.fromEntries(telling) },
    services: [...new Set([name, ...called.flatMap((one) => one ?? [])])],
    links,
    at,
  }
}

function namespaceKey(namespace: string): string {
  return `namespace ${namespace}`
}

function labelOf(label: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined || value === '' ? {} : { [label]: value }
}
