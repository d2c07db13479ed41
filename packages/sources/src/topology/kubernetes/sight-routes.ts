import type { SeenEdge, SeenNode } from '@statusgraph/model'
import type { Names } from './names.ts'
import type { Route } from './objects.ts'
import type { ClusterObjects } from './sight-cluster.ts'

/** Hosts that a label or a node names. */
const mostHosts = 10

/** Ingresses, and the gateways that routes are attached to: a route itself is an edge. */
export function gatewayNodes({ ingresses, routes }: ClusterObjects, names: Names): readonly SeenNode[] {
  const gateways = new Map<string, SeenNode>()
  const node = (id: string, named: { readonly namespace: string; readonly name: string }, kind: string): SeenNode => ({
    id,
    name: named.name,
    namespace: named.namespace,
    ...(names.cluster === undefined ? {} : { cluster: names.cluster }),
    kind: 'gateway',
    provenance: 'structure',
    ids: [names.typed(kind.toLowerCase(), named)],
    labels: { kind },
  })
  for (const ingress of ingresses) {
    const id = names.entryId(ingress, 'ingress')
    const seen = node(id, ingress, 'Ingress')
    const hosts = wordHosts(ingress)
    gateways.set(id, hosts === undefined ? seen : { ...seen, labels: { ...seen.labels, hosts } })
  }
  for (const parent of routes.flatMap(({ parents }) => parents)) {
    if (parent.kind !== 'Gateway') continue
    const id = names.entryId(parent, 'gateway')
    gateways.set(id, node(id, parent, 'Gateway'))
  }
  return [...gateways.values()]
}

export function routeEdges({ ingresses, routes }: ClusterObjects, names: Names): readonly SeenEdge[] {
  const edge = (source: string, route: Route, service: Route['services'][number]): SeenEdge => {
    const label = wordHosts(route)
    return {
      source,
      target: names.id(service),
      provenance: 'structure',
      protocol: 'http',
      ...(label === undefined ? {} : { label }),
    }
  }
  return [
    ...ingresses.flatMap((ingress) =>
      ingress.services.map((service) => edge(names.entryId(ingress, 'ingress'), ingress, service)),
    ),
    ...routes.flatMap((route) =>
      route.parents.flatMap((parent) => {
        const source = parent.kind === 'Gateway' ? names.entryId(parent, 'gateway') : names.id(parent)
        return route.services.map((service) => edge(source, route, service))
      }),
    ),
  ]
}

function wordHosts({ hosts }: Route): string | undefined {
  return hosts.length === 0 ? undefined : hosts.slice(0, mostHosts).join(', ')
}
