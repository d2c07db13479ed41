import { applyUpdate, proposeUpdate } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { TakenDiagram } from '../../imports/imported.ts'
import { placeAdded } from '../../layout/index.ts'
import { placeDrawn } from '../../map/index.ts'
import type { Box, Point } from '../../map/index.ts'

/**
 * Finds places for the nodes that an update may add.
 *
 * @param boxes of what is drawn; empty while nothing is
 */
export async function placeNewcomers(
  graph: GraphDocument,
  { graph: file, record }: TakenDiagram,
  boxes: ReadonlyMap<string, Box>,
): Promise<ReadonlyMap<string, Point>> {
  const added = proposeUpdate(graph, file).filter(({ kind, element }) => kind === 'added' && element === 'node')
  if (added.length === 0) return new Map()
  const { layOutUnplaced } = await import('../../map/geometry/lay-out.ts')
  const drawn = boxes.size === 0 ? placeDrawn(graph, layOutUnplaced).boxes : boxes
  const after = applyUpdate(graph, file, added, { record })
  return placeAdded(after, new Set(added.map(({ id }) => id)), drawn, layOutUnplaced)
}
