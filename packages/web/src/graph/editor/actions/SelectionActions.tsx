import { useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '../../../parts/Icon.tsx'
import { keysOf } from '../../../parts/shortcuts.ts'
import type { Editor } from '../editor.ts'
import { findAction, runAction } from './actions.ts'
import './selection-actions.css'

export type SelectionPart = 'align' | 'distribute' | 'size' | 'group' | 'edit'

interface SelectionActionsProps {
  readonly editor: Editor
  /** Which of them; all when left out. */
  readonly parts?: readonly SelectionPart[]
}

const parts: Readonly<Record<SelectionPart, { readonly label: string; readonly ids: readonly string[] }>> = {
  align: {
    label: 'Align',
    ids: ['align-left', 'align-centre', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
  },
  distribute: { label: 'Distribute', ids: ['distribute-across', 'distribute-down'] },
  size: { label: 'Same size', ids: ['same-width', 'same-height', 'same-both'] },
  group: { label: 'Group', ids: ['group', 'ungroup', 'collapse', 'move-into-group', 'take-out'] },
  edit: { label: 'Edit', ids: ['connect', 'duplicate', 'pin', 'delete'] },
}
const allParts: readonly SelectionPart[] = ['align', 'distribute', 'size', 'group', 'edit']

/** What can be done with several nodes at once, as rows of buttons: for the inspector. */
export function SelectionActions({ editor, parts: wanted = allParts }: SelectionActionsProps): ReactNode {
  useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  useSyncExternalStore(editor.session.subscribe, editor.session.state)
  return (
    <div className="selection-actions">
      {wanted.map((part) => (
        <fieldset key={part} className="selection-part">
          <legend>{parts[part].label}</legend>
          <div className="selection-buttons">
            {parts[part].ids.map((id) => (
              <ActionButton key={id} editor={editor} id={id} />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

/** One action of the table as a button with its sign; says in its tooltip why it cannot be done now. */
function ActionButton({ editor, id }: { readonly editor: Editor; readonly id: string }): ReactNode {
  const action = findAction(id)
  if (action === undefined) return null
  const label = action.label(editor)
  const refusal = action.refuse(editor)
  const keys = action.shortcut === undefined ? '' : ` (${keysOf(action.shortcut)})`
  return (
    <button
      type="button"
      className={action.isDanger === true ? 'icon-button action-button danger' : 'icon-button action-button'}
      aria-label={label}
      aria-disabled={refusal !== undefined}
      title={refusal ?? label + keys}
      onClick={() => {
        if (refusal === undefined) runAction(editor, id)
      }}
    >
      <Icon name={action.icon} />
    </button>
  )
}
