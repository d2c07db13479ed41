import { applyUpdate } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useCallback, useMemo, useState } from 'react'
import type { RefObject } from 'react'
import type { ChangedGraph } from '../../changes/changed-graph.ts'
import { ChangeOverlay } from '../../changes/ChangeOverlay.tsx'
import type { BroughtFile } from '../../imports/brought-file.ts'
import { DroppedFile } from '../../imports/DroppedFile.tsx'
import type { DropUse } from '../../imports/DroppedFile.tsx'
import { ImportDialog } from '../../imports/ImportDialog.tsx'
import { ImportGraph } from '../../imports/ImportGraph.tsx'
import type { TakenDiagram } from '../../imports/imported.ts'
import { UpdatePanel } from '../../imports/update/UpdatePanel.tsx'
import type { Box, GraphMapHandle, Point } from '../../map/index.ts'
import { holdPlaces } from '../editor/canvas/hold-places.ts'
import type { Editor } from '../editor/editor.ts'
import type { ShownInstead } from '../use-graph-tools.tsx'
import { BindDialog } from './BindDialog.tsx'
import { insertDiagram } from './insert-diagram.ts'
import { placeNewcomers } from './place-newcomers.ts'

export type ImportTask =
  | { readonly kind: 'bind' }
  /** The file was dropped already, or is asked for. */
  | { readonly kind: 'update' | 'insert' | 'new'; readonly file?: BroughtFile | undefined }
  /** What shall become of it is still to be asked. */
  | { readonly kind: 'dropped'; readonly file: BroughtFile }

/** One step of the editor, and how it is told when it is done. */
export interface Edit {
  readonly label: string
  readonly change: (graph: GraphDocument) => GraphDocument
  readonly said: string
}

interface ImportSurfaceProps {
  readonly task: ImportTask
  readonly graph: GraphDocument
  /** It comes from a file on the server, and is not changed here. */
  readonly isProvisioned: boolean
  /** Undefined while nobody edits; then only an update can be looked at. */
  readonly editor: Editor | undefined
  readonly map: RefObject<GraphMapHandle | null>
  /** Edits the graph in one step, and opens the editor for it where it is not open. */
  readonly onEdit: (edit: Edit) => void
  readonly onShow: (instead: ShownInstead | undefined) => void
  readonly onTask: (task: ImportTask) => void
  readonly onClose: () => void
}

/** Bringing a diagram to a graph that is there: into it, over it, or its nodes to their services. */
export function ImportSurface(props: ImportSurfaceProps) {
  const { task, graph, isProvisioned, editor, onEdit, onTask, onClose } = props
  switch (task.kind) {
    case 'dropped':
      return (
        <DroppedFile
          file={task.file}
          uses={listUses(props)}
          because={isProvisioned ? 'This graph comes from a file on the server, and is changed there.' : undefined}
          onChoose={(kind) => onTask({ kind, file: task.file })}
          onClose={onClose}
        />
      )
    case 'new':
      return <ImportGraph file={task.file} onClose={onClose} />
    case 'bind':
      return (
        <BindDialog
          graph={graph}
          onBind={(change) => onEdit({ label: 'bind to services', change, said: 'Bound to services.' })}
          onClose={onClose}
        />
      )
    case 'insert':
      return (
        <ImportDialog
          title="Import into this graph"
          hint="It is read and shown first; nothing is inserted before you say so. It comes beside what is drawn, in one step that can be undone."
          file={task.file}
          takeLabel="Insert"
          isBound
          onTake={async (taken) => {
            if (editor === undefined) return 'Not inserted: the graph is no longer open for editing.'
            await insertDiagram(editor, taken)
            onClose()
            return undefined
          }}
          onClose={onClose}
        />
      )
    case 'update':
      return <Update {...props} file={task.file} />
  }
}

/** What is most likely meant comes first: a graph that was made of a diagram is most likely brought a newer one. */
function listUses({ graph, isProvisioned, editor }: ImportSurfaceProps): readonly DropUse[] {
  if (isProvisioned) return ['new']
  const insert = editor === undefined ? [] : (['insert'] as const)
  return graph.imported === undefined ? ['new', 'update', ...insert] : ['update', ...insert, 'new']
}

interface UpdateProps extends Pick<ImportSurfaceProps, 'graph' | 'map' | 'onEdit' | 'onShow' | 'onClose'> {
  readonly file: BroughtFile | undefined
}

/** A newer file, and where its new nodes would go. */
interface Newer {
  readonly taken: TakenDiagram
  readonly places: ReadonlyMap<string, Point>
}

function Update({ file, graph, map, onEdit, onShow, onClose }: UpdateProps) {
  const [newer, setNewer] = useState<Newer>()
  // Where everything stood before the first preview: an automatic layout must not move what people look at.
  const [boxes] = useState(() => map.current?.boxes() ?? new Map<string, Box>())
  const held = useMemo(() => holdPlaces(graph, boxes), [graph, boxes])
  const show = useCallback(
    (changed: ChangedGraph | undefined) =>
      onShow(changed && { graph: changed.graph, overlay: <ChangeOverlay changed={changed} map={map} /> }),
    [map, onShow],
  )
  const compare = async (taken: TakenDiagram): Promise<undefined> => {
    setNewer({ taken, places: await placeNewcomers(held, taken, boxes) })
  }
  if (newer === undefined) {
    return (
      <ImportDialog
        title="Update from a file"
        hint="A newer version of the file that this graph was made from. What it changes is shown first, to be accepted one by one or all at once; positions, bindings and what people edited stay."
        file={file}
        takeLabel="Compare with the graph"
        onTake={compare}
        onClose={onClose}
      />
    )
  }
  const { taken, places } = newer
  return (
    <UpdatePanel
      graph={held}
      taken={taken}
      places={places}
      onShow={show}
      onGoTo={(node) => map.current?.centreOn(node)}
      onApply={(accepted) => {
        onClose()
        const name = taken.record.name ?? 'a file'
        onEdit({
          label: `update from ${name}`,
          change: (now) => applyUpdate(holdPlaces(now, boxes), taken.graph, accepted, { record: taken.record, places }),
          said: `Updated from ${name}.`,
        })
      }}
      onClose={onClose}
    />
  )
}
