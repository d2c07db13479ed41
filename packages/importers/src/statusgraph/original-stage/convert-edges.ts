import type { GraphEdge } from '@statusgraph/model'
import type { ConvertedNode } from './convert-nodes.ts'
import { fit, isBlankId, takeId } from './identity.ts'
import type { StageEdge } from './stage-schema.ts'

/** The only type that the original has; it says nothing. */
const plainType = 'edge'

export function convertEdges(
  edges: readonly StageEdge[],
  nodes: readonly ConvertedNode[],
  notes: string[],
): readonly GraphEdge[] {
  const byStageId = new Map<string, ConvertedNode>()
  for (const node of nodes) {
    if (!isBlankId(node.stageId) && !byStageId.has(node.stageId)) byStageId.set(node.stageId, node)
  }
  const taken = new Set<string>()
  return edges.flatMap((edge, index): readonly GraphEdge[] => {
    const what = `edge ${index + 1} ("${edge.source.id}" to "${edge.target.id}")`
    const source = byStageId.get(edge.source.id)
    const target = byStageId.get(edge.target.id)
    if (!source || !target) {
      notes.push(`${what} was left out: its ${source ? 'target' : 'source'} is not in the stage`)
      return []
    }
    const stem = `${source.document.id}->${target.document.id}`
    const id = takeId(isBlankId(edge.id) ? stem : edge.id, taken)
    if (id !== edge.id) notes.push(`${what} has no id of its own, it got "${id}"`)
    return [
      {
        id,
        source: source.document.id,
        target: target.document.id,
        sourcePort: findPort(source, edge.source.connector, what, notes),
        targetPort: findPort(target, edge.target.connector, what, notes),
        ...(edge.type === '' || edge.type === plainType ? {} : { kind: fit(edge.type, `the type of ${what}`, notes) }),
      },
    ]
  })
}

function findPort(node: ConvertedNode, connector: string, what: string, notes: string[]): string | null {
  if (isBlankId(connector)) return null
  const port = node.ports.get(connector)
  if (port === undefined) {
    notes.push(`${what} ends at the connector "${connector}", which "${node.document.name}" does not have`)
  }
  return port ?? null
}
