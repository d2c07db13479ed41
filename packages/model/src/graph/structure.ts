import { findCycles } from './cycles.ts'
import type { DocumentFault, GraphEdge, GraphNode } from './document.ts'

/** A document as far as the shape of its parts is good, each at its index. */
export interface GraphParts {
  /** A node whose shape is bad is known by its id at best. */
  readonly nodes: readonly { readonly id: string | undefined; readonly node: GraphNode | undefined }[]
  readonly edges: readonly (GraphEdge | undefined)[]
}

/** The nodes that others may refer to; undefined stands for one that is there, and of which only the id is known. */
interface Known {
  readonly byId: ReadonlyMap<string, GraphNode | undefined>
  /** There are nodes that nobody knows the id of, so nothing can be said to be missing. */
  readonly isOpen: boolean
}

/**
 * Faults that no schema can see: ids used twice, ends and parents that do not exist, groups inside themselves. Of parts
 * whose shape is bad nothing is said that their next shape may put right.
 */
export function findStructuralFaults({ nodes, edges }: GraphParts): readonly DocumentFault[] {
  const byId = new Map<string, GraphNode | undefined>()
  const faults: DocumentFault[] = []
  for (const [index, { id, node }] of nodes.entries()) {
    if (id !== undefined && byId.has(id))
      faults.push({ path: ['nodes', index, 'id'], message: `the node id "${id}" is used twice` })
    else if (id !== undefined) byId.set(id, node)
    if (node !== undefined) faults.push(...findPortFaults(node, index))
  }
  const known = { byId, isOpen: nodes.some(({ id }) => id === undefined) }
  return [...faults, ...findParentFaults(nodes, known), ...findEdgeFaults(edges, known)]
}

function findPortFaults(node: GraphNode, index: number): readonly DocumentFault[] {
  const seen = new Set<string>()
  const faults: DocumentFault[] = []
  node.ports?.forEach((port, at) => {
    if (seen.has(port.id)) {
      faults.push({
        path: ['nodes', index, 'ports', at, 'id'],
        message: `the port id "${port.id}" is used twice in node "${node.id}"`,
      })
    }
    seen.add(port.id)
  })
  return faults
}

function findParentFaults(nodes: GraphParts['nodes'], known: Known): readonly DocumentFault[] {
  const good = new Map([...known.byId].flatMap(([id, node]) => (node === undefined ? [] : [[id, node] as const])))
  const inside = new Set(findCycles([...good.values()], good).flat())
  return nodes.flatMap(({ node }, index) => {
    if (node?.parent === undefined) return []
    const path = ['nodes', index, 'parent']
    const parent = known.byId.get(node.parent)
    if (!known.byId.has(node.parent)) {
      const message = `the parent "${node.parent}" of node "${node.id}" does not exist`
      return known.isOpen ? [] : [{ path, message }]
    }
    if (parent !== undefined && parent.kind !== 'group') {
      const message = `the parent "${parent.id}" of node "${node.id}" is a ${parent.kind}`
      return [{ path, message, hint: 'only a group can hold nodes' }]
    }
    const isRing = inside.has(node.id) && good.get(node.id) === node
    return isRing ? [{ path, message: `the group "${node.id}" is inside itself` }] : []
  })
}

function findEdgeFaults(edges: GraphParts['edges'], { byId, isOpen }: Known): readonly DocumentFault[] {
  const seen = new Set<string>()
  const faults: DocumentFault[] = []
  for (const [index, edge] of edges.entries()) {
    if (edge === undefined) continue
    if (seen.has(edge.id))
      faults.push({ path: ['edges', index, 'id'], message: `the edge id "${edge.id}" is used twice` })
    seen.add(edge.id)
    for (const end of ['source', 'target'] as const) {
      const node = byId.get(edge[end])
      const port = end === 'source' ? edge.sourcePort : edge.targetPort
      if (!byId.has(edge[end])) {
        if (isOpen) continue
        const message = `the ${end} "${edge[end]}" of edge "${edge.id}" does not exist`
        faults.push({ path: ['edges', index, end], message })
      } else if (node !== undefined && port !== null && !node.ports?.some((one) => one.id === port)) {
        faults.push({ path: ['edges', index, `${end}Port`], message: `node "${node.id}" has no port "${port}"` })
      }
    }
  }
  return faults
}
