import type { SeenEdge, SeenNode, Sighting } from '@statusgraph/model'
import type { EndpointSlice, Route, Service, Workload } from './objects.ts'
import { findWorkloads } from './find-workloads.ts'
import { gatewayNodes, routeEdges } from './sight-routes.ts'
import { openNames } from './names.ts'
import { serviceEdges, serviceNodes } from './sight-services.ts'
import { declaredEdges, workloadNodes } from './sight-workloads.ts'

/** Everything that is kept of a cluster. */
export interface ClusterObjects {
  readonly workloads: readonly Workload[]
  readonly services: readonly Service[]
  readonly slices: readonly EndpointSlice[]
  readonly ingresses: readonly Route[]
  readonly routes: readonly Route[]
}

const caveats = ['Kubernetes tells how things are wired, not who calls whom.']

/**
 * What a cluster says: its workloads, with their pods folded in, its services and what leads to them. A service and a
 * workload of one name are one node.
 */
export function sightCluster(objects: ClusterObjects, cluster: string | undefined): Sighting {
  const names = openNames(cluster)
  const found = findWorkloads(objects, names)
  const nodes = onePerId([
    ...workloadNodes(found, objects.services, names),
    ...serviceNodes(found, objects.services, names),
    ...gatewayNodes(objects, names),
  ])
  const known = new Set(nodes.map(({ id }) => id))
  const edges = [
    ...routeEdges(objects, names),
    ...serviceEdges(found),
    ...declaredEdges(found, objects.services, names),
  ]
  return {
    nodes,
    edges: onePerPair(
      edges.filter(({ source, target }) => known.has(source) && known.has(target) && source !== target),
    ),
    caveats,
  }
}

/** Of several nodes with one id, the first one says what it is; the others add what else it is known by. */
function onePerId(nodes: readonly SeenNode[]): readonly SeenNode[] {
  const byId = new Map<string, SeenNode>()
  for (const node of nodes) {
    const before = byId.get(node.id)
    if (before === undefined) byId.set(node.id, node)
    else byId.set(node.id, { ...before, ids: [...new Set([...(before.ids ?? []), ...(node.ids ?? [])])] })
  }
  return [...byId.values()]
}

/** Of several edges between the same two, the one that comes first. */
function onePerPair(edges: readonly SeenEdge[]): readonly SeenEdge[] {
  const pairs = new Map<string, SeenEdge>()
  for (const edge of edges) {
    const pair = `${edge.source}\n${edge.target}`
    if (!pairs.has(pair)) pairs.set(pair, edge)
  }
  return [...pairs.values()]
}
