import type { IconName } from '../../../parts/Icon.tsx'
import type { ShortcutId } from '../../../parts/shortcuts.ts'
import type { MapPlace } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'

/** Something that a person can do to the drawing without dragging: by key, menu, button or palette. */
export interface EditAction {
  readonly id: string
  /** What it does now: `Collapse` becomes `Expand`. */
  readonly label: (editor: Editor, place?: MapPlace) => string
  readonly icon: IconName
  readonly shortcut?: ShortcutId
  /** Why it cannot be done now, in words; undefined: it can. */
  readonly refuse: (editor: Editor, place?: MapPlace) => string | undefined
  /** @param place where it was asked for, if it was asked for on the map */
  readonly run: (editor: Editor, place?: MapPlace) => void
  readonly isDanger?: true
}

/** Something that can always be done. */
export const always = (): undefined => undefined
