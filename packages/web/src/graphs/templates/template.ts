import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'

/** A drawing to begin with. */
export interface Template {
  readonly id: string
  readonly title: string
  /** What it is good for, in a few words. */
  readonly text: string
  readonly graph: GraphDocument
}

/** Cylinders are so much higher than cards; they stand on the same middle line. */
const tallerPx = 16

/** Makes a template from a document as people write it; a fault in it is ours. */
export function makeTemplate(id: string, title: string, text: string, document: object): Template {
  const parsed = parseGraphDocument({ version: 1, id, name: title, ...document })
  if (!parsed.ok) throw new Error(`the template ${id} is no graph: ${JSON.stringify(parsed.faults)}`)
  const nodes = parsed.graph.nodes.map((node) => {
    const isTall = node.kind === 'database' || node.kind === 'storage'
    if (!isTall || node.position === undefined) return node
    return { ...node, position: { x: node.position.x, y: node.position.y - tallerPx / 2 } }
  })
  return { id, title, text, graph: { ...parsed.graph, nodes } }
}

/** A place on the grid of the templates: columns and rows, with room for a group between one and a half rows. */
export function at(column: number, row: number): { readonly x: number; readonly y: number } {
  return { x: column * 320, y: row * 112 }
}
