import type { SeenEdge, SeenNode } from '@statusgraph/model'
import { kindOfImage } from '../image-kind.ts'
import type { FoundWorkload, FoundWorkloads } from './find-workloads.ts'
import type { Names } from './names.ts'
import type { Service } from './objects.ts'
import { readConnections } from './connections.ts'

/** Pods come and go by the hundred; a node names no more of them. */
const mostPods = 15

export function workloadNodes(
  { byId, behind }: FoundWorkloads,
  services: readonly Service[],
  names: Names,
): readonly SeenNode[] {
  const told = countToldNames(byId.values(), names)
  const taken = new Set(services.map((service) => names.typed('svc', service)))
  const heads = new Map<FoundWorkload, string[]>()
  for (const service of services) {
    const found = behind.get(names.id(service)) ?? []
    const [only] = found
    if (!isFolded(service, found) || only === undefined) continue
    heads.set(only, [...(heads.get(only) ?? []), names.typed('svc', service)])
  }
  return [...byId.values()].map((found) => {
    const { id, namespace, name, kind, object, pods } = found
    const serviceName = toldName(found)
    const typed = names.typed('svc', { namespace, name: serviceName })
    const image = (object ?? pods[0])?.images[0]
    const isJob = kind === 'CronJob' || kind === 'Job'
    return {
      id,
      name,
      namespace,
      ...(names.cluster === undefined ? {} : { cluster: names.cluster }),
      kind: (image === undefined ? undefined : kindOfImage(image)) ?? (isJob ? 'function' : 'service'),
      provenance: 'structure',
      ids: [
        names.typed('workload', found),
        ...(heads.get(found) ?? []),
        // A name that a whole release shares is the name of none of its workloads.
        ...(serviceName !== name && told.get(typed) === 1 && !taken.has(typed) ? [typed] : []),
        ...pods.slice(0, mostPods).map((pod) => names.typed('pod', pod)),
        ...pods.slice(0, mostPods).flatMap(({ addresses }) => addresses.map((address) => `ip:${address}`)),
      ],
      labels: labelsOf(found, serviceName),
    }
  })
}

/** How many workloads go by each name. */
function countToldNames(workloads: Iterable<FoundWorkload>, names: Names): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const found of workloads) {
    const typed = names.typed('svc', { namespace: found.namespace, name: toldName(found) })
    counts.set(typed, (counts.get(typed) ?? 0) + 1)
  }
  return counts
}

/** A headless service with one workload behind it is only how the pods of that workload find each other. */
export function isFolded(service: Service, behind: readonly unknown[]): boolean {
  return service.isHeadless && behind.length === 1
}

/** What OpenTelemetry calls it on Kubernetes, when it does not say so itself. */
function toldName({ name, object, pods }: FoundWorkload): string {
  const told = object ?? pods[0]
  return (
    told?.toldServiceName ??
    told?.podLabels['app.kubernetes.io/instance'] ??
    told?.podLabels['app.kubernetes.io/name'] ??
    name
  )
}

function labelsOf({ name, kind, object, pods }: FoundWorkload, serviceName: string): Readonly<Record<string, string>> {
  const podLabels = (object ?? pods[0])?.podLabels ?? {}
  const partOf = podLabels['app.kubernetes.io/part-of']
  const version = podLabels['app.kubernetes.io/version']
  return {
    kind,
    ...(object?.replicas === undefined ? {} : { replicas: String(object.replicas) }),
    ...(serviceName === name ? {} : { 'service.name': serviceName }),
    ...(partOf === undefined ? {} : { 'app.kubernetes.io/part-of': partOf }),
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
  }
}

/** What people wrote down: annotations that connect, and services that the environment names. */
export function declaredEdges(
  { byId }: FoundWorkloads,
  services: readonly Service[],
  names: Names,
): readonly SeenEdge[] {
  const known = new Set(services.map((service) => names.id(service)))
  return [...byId.values()].flatMap(({ id, namespace, object, pods }) => {
    const connected = readConnections(object?.annotations['app.openshift.io/connects-to'] ?? '').map(
      (target): SeenEdge => ({
        source: id,
        target: names.id({ namespace: target.namespace ?? namespace, name: target.name }),
        provenance: 'declared',
        label: 'connects to',
      }),
    )
    const hosts = (object ?? pods[0])?.hosts ?? []
    const named = hosts.flatMap((host): readonly SeenEdge[] => {
      const [name = '', home = namespace, svc] = host.split('.')
      const target = names.id({ namespace: home, name })
      const isOurs = (svc === undefined || svc === 'svc') && known.has(target)
      return isOurs ? [{ source: id, target, provenance: 'declared', label: 'environment' }] : []
    })
    return [...connected, ...named]
  })
}
