import { isRecord, labelsOf, optionalText, recordOf, textOf } from '../../reading/shape.ts'
import { findHosts } from './environment.ts'

type Fields = Readonly<Record<string, unknown>>
type Texts = Readonly<Record<string, string>>

/** Who an object belongs to. */
export interface Owner {
  readonly kind: string
  readonly name: string
}

interface Named {
  readonly namespace: string
  readonly name: string
}

/** What makes pods, or a pod that nothing made. */
export interface Workload extends Named {
  readonly kind: string
  readonly owner: Owner | undefined
  /** Of the object itself. */
  readonly annotations: Texts
  /** Of its pods. */
  readonly podLabels: Texts
  /** OpenTelemetry's name, written at the pods or at the object. */
  readonly toldServiceName: string | undefined
  readonly images: readonly string[]
  /** Hosts that its environment names. */
  readonly hosts: readonly string[]
  readonly replicas: number | undefined
  /** A job that is done, a pod that has ended. */
  readonly isOver: boolean
  /** Of a pod that does not share its node's. */
  readonly addresses: readonly string[]
}

export interface Service extends Named {
  readonly selector: Texts
  readonly addresses: readonly string[]
  readonly isHeadless: boolean
  /** A name outside the cluster that this service only stands for. */
  readonly externalName: string | undefined
}

/** Which pods stand behind a service now. */
export interface EndpointSlice extends Named {
  readonly service: string
  readonly pods: readonly string[]
}

/** What leads requests to services: an ingress, or a route of the Gateway API. */
export interface Route extends Named {
  /** Gateways and services that it is attached to; none for an ingress, which is its own. */
  readonly parents: readonly (Named & { readonly kind: string })[]
  readonly hosts: readonly string[]
  readonly services: readonly Named[]
}

/** Most entries of a list in one object that are looked at. */
const mostEntries = 1_000

export function readWorkload(kind: string, readsEnvironment: boolean): (object: Fields) => Workload {
  return (object) => {
    const { spec, meta, annotations, owner, ...named } = readObject(object)
    const template = kind === 'Pod' ? object : podTemplateOf(spec)
    const podMeta = fieldsOf(template['metadata'])
    const podSpec = fieldsOf(template['spec'])
    const status = fieldsOf(object['status'])
    const containers = recordsOf(podSpec['containers'])
    const replicas = spec['replicas']
    return {
      ...named,
      kind,
      owner,
      annotations,
      podLabels: labelsOf(podMeta['labels'] ?? (kind === 'Pod' ? meta['labels'] : undefined), 'the labels of a pod'),
      toldServiceName:
        optionalText(fieldsOf(podMeta['annotations'])[serviceNameAnnotation]) ?? annotations[serviceNameAnnotation],
      images: containers.flatMap((container) => optionalText(container['image']) ?? []),
      hosts: readsEnvironment ? findHosts(containers) : [],
      replicas: typeof replicas === 'number' ? replicas : undefined,
      isOver: isOver(kind, status),
      addresses: kind === 'Pod' && podSpec['hostNetwork'] !== true ? addressesOf(status) : [],
    }
  }
}

const serviceNameAnnotation = 'resource.opentelemetry.io/service.name'

export function readService(object: Fields): Service {
  const { spec, namespace, name } = readObject(object)
  const addresses = [spec['clusterIP'], ...listIn(spec['clusterIPs'])].flatMap((ip) => optionalText(ip) ?? [])
  return {
    namespace,
    name,
    selector: labelsOf(spec['selector'], 'the selector of a service'),
    addresses: [...new Set(addresses)].filter((address) => address !== 'None'),
    isHeadless: spec['clusterIP'] === 'None',
    externalName: spec['type'] === 'ExternalName' ? optionalText(spec['externalName']) : undefined,
  }
}

export function readEndpointSlice(object: Fields): EndpointSlice {
  const { namespace, name, meta } = readObject(object)
  const labels = labelsOf(meta['labels'], 'the labels of an endpoint slice')
  const targets = recordsOf(object['endpoints']).map((endpoint) => fieldsOf(endpoint['targetRef']))
  return {
    namespace,
    name,
    service: labels['kubernetes.io/service-name'] ?? '',
    pods: targets.flatMap((target) => (target['kind'] === 'Pod' ? (optionalText(target['name']) ?? []) : [])),
  }
}

export function readIngress(object: Fields): Route {
  const { spec, namespace, name } = readObject(object)
  const rules = recordsOf(spec['rules'])
  const paths = rules.flatMap((rule) => recordsOf(fieldsOf(rule['http'])['paths']))
  const backends = [spec['defaultBackend'], ...paths.map((path) => path['backend'])]
  const services = backends.flatMap((backend) => optionalText(fieldsOf(fieldsOf(backend)['service'])['name']) ?? [])
  return {
    namespace,
    name,
    parents: [],
    hosts: [...new Set(rules.flatMap((rule) => optionalText(rule['host']) ?? []))],
    services: [...new Set(services)].map((service) => ({ namespace, name: service })),
  }
}

export function readHttpRoute(object: Fields): Route {
  const { spec, namespace, name } = readObject(object)
  const within = (reference: Fields, kind: string) => {
    const target = optionalText(reference['name'])
    if (target === undefined) return []
    const home = optionalText(reference['namespace']) ?? namespace
    return [{ kind: optionalText(reference['kind']) ?? kind, namespace: home, name: target }]
  }
  const backends = recordsOf(spec['rules']).flatMap((rule) => recordsOf(rule['backendRefs']))
  return {
    namespace,
    name,
    parents: recordsOf(spec['parentRefs']).flatMap((parent) => within(parent, 'Gateway')),
    hosts: listIn(spec['hostnames']).flatMap((host) => optionalText(host) ?? []),
    services: backends.flatMap((backend) => within(backend, 'Service')).filter(({ kind }) => kind === 'Service'),
  }
}

/** What every object has. */
function readObject(object: Fields) {
  const meta = recordOf(object['metadata'], 'the metadata of an object')
  const owners = recordsOf(meta['ownerReferences'])
  // The controller is who made it; the others only want to be there as long as it is.
  const owner = owners.find((one) => one['controller'] === true) ?? owners[0]
  const kind = optionalText(owner?.['kind'])
  const name = optionalText(owner?.['name'])
  return {
    meta,
    spec: fieldsOf(object['spec']),
    namespace: textOf(meta['namespace'], 'the namespace of an object'),
    name: textOf(meta['name'], 'the name of an object'),
    annotations: labelsOf(wantedAnnotations(meta['annotations']), 'the annotations of an object'),
    owner: kind === undefined || name === undefined ? undefined : { kind, name },
  }
}

/** Annotations hold whole manifests; only these are kept. */
function wantedAnnotations(annotations: unknown): Fields {
  const all = fieldsOf(annotations)
  return Object.fromEntries(
    ['app.openshift.io/connects-to', serviceNameAnnotation].flatMap((name) =>
      all[name] === undefined ? [] : [[name, all[name]]],
    ),
  )
}

/** A cron job has its template one job deeper. */
function podTemplateOf(spec: Fields): Fields {
  const jobTemplate = fieldsOf(fieldsOf(spec['jobTemplate'])['spec'])
  return fieldsOf(spec['template'] ?? jobTemplate['template'])
}

function isOver(kind: string, status: Fields): boolean {
  if (kind === 'Pod') return status['phase'] === 'Succeeded' || status['phase'] === 'Failed'
  const ends = recordsOf(status['conditions']).filter(({ type }) => type === 'Complete' || type === 'Failed')
  return kind === 'Job' && ends.some((condition) => condition['status'] === 'True')
}

function addressesOf(status: Fields): readonly string[] {
  const several = recordsOf(status['podIPs']).map((entry) => entry['ip'])
  return [...new Set([status['podIP'], ...several].flatMap((ip) => optionalText(ip) ?? []))]
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {}
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostEntries) : []
}

function recordsOf(value: unknown): readonly Fields[] {
  return listIn(value).filter(isRecord)
}
