import { pasteFragment } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { TakenDiagram } from '../../imports/imported.ts'
import { boundsOf, placeDrawn } from '../../map/index.ts'
import type { Box } from '../../map/index.ts'
import { showNote } from '../../parts/Toast.tsx'
import { holdPlaces } from '../editor/canvas/hold-places.ts'
import type { Editor } from '../editor/editor.ts'

/** Between what is there and what is inserted. */
const gapPx = 96

/** Puts a diagram beside what is drawn, in one step, with new ids, and selects it. */
export async function insertDiagram(editor: Editor, { graph: diagram }: TakenDiagram): Promise<void> {
  const { layOutUnplaced } = await import('../../map/geometry/lay-out.ts')
  const placed = holdPlaces(diagram, placeDrawn(diagram, layOutUnplaced).boxes)
  const map = editor.map()
  let inserted: readonly string[] = []
  editor.session.edit('import', (graph) => {
    // What stands where an automatic layout put it would else be laid out anew around the new ones.
    const held = map === undefined ? graph : holdPlaces(graph, map.boxes())
    const fragment = {
      statusgraph: 'fragment',
      version: 1,
      graph: diagram.id,
      nodes: placed.nodes,
      edges: placed.edges,
      looseEdges: [],
    } as const
    const pasted = pasteFragment(held, fragment, { ...findShift(boxesOf(held), boxesOf(placed)), newId: editor.newId })
    inserted = pasted.nodes
    return inserted.length === 0 ? graph : pasted.graph
  })
  if (inserted.length === 0) {
    showNote('Not inserted: the graph would have more elements than a graph may have.')
    return
  }
  editor.ui.select({ nodes: inserted })
  showNote(`Inserted ${inserted.length.toLocaleString('en')} ${inserted.length === 1 ? 'node' : 'nodes'}.`, {
    label: 'Undo',
    run: editor.session.undo,
  })
  requestAnimationFrame(() => editor.map()?.fit())
}

function boxesOf(graph: GraphDocument): readonly Box[] {
  return [...placeDrawn(graph, () => new Map()).boxes.values()]
}

/** To the right of what is there, at its top. */
function findShift(there: readonly Box[], coming: readonly Box[]): { readonly dx: number; readonly dy: number } {
  const [old, fresh] = [boundsOf(there), boundsOf(coming)]
  if (old === undefined || fresh === undefined) return { dx: 0, dy: 0 }
  return { dx: Math.round(old.x + old.width + gapPx - fresh.x), dy: Math.round(old.y - fresh.y) }
}
