import { applyUpdate, proposeUpdate } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { TakenDiagram } from '../../imports/imported.ts'
import { layOutGraph } from '../../layout/index.ts'
import { placeDrawn } from '../../map/index.ts'
import type { Point } from '../../map/index.ts'

/** Above this, layers take long and show little. */
const layersUpTo = 400

/**
 * Finds places for the nodes that an update may add, beside what they are connected to: nothing that is drawn moves,
 * and nothing new lies on it.
 *
 * @param graph with a place for every node
 */
export async function placeAdded(
  graph: GraphDocument,
  { graph: file, record }: TakenDiagram,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Point>> {
  const added = proposeUpdate(graph, file).filter(({ kind, element }) => kind === 'added' && element === 'node')
  if (added.length === 0) return new Map()
  const present = new Set(graph.nodes.map(({ id }) => id))
  const after = applyUpdate(graph, file, added, { record })
  const nodes = after.nodes.map((node) => ({ ...node, pinned: present.has(node.id), collapsed: false }))
  const { layOutUnplaced } = await import('../../map/geometry/lay-out.ts')
  const fixed = { ...after, nodes }
  const { boxes } = placeDrawn(fixed, layOutUnplaced)
  const direction = nodes.length <= layersUpTo ? 'right' : 'compact'
  return layOutGraph(fixed, { direction, boxes }, { signal, onProgress: () => undefined })
}
