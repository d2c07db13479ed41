import { showNote } from '../../../parts/Toast.tsx'
import { pickFinds } from '../../discovery/list-finds.ts'
import type { Find } from '../../discovery/list-finds.ts'
import { settleView } from '../../discovery/settle-view.ts'
import type { Editor } from '../editor.ts'
import { onlyNodeOf } from '../tray/found/find-rows.ts'
import { addFound, idsOf, ignore, nameFinds, rulesFor } from '../tray/found/found-actions.ts'
import type { EditAction } from './action.ts'

/** What of the selection was discovered and stands in no document. */
export function readFound({ session, ui, live }: Editor): readonly Find[] {
  const { nodes, edges } = ui.state().selection
  if (nodes.size + edges.size === 0) return []
  return pickFinds(settleView(live.topology.whole(), session.state().graph), nodes, edges)
}

const refuseWithout = (editor: Editor): string | undefined =>
  readFound(editor).length === 0 ? 'Select something that was discovered first.' : undefined

/** What can be done with what discovery draws. */
export const finding: readonly EditAction[] = [
  {
    id: 'found-add',
    label: () => 'Add to the drawing',
    icon: 'plus',
    refuse: refuseWithout,
    run(editor) {
      const finds = readFound(editor)
      void addFound(editor, idsOf(finds), nameFinds(finds))
    },
  },
  {
    id: 'found-same',
    label: () => 'Same as …',
    icon: 'link',
    refuse: (editor) =>
      onlyNodeOf(readFound(editor)) === undefined ? 'Select one node that was discovered first.' : undefined,
    run: (editor) => editor.ui.set({ aliasing: onlyNodeOf(readFound(editor)) }),
  },
  {
    id: 'found-ignore',
    label: () => 'Ignore',
    icon: 'minus',
    refuse: refuseWithout,
    run(editor) {
      const finds = readFound(editor)
      editor.ui.select({})
      ignore(editor, rulesFor(finds), nameFinds(finds))
    },
  },
]

/** Says why something that was discovered is not changed like a drawing, and what can be done instead. */
export function offerInstead(editor: Editor, wish: 'delete' | 'rename'): void {
  const finds = readFound(editor)
  const name = nameFinds(finds)
  if (finds.length === 0) return
  if (wish === 'delete') {
    showNote(`${name} is seen running, so it cannot be deleted. It can be left out here.`, {
      label: 'Ignore it',
      run: () => finding.find(({ id }) => id === 'found-ignore')?.run(editor),
    })
  } else {
    showNote(`${name} is not in the drawing, so it has the name that it is seen by.`, {
      label: 'Add it',
      run: () => void addFound(editor, idsOf(finds), name),
    })
  }
}
