import { placeNodes } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { Point } from '../../../map/index.ts'

/**
 * Gives every node that an automatic layout has placed the place where it is drawn. Whoever puts one thing somewhere
 * does not want the others to be laid out anew around it.
 */
export function holdPlaces(graph: GraphDocument, boxes: ReadonlyMap<string, Point>): GraphDocument {
  const places = new Map<string, Point>()
  for (const { id, kind, position } of graph.nodes) {
    const box = kind === 'group' || position !== undefined ? undefined : boxes.get(id)
    if (box !== undefined) places.set(id, { x: Math.round(box.x), y: Math.round(box.y) })
  }
  return placeNodes(graph, places)
}
