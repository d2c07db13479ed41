import type { GraphDocument, GraphNode, Port } from '../../graph/document.ts'
import { listLimits } from '../../graph/document.ts'
import type { Patch } from '../fields.ts'
import { mapItems, withElements, withField, withPatch } from '../fields.ts'
import { updateNode } from './nodes.ts'

/** Adds a port at the end, unless its id is taken. */
export function addPort(graph: GraphDocument, node: string, port: Port): GraphDocument {
  const ports = portsOf(graph, node)
  const isPossible = ports.length < listLimits.ports && !ports.some(({ id }) => id === port.id)
  return isPossible ? updateNode(graph, node, { ports: [...ports, port] }) : graph
}

/** Sets fields of a port. A new id takes its edges along; one that is taken, or empty, is ignored. */
export function updatePort(
  graph: GraphDocument,
  node: string,
  port: string,
  patch: Patch<Port> & { readonly id?: string },
): GraphDocument {
  const ports = portsOf(graph, node)
  const old = ports.find(({ id }) => id === port)
  if (old === undefined) return graph
  const isFree = patch.id !== undefined && patch.id !== '' && !ports.some(({ id }) => id === patch.id)
  const id = isFree && patch.id !== undefined ? patch.id : port
  const changed = withField(withPatch<Port>(old, ['name', 'label'], patch), 'id', id)
  if (changed === old) return graph
  const nodes = setPorts(
    graph,
    node,
    ports.map((one) => (one === old ? changed : one)),
  )
  const edges = mapItems(graph.edges, (edge) => {
    const isSource = edge.source === node && edge.sourcePort === port
    const isTarget = edge.target === node && edge.targetPort === port
    const moved = isSource ? withField(edge, 'sourcePort', id) : edge
    return isTarget ? withField(moved, 'targetPort', id) : moved
  })
  return withElements(graph, nodes, edges)
}

/** Puts a port at another place among its node's ports, counted from 0. */
export function movePort(graph: GraphDocument, node: string, port: string, to: number): GraphDocument {
  const ports = portsOf(graph, node)
  const moved = ports.find(({ id }) => id === port)
  if (moved === undefined || !Number.isFinite(to)) return graph
  const others = ports.filter((one) => one !== moved)
  return updateNode(graph, node, { ports: others.toSpliced(Math.max(0, to), 0, moved) })
}

/** Takes a port away; its edges end at the node itself. */
export function removePort(graph: GraphDocument, node: string, port: string): GraphDocument {
  const ports = portsOf(graph, node)
  const kept = ports.filter(({ id }) => id !== port)
  if (kept.length === ports.length) return graph
  return updateNode(graph, node, { ports: kept.length === 0 ? undefined : kept })
}

function portsOf(graph: GraphDocument, node: string): readonly Port[] {
  return graph.nodes.find(({ id }) => id === node)?.ports ?? []
}

function setPorts(graph: GraphDocument, id: string, ports: readonly Port[]): readonly GraphNode[] {
  return mapItems(graph.nodes, (node) => (node.id === id ? withField(node, 'ports', [...ports]) : node))
}
