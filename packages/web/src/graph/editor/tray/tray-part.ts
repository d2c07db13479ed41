import type { RefObject } from 'react'
import type { Editor } from '../editor.ts'

/** What each part of the tray is given. */
export interface TrayPartProps {
  readonly editor: Editor
  /** The field that the keyboard goes to when the tray opens. */
  readonly search: RefObject<HTMLInputElement | null>
  /** The buttons go away with what they were about: the keyboard stays in the tray. */
  readonly onKeepFocus: () => void
  readonly onClose: () => void
}
