import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { BroughtFile } from '../../imports/brought-file.ts'
import type { GraphMapHandle } from '../../map/index.ts'
import type { MenuItem } from '../../parts/Menu.tsx'
import { showNote } from '../../parts/Toast.tsx'
import type { Editing } from '../editor/use-editing.ts'
import type { EditSession } from '../editor/session/session.ts'
import type { ShownInstead } from '../use-graph-tools.tsx'
import type { Edit, ImportTask } from './ImportSurface.tsx'

const ImportSurface = lazy(async () => ({ default: (await import('./ImportSurface.tsx')).ImportSurface }))
const DropAnywhere = lazy(async () => ({ default: (await import('../../imports/DropAnywhere.tsx')).DropAnywhere }))

interface ImportToolsOptions {
  readonly editing: Editing
  readonly isProvisioned: boolean
  /** Something else is open over the map, which may hold work: a file that is dropped now is not taken. */
  readonly isBusy: boolean
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
export function useImportTools({
  editing,
  isProvisioned,
  isBusy,
  map,
  onEdit,
  onShow,
}: ImportToolsOptions): ImportTools {
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
  const takeDropped = (file: BroughtFile): void => {
    if (task === undefined && !isBusy) setTask({ kind: 'dropped', file })
    else showNote('Close what is open beside the map first, then drop the file again.')
  }
  const item = (label: string, kind: 'bind' | 'insert' | 'update'): MenuItem => ({
    label,
    onChoose: () => setTask({ kind }),
    disabledBecause: readOnly,
  })
  return {
    menuItems: [
      ...(opened === undefined ? [] : [item('Import into this graph …', 'insert'), item('Bind to services …', 'bind')]),
      item('Update from a file …', 'update'),
    ],
    surface: (
      <Suspense fallback={null}>
        <DropAnywhere words="Drop the diagram: you are asked what to make of it" onBring={takeDropped} />
        {task !== undefined && (
          <ImportSurface
            key={task.kind}
            task={task}
            graph={graph}
            isProvisioned={isProvisioned}
            editor={opened?.editor}
            map={map}
            onEdit={(edit) => {
              if (session !== undefined) return editAndSay(session, edit)
              waiting.current = edit
              onEdit()
            }}
            onShow={onShow}
            onTask={setTask}
            onClose={close}
          />
        )}
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
