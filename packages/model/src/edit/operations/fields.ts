import type { GraphDocument } from '../../graph/document.ts'
import type { GraphFields, Patch } from '../fields.ts'
import { graphFields, withPatch } from '../fields.ts'

/** Sets fields of the graph itself. Without a name it is called by its id. */
export function updateFields(graph: GraphDocument, patch: Patch<GraphFields>): GraphDocument {
  const named = Object.hasOwn(patch, 'name') && !patch.name ? { ...patch, name: graph.id } : patch
  return withPatch<GraphDocument>(graph, graphFields, named)
}
