import type { DocumentFault, GraphDocument, GraphNode } from './document.ts'

/** Faults that no schema can see: ids used twice, ends and parents that do not exist, groups inside themselves. */
export function findStructuralFaults(graph: GraphDocument): readonly DocumentFault[] {
  const byId = new Map<string, GraphNode>()
  const faults: DocumentFault[] = []
  graph.nodes.forEach((node, index) => {
    if (byId.has(node.id))
      faults.push({ path: ['nodes', index, 'id'], message: `the node id "${node.id}" is used twice` })
    else byId.set(node.id, node)
    faults.push(...findPortFaults(node, index))
  })
  graph.nodes.forEach((node, index) => {
    const fault = findParentFault(node, index, byId)
    if (fault) faults.push(fault)
  })
  faults.push(...findEdgeFaults(graph, byId))
  return faults
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

function findParentFault(
  node: GraphNode,
  index: number,
  byId: ReadonlyMap<string, GraphNode>,
): DocumentFault | undefined {
  if (node.parent === undefined) return undefined
  const path = ['nodes', index, 'parent']
  const parent = byId.get(node.parent)
  if (!parent) return { path, message: `the parent "${node.parent}" of node "${node.id}" does not exist` }
  if (parent.kind !== 'group') {
    return {
      path,
      message: `the parent "${parent.id}" of node "${node.id}" is a ${parent.kind}`,
      hint: 'only a group can hold nodes',
    }
  }
  const passed = new Set([node.id])
  for (let up: GraphNode | undefined = parent; up; up = up.parent === undefined ? undefined : byId.get(up.parent)) {
    if (up.id === node.id) return { path, message: `the group "${node.id}" is inside itself` }
    if (passed.has(up.id)) return undefined
    passed.add(up.id)
  }
  return undefined
}

function findEdgeFaults(graph: GraphDocument, byId: ReadonlyMap<string, GraphNode>): readonly DocumentFault[] {
  const seen = new Set<string>()
  const faults: DocumentFault[] = []
  graph.edges.forEach((edge, index) => {
    if (seen.has(edge.id))
      faults.push({ path: ['edges', index, 'id'], message: `the edge id "${edge.id}" is used twice` })
    seen.add(edge.id)
    for (const end of ['source', 'target'] as const) {
      const node = byId.get(edge[end])
      const port = end === 'source' ? edge.sourcePort : edge.targetPort
      if (!node) {
        faults.push({
          path: ['edges', index, end],
          message: `the ${end} "${edge[end]}" of edge "${edge.id}" does not exist`,
        })
      } else if (port !== null && !node.ports?.some((one) => one.id === port)) {
        faults.push({ path: ['edges', index, `${end}Port`], message: `node "${node.id}" has no port "${port}"` })
      }
    }
  })
  return faults
}
