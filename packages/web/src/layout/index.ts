/** Automatic layouts, computed beside the page. Other features enter here. */
import type { GraphDocument } from '@statusgraph/model'
import type { Point } from '../map/geometry/box.ts'
import { layOutWith } from './lay-out-graph.ts'
import type { LayoutRequest, LayoutWork } from './lay-out-graph.ts'
import { workerEngines } from './open-engines.ts'

export type { LayoutDirection, LayoutRequest, LayoutWork } from './lay-out-graph.ts'

/**
 * Finds places for the nodes of a graph in a worker.
 *
 * @returns new positions of what moved; pinned nodes and those not chosen are not among them
 * @throws the reason of the signal when it ends the work
 * @example
 * const positions = await layOutGraph(graph, { direction: 'right', boxes: map.boxes() }, { signal, onProgress })
 */
export function layOutGraph(
  graph: GraphDocument,
  request: LayoutRequest,
  work: LayoutWork,
): Promise<ReadonlyMap<string, Point>> {
  return layOutWith(workerEngines, graph, request, work)
}

export { placeAdded } from '@statusgraph/layout'
