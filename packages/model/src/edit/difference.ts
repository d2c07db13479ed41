import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'

/** One element that was added (no `before`), removed (no `after`) or changed between two documents. */
export interface ElementChange<Element> {
  readonly id: string
  readonly before?: Element
  readonly after?: Element
  /** Its place in the list of the document that has it; of `after` where both do. */
  readonly at: number
}

/** The graph's own fields, apart from its elements. */
export type GraphFields = Pick<GraphDocument, 'name' | 'description' | 'tags' | 'origin'>

/** What separates two documents of one graph: as small as what was done, and enough to go either way. */
export interface GraphDifference {
  readonly fields?: { readonly before: GraphFields; readonly after: GraphFields }
  readonly nodes: readonly ElementChange<GraphNode>[]
  readonly edges: readonly ElementChange<GraphEdge>[]
}
