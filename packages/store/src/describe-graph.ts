import type { GraphDocument } from '@statusgraph/model'
import type { GraphInfo } from './store.ts'

/** What the lists say of a graph and its document tells by itself. */
export function describeGraph({
  id,
  name,
  description,
  tags,
  origin,
  nodes,
  edges,
}: GraphDocument): Omit<GraphInfo, 'revision' | 'updatedAt' | 'provisioned'> {
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags }),
    ...(origin === undefined ? {} : { origin }),
    nodes: nodes.length,
    edges: edges.length,
  }
}
