import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { GraphMapHandle } from '../../map/index.ts'
import type { MenuItem } from '../../parts/Menu.tsx'
import { showNote } from '../../parts/Toast.tsx'
import type { Editing } from '../editor/use-editing.ts'
import type { EditSession } from '../editor/session/session.ts'
import type { ShownInstead } from '../use-graph-tools.tsx'
import type { Edit, ImportTask } from './ImportSurface.tsx'

const ImportSurface = lazy(async () => ({ default: (await import('./ImportSurface.tsx')).ImportSurface }))

interface ImportToolsOptions {
  readonly editing: Editing
  readonly isProvisioned: boolean
  readonly map: RefObject<GraphMapHandle | null>
  readonly onEdit: () => void
  readonly onShow: (instead: ShownInstead | undefined) => void
}

export interface ImportTools {
  readonly menuItems: readonly MenuItem[]
  readonly surface: ReactNode
  readonly isOpen: boolean
  readonly close: () => void
}

/** What a file of another tool can do to a graph that is there. */
export function useImportTools({ editing, isProvisioned, map, onEdit, onShow }: ImportToolsOptions): ImportTools {
  const { graph, opened } = editing
  const [task, setTask] = useState<ImportTask>()
  const waiting = useRef<Edit>(undefined)
  const session = opened?.editor.session
  useEffect(() => {
    const edit = waiting.current
    if (session === undefined || edit === undefined) return
    waiting.current = undefined
    editAndSay(session, edit)
  }, [session])
  const close = (): void => {
    setTask(undefined)
    onShow(undefined)
  }
  const readOnly = isProvisioned
    ? 'It comes from a file on the server: change that one, or copy it to edit.'
    : undefined
  const item = (label: string, name: ImportTask): MenuItem => ({
    label,
    onChoose: () => setTask(name),
    disabledBecause: readOnly,
  })
  return {
    menuItems: [
      ...(opened === undefined ? [] : [item('Import into this graph …', 'insert'), item('Bind to services …', 'bind')]),
      item('Update from a file …', 'update'),
    ],
    surface: task !== undefined && (
      <Suspense fallback={null}>
        <ImportSurface
          task={task}
          graph={graph}
          editor={opened?.editor}
          map={map}
          onEdit={(edit) => {
            if (session !== undefined) return editAndSay(session, edit)
            waiting.current = edit
            onEdit()
          }}
          onShow={onShow}
          onClose={close}
        />
      </Suspense>
    ),
    isOpen: task !== undefined,
    close,
  }
}

/** One step, with a way back at hand. */
function editAndSay(session: EditSession, { label, change, said }: Edit): void {
  session.edit(label, change)
  showNote(said, { label: 'Undo', run: session.undo })
}
