import { adoptFound } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { settleView } from '../../discovery/settle-view.ts'
import type { Editor } from '../editor.ts'

/** Draws those of some nodes that were only discovered, where they stand: whoever draws an edge to one means it to stay. */
export function adoptEnds(editor: Editor, graph: GraphDocument, ids: readonly string[]): GraphDocument {
  const known = new Set(graph.nodes.map(({ id }) => id))
  const nodes = ids.filter((id) => !known.has(id))
  if (nodes.length === 0) return graph
  const boxes = editor.map()?.boxes()
  const places = new Map(
    nodes.flatMap((id) => {
      const box = boxes?.get(id)
      return box === undefined ? [] : [[id, { x: Math.round(box.x), y: Math.round(box.y) }] as const]
    }),
  )
  return adoptFound(graph, settleView(editor.live.topology.whole(), graph), { nodes }, places)
}
