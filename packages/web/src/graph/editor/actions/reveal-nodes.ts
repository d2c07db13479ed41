import { boundsOf } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'

/** Brings nodes into view, once the map has them. */
export function revealNodes(editor: Editor, ids: readonly string[]): void {
  requestAnimationFrame(() => {
    const map = editor.map()
    const boxes = map?.boxes()
    const around = boundsOf(ids.flatMap((id) => boxes?.get(id) ?? []))
    if (around !== undefined) map?.revealBox(around)
  })
}
