import type { GraphDocument } from '@statusgraph/model'
import { holdPlaces } from '../canvas/hold-places.ts'
import type { Editor } from '../editor.ts'
import type { EditOptions } from '../session/session.ts'
import { boxesOf } from './chosen.ts'

/** One step that moves nothing but what it is about: what an automatic layout has placed stays where it is drawn. */
export function editInPlace(
  editor: Editor,
  label: string,
  change: (graph: GraphDocument) => GraphDocument,
  options?: EditOptions,
): void {
  const boxes = boxesOf(editor)
  editor.session.edit(
    label,
    (graph) => {
      const held = holdPlaces(graph, boxes)
      const changed = change(held)
      return changed === held ? graph : changed
    },
    options,
  )
}
