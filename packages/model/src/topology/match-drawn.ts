import type { GraphDocument, GraphNode } from '../graph/document.ts'
import { servicesOf } from '../graph/document.ts'
import { splitId, valueOfTypedName } from './identity.ts'
import type { Entity } from './unite-nodes.ts'

/** The nodes of a graph, to be found by what discovery calls them. */
export interface DrawnNodes {
  readonly byId: ReadonlyMap<string, GraphNode>
  /** Folded ids. */
  readonly ids: DrawnTable
  /** Folded `namespace/service`. */
  readonly qualified: DrawnTable
  /** Folded services, or the name where there are none. */
  readonly services: DrawnTable
}

type DrawnTable = ReadonlyMap<string, readonly GraphNode[]>

export function indexDrawn(graph: GraphDocument | undefined): DrawnNodes {
  const byId = new Map<string, GraphNode>()
  const ids = new Map<string, GraphNode[]>()
  const qualified = new Map<string, GraphNode[]>()
  const services = new Map<string, GraphNode[]>()
  for (const node of graph?.nodes ?? []) {
    byId.set(node.id, node)
    // A frame around things is none of them, unless somebody says so.
    const isFrame = node.kind === 'group'
    if (!isFrame) append(ids, node.id, node)
    for (const service of isFrame ? (node.services ?? []) : servicesOf(node)) {
      append(services, service, node)
      if (node.namespace) append(qualified, `${node.namespace}/${service}`, node)
    }
  }
  return { byId, ids, qualified, services }
}

/** Whether some drawn node is called so, in whatever way. */
export function isCalled(drawn: DrawnNodes, name: string): boolean {
  const folded = fold(name)
  return drawn.byId.has(name) || drawn.qualified.has(folded) || drawn.services.has(folded)
}

/** The drawn nodes that an entity is: those that the strongest reason speaks for. */
export function matchDrawn(drawn: DrawnNodes, entity: Entity): readonly GraphNode[] {
  const aliased = entity.aliasOf.flatMap((id) => drawn.byId.get(id) ?? [])
  if (aliased.length > 0) return [...new Set(aliased)]
  const names = entity.ids.map(fold)
  const byId = findAll(drawn.ids, names)
  if (byId.length > 0) return byId
  const all = [...names, ...entity.typed.map((typed) => fold(valueOfTypedName(typed)))]
  const byQualified = findAll(drawn.qualified, all)
  if (byQualified.length > 0) return byQualified
  const namespaces = namespacesOf(entity)
  const spelledOut = new Set(all)
  const byService = findAll(drawn.services, [...all, ...bareNamesOf(entity)], (node) =>
    mayBeOf(namespaces, node, spelledOut),
  )
  // A bare name that is drawn in two places may mean either: then nobody is meant until somebody says so.
  const places = new Set(byService.map(({ namespace }) => fold(namespace ?? '')))
  return places.size > 1 ? [] : byService
}

/** What an entity is called without saying where it is, folded. */
export function bareNamesOf({ ids, sights }: Entity): readonly string[] {
  const names = new Set<string>()
  for (const { seen } of sights) if (seen !== undefined && seen.namespace === undefined) names.add(fold(seen.name))
  for (const id of ids) if (!id.includes('/')) names.add(fold(id))
  return [...names]
}

export function namespacesOf({ ids, sights }: Entity): readonly string[] {
  const namespaces = new Set<string>()
  for (const { seen } of sights) if (seen?.namespace !== undefined) namespaces.add(fold(seen.namespace))
  for (const id of ids) {
    const { namespace } = splitId(id)
    if (namespace !== undefined) namespaces.add(fold(namespace))
  }
  return [...namespaces]
}

/** How names are compared: without case. */
export function fold(name: string): string {
  return name.trim().toLowerCase()
}

/** A service by its bare name is not one that lives in another namespace. */
function mayBeOf(namespaces: readonly string[], node: GraphNode, spelledOut: ReadonlySet<string>): boolean {
  if (!node.namespace || namespaces.length === 0 || namespaces.includes(fold(node.namespace))) return true
  return servicesOf(node).some((service) => service.includes('/') && spelledOut.has(fold(service)))
}

function findAll(
  table: DrawnTable,
  names: readonly string[],
  isMeant: (node: GraphNode) => boolean = () => true,
): readonly GraphNode[] {
  const found = new Set<GraphNode>()
  for (const name of names) {
    for (const node of table.get(name) ?? []) {
      if (found.size >= mostPlaces) return [...found]
      if (isMeant(node)) found.add(node)
    }
  }
  return found.size === 0 ? nowhere : [...found]
}

/** What is drawn in more places than anybody would draw it in is found in the first of them. */
const mostPlaces = 20
const nowhere: readonly never[] = []

function append(table: Map<string, GraphNode[]>, name: string, node: GraphNode): void {
  const folded = fold(name)
  const nodes = table.get(folded)
  if (nodes === undefined) table.set(folded, [node])
  else if (nodes.at(-1) !== node) nodes.push(node)
}
