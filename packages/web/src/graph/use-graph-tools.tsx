import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { LiveGraph } from '../live/live-graph.ts'
import { sparklinesQuery } from '../live/queries.ts'
import type { GraphMapHandle } from '../map/index.ts'
import type { PictureOfMap } from '../map/vector/index.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { showNote } from '../parts/Toast.tsx'
import { useTheme } from '../theme/theme.ts'
import type { Editing } from './editor/use-editing.ts'
import { useImportTools } from './import/use-import-tools.tsx'
import { usePrintSheet } from './pictures/use-print-sheet.ts'

const GraphText = lazy(async () => ({ default: (await import('./text/GraphText.tsx')).GraphText }))
const PictureDialog = lazy(async () => ({ default: (await import('./pictures/PictureDialog.tsx')).PictureDialog }))
const ExportDialog = lazy(async () => ({ default: (await import('./export/ExportDialog.tsx')).ExportDialog }))
const GraphHistory = lazy(async () => ({ default: (await import('./history/GraphHistory.tsx')).GraphHistory }))

interface GraphToolsOptions {
  readonly loaded: RevisionedGraph
  /** It comes from a file on the server, and is not changed here. */
  readonly isProvisioned: boolean
  readonly editing: Editing
  readonly live: LiveGraph
  readonly map: RefObject<GraphMapHandle | null>
  /** The graph as it is drawn, groups that are closed as one node. */
  readonly drawn: RefObject<GraphDocument | undefined>
  readonly onEdit: () => void
}

/** What takes the place of the map's own graph for a while: an older revision, with what it changed. */
export interface ShownInstead {
  readonly graph: GraphDocument
  readonly overlay: ReactNode
}

export interface GraphTools {
  readonly menuItems: readonly MenuItem[]
  /** What is open over the map. */
  readonly surface: ReactNode
  readonly instead: ShownInstead | undefined
  readonly isOpen: boolean
  readonly close: () => void
  readonly makePicture: () => void
}

/** What can be done with a whole graph, whether it is edited or only looked at: its text, history, pictures, copies. */
export function useGraphTools({
  loaded,
  isProvisioned,
  editing,
  live,
  map,
  drawn,
  onEdit,
}: GraphToolsOptions): GraphTools {
  const queries = useQueryClient()
  const theme = useTheme()
  const [open, setOpen] = useState<'text' | 'history' | undefined>()
  const [picture, setPicture] = useState<PictureOfMap>()
  const [isExporting, setIsExporting] = useState(false)
  const [instead, setInstead] = useState<ShownInstead>()
  const { graph, opened } = editing

  const readPicture = (): PictureOfMap | undefined => {
    const handle = map.current
    const element = document.querySelector('.sg-map')
    if (handle === null || element === null) return undefined
    const { summary } = live.view()
    return {
      graph: drawn.current ?? graph,
      boxes: handle.boxes(),
      statuses: live.statuses,
      topology: live.topology,
      summary,
      sparklines: queries.getQueryData(sparklinesQuery(graph.id).queryKey),
      theme,
      element,
      atMs: Date.now(),
    }
  }
  usePrintSheet(readPicture)

  const imports = useImportTools({
    editing,
    isProvisioned,
    isBusy: open !== undefined,
    map,
    onEdit,
    onShow: setInstead,
  })
  const close = () => {
    setOpen(undefined)
    setInstead(undefined)
    imports.close()
  }
  const makePicture = () => {
    const made = readPicture()
    if (made === undefined) showNote('Pictures are made of the map: change from the list to the picture first.')
    else setPicture(made)
  }
  const copyToEdit = async (): Promise<void> => {
    const { copyGraph } = await import('./copy-graph.ts')
    await copyGraph({ ...loaded, graph }, queries)
  }
  const applyText = (change: (graph: GraphDocument) => GraphDocument) =>
    opened?.editor.session.edit('edit as YAML', change)

  return {
    menuItems: [
      ...(isProvisioned
        ? []
        : [{ label: opened === undefined ? 'Edit' : 'Stop editing', hint: 'e', onChoose: onEdit }]),
      { label: isProvisioned ? 'Copy to edit' : 'Duplicate', onChoose: () => void copyToEdit() },
      { label: opened === undefined ? 'Show as YAML' : 'Edit as YAML', onChoose: () => setOpen('text') },
      ...imports.menuItems,
      { label: 'History', onChoose: () => setOpen('history') },
      { label: 'Export …', onChoose: () => setIsExporting(true) },
      { label: 'Picture …', onChoose: makePicture },
      { label: 'Print', onChoose: () => globalThis.print() },
    ],
    surface: (
      <Suspense fallback={null}>
        {open === 'text' && (
          <GraphText
            graph={graph}
            onApply={opened === undefined ? undefined : applyText}
            onEdit={isProvisioned ? undefined : onEdit}
            onClose={close}
          />
        )}
        {open === 'history' && (
          <GraphHistory loaded={loaded} isReadOnly={isProvisioned} onShow={setInstead} onClose={close} map={map} />
        )}
        {imports.surface}
        {isExporting && <ExportDialog graph={graph} onClose={() => setIsExporting(false)} />}
        {picture !== undefined && <PictureDialog picture={picture} onClose={() => setPicture(undefined)} />}
      </Suspense>
    ),
    instead: open === 'history' || imports.isOpen ? instead : undefined,
    isOpen: open !== undefined || imports.isOpen,
    close,
    makePicture,
  }
}
