import { useShortcuts } from '../../parts/use-shortcuts.ts'
import type { Editor } from './editor.ts'
import { OtherEditors } from './session/presence/OtherEditors.tsx'
import { SaveBadge } from './session/SaveBadge.tsx'
import { saySaving } from './session/say-saving.ts'

/** In the bar while somebody edits: where the work is, and who else is at it. */
export function EditorBar({ editor }: { readonly editor: Editor }) {
  const { session, announce } = editor
  const save = async (): Promise<void> => {
    await session.saveNow()
    const { saving, keeping, conflicts } = session.state()
    announce(saySaving(saving, keeping, conflicts.length).words)
  }
  useShortcuts({ save: () => void save() })
  return (
    <>
      <OtherEditors session={session} />
      <SaveBadge session={session} />
    </>
  )
}
