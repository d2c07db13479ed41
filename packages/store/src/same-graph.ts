import { isDeepStrictEqual } from 'node:util'
import type { GraphDocument } from '@statusgraph/model'

/** Whether two graphs are the same once stored, whatever the order of their keys. */
export function isSameGraph(a: GraphDocument, b: GraphDocument): boolean {
  return isDeepStrictEqual(asStored(a), asStored(b))
}

function asStored(graph: GraphDocument): unknown {
  return JSON.parse(JSON.stringify(graph))
}
