import { useSyncExternalStore } from 'react'
import type { Announcer } from './announcer.ts'
import type { Editor } from './editor.ts'

interface EditorSurfaceProps {
  readonly editor: Editor
  readonly announcer: Announcer
}

/** Everything of the editor that lies over the map: rail, inspector, tray, dialogs. */
export function EditorSurface({ announcer }: EditorSurfaceProps) {
  const sentence = useSyncExternalStore(announcer.subscribe, announcer.sentence)
  return (
    <>
      <output className="visually-hidden" aria-live="polite">
        {sentence}
      </output>
    </>
  )
}
