import type { MapPlace } from '../../../map/index.ts'
import { showNote } from '../../../parts/Toast.tsx'
import type { ShortcutHandlers } from '../../../parts/use-shortcuts.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { adding } from './adding.ts'
import { arranging } from './arranging.ts'
import { connecting } from './connecting.ts'
import { copying } from './copying.ts'
import { editing } from './editing.ts'
import { finding } from './finding.ts'
import { grouping } from './grouping.ts'
import { selecting } from './selecting.ts'

/** Everything that can be done to a drawing without dragging. Keys, menus, rail, bar and palette all read this table. */
export const actions: readonly EditAction[] = [
  ...adding,
  ...connecting,
  ...editing,
  ...finding,
  ...copying,
  ...selecting,
  ...grouping,
  ...arranging,
]

const byId = new Map(actions.map((action) => [action.id, action]))

export function findAction(id: string): EditAction | undefined {
  return byId.get(id)
}

/** Does it, or says why it cannot be done now. */
export function runAction(editor: Editor, id: string, place?: MapPlace): void {
  const action = byId.get(id)
  const refusal = action?.refuse(editor, place)
  if (refusal === undefined) action?.run(editor, place)
  else showNote(refusal)
}

/** What the keys of the table do: each action answers to its own shortcut. */
export function keysOfActions(editor: Editor): ShortcutHandlers {
  return Object.fromEntries(
    actions.flatMap(({ id, shortcut }) => (shortcut === undefined ? [] : [[shortcut, () => runAction(editor, id)]])),
  )
}
