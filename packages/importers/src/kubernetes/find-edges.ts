import type { DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { draftOutside } from './draft-objects.ts'
import type { KubernetesObject } from './find-objects.ts'
import { findBackends, findGateways } from './find-routes.ts'
import type { Backend } from './find-routes.ts'
import { findServiceHosts } from './find-service-hosts.ts'
import { fieldOf } from '../plain-data.ts'
import { textEntries } from './find-objects.ts'
import { isService } from './workloads.ts'
import type { Workload } from './workloads.ts'

/** Objects by what others call them, so that each is found without a search. */
class Names {
  readonly #byName = new Map<string, KubernetesObject[]>()

  constructor(objects: readonly KubernetesObject[]) {
    for (const object of objects) {
      const named = this.#byName.get(object.name)
      if (named === undefined) this.#byName.set(object.name, [object])
      else named.push(object)
    }
  }

  /** What `backend` is for an object of the namespace `from`. A manifest that names no namespace leaves it to whoever applies it. */
  find({ name, namespace }: Backend, from: string | undefined): KubernetesObject | undefined {
    const named = this.#byName.get(name) ?? []
    const wanted = namespace ?? from
    const exact = named.find((object) => object.namespace === wanted)
    if (exact !== undefined || namespace === undefined) return exact
    const unplaced = named.filter((object) => object.namespace === undefined)
    return unplaced.length === 1 ? unplaced[0] : undefined
  }
}

export interface Edges {
  readonly edges: readonly DraftEdge[]
  /** What routes name and these files do not have. */
  readonly outside: readonly DraftNode[]
}

/**
 * Services to the pods behind them, routes to services, and workloads to the services that their settings name.
 *
 * @param inhabited the namespaces that are drawn
 */
export function findEdges(
  objects: readonly KubernetesObject[],
  workloads: readonly Workload[],
  inhabited: ReadonlySet<string | undefined>,
  diagnostics: ImportDiagnostic[],
): Edges {
  const services = objects.filter(isService)
  const names = new Names(services)
  const selected = findSelected(services, workloads)
  const routes = findRoutes(objects, names, inhabited, diagnostics)
  return {
    edges: [...selected, ...routes.edges, ...findCalls(objects, workloads, names, selected)],
    outside: routes.outside,
  }
}

function findRoutes(
  objects: readonly KubernetesObject[],
  services: Names,
  inhabited: ReadonlySet<string | undefined>,
  diagnostics: ImportDiagnostic[],
): Edges {
  const gateways = new Names(objects.filter(({ kind }) => kind === 'Gateway'))
  const outside = new Map<string, DraftNode>()
  const bring = (backend: Backend, route: KubernetesObject): DraftNode => {
    const node = draftOutside(backend, route, inhabited)
    const known = outside.get(node.key)
    if (known !== undefined) return known
    outside.set(node.key, node)
    const message = `The service "${node.name}" is not in these files; it became an outside one.`
    diagnostics.push({ kind: 'guessed', ...route.at, message })
    return node
  }
  const edges = objects.flatMap((route) => [
    ...findBackends(route).flatMap((backend) =>
      edgeTo(route, services.find(backend, route.namespace) ?? bring(backend, route), 'routes'),
    ),
    ...findGateways(route).flatMap((name) => {
      const gateway = gateways.find(name, route.namespace)
      if (gateway !== undefined) return edgeTo(gateway, route, 'routes')
      const message = `What the gateway "${name.name}" sends to a route was left out: the gateway is not in these files.`
      diagnostics.push({ kind: 'lost', ...route.at, message })
      return []
    }),
  ])
  // A service may be named in short and in full.
  return { edges: [...new Map(edges.map((edge) => [edge.key, edge])).values()], outside: [...outside.values()] }
}

function findCalls(
  objects: readonly KubernetesObject[],
  workloads: readonly Workload[],
  services: Names,
  selected: readonly DraftEdge[],
): readonly DraftEdge[] {
  const ownServices = new Set(selected.map(({ source, target }) => `${target} ${source}`))
  const configMaps = new Map(objects.filter(({ kind }) => kind === 'ConfigMap').map((one) => [placeOf(one), one]))
  return workloads.flatMap((workload) => {
    const findConfig = (name: string): KubernetesObject | undefined =>
      configMaps.get(placeOf({ name, namespace: workload.object.namespace }))
    const called = new Set<KubernetesObject>()
    for (const host of findServiceHosts(workload, findConfig)) {
      const [service] = readHost(host).flatMap((name) => services.find(name, workload.object.namespace) ?? [])
      // Its own name is how others call it.
      if (service !== undefined && !ownServices.has(`${workload.object.key} ${service.key}`)) called.add(service)
    }
    return [...called].flatMap((service) => edgeTo(workload.object, service, 'env'))
  })
}

/** `db`, `db.shop`, `db.shop.svc.cluster.local`; or one pod of a stateful set, which stands before it: `db-0.db.shop`. */
function readHost(host: string): readonly Backend[] {
  const [first = '', second, third] = host.split('.')
  const service = { name: first, namespace: second }
  return second !== undefined && /-\d+$/.test(first) ? [service, { name: second, namespace: third }] : [service]
}

function findSelected(services: readonly KubernetesObject[], workloads: readonly Workload[]): readonly DraftEdge[] {
  // By one of its labels, so that not every service is held against every workload.
  const byLabel = new Map<string, Workload[]>()
  for (const workload of workloads) {
    for (const [key, value] of workload.podLabels) {
      const label = labelKey(workload.object.namespace, key, value)
      const having = byLabel.get(label)
      if (having === undefined) byLabel.set(label, [workload])
      else having.push(workload)
    }
  }
  return services.flatMap((service) => {
    const selector = [...textEntries(fieldOf(service.value, 'spec', 'selector'))]
    const [first] = selector
    if (first === undefined) return []
    return (byLabel.get(labelKey(service.namespace, ...first)) ?? [])
      .filter(({ podLabels }) => selector.every(([key, value]) => podLabels.get(key) === value))
      .flatMap(({ object }) => edgeTo(service, object, 'selects'))
  })
}

function edgeTo(from: KubernetesObject, to: { readonly key: string }, kind: string): readonly DraftEdge[] {
  return [{ key: `${from.key} ${kind} ${to.key}`, source: from.key, target: to.key, kind, at: from.at }]
}

function labelKey(namespace: string | undefined, key: string, value: string): string {
  return JSON.stringify([namespace, key, value])
}

function placeOf({ name, namespace }: { readonly name: string; readonly namespace: string | undefined }): string {
  return JSON.stringify([namespace, name])
}
