import type { Editor } from './editor.ts'
import { SaveBadge } from './session/SaveBadge.tsx'

/** In the bar while somebody edits: where the work is, and who else is at it. */
export function EditorBar({ editor }: { readonly editor: Editor }) {
  return <SaveBadge session={editor.session} />
}
