import { applyUpdate } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { ChangedGraph } from '../../changes/changed-graph.ts'
import { ChangeOverlay } from '../../changes/ChangeOverlay.tsx'
import { ImportDialog } from '../../imports/ImportDialog.tsx'
import type { TakenDiagram } from '../../imports/imported.ts'
import { UpdatePanel } from '../../imports/update/UpdatePanel.tsx'
import type { Box, GraphMapHandle, Point } from '../../map/index.ts'
import { holdPlaces } from '../editor/canvas/hold-places.ts'
import type { Editor } from '../editor/editor.ts'
import type { ShownInstead } from '../use-graph-tools.tsx'
import { BindDialog } from './BindDialog.tsx'
import { insertDiagram } from './insert-diagram.ts'
import { placeAdded } from './place-added.ts'

export type ImportTask = 'update' | 'insert' | 'bind'

interface ImportSurfaceProps {
  readonly task: ImportTask
  readonly graph: GraphDocument
  /** Undefined while nobody edits; then only an update can be looked at. */
  readonly editor: Editor | undefined
  readonly map: RefObject<GraphMapHandle | null>
  /** Edits the graph in one step, and opens the editor for it where it is not open. */
  readonly onEdit: (label: string, change: (graph: GraphDocument) => GraphDocument) => void
  readonly onShow: (instead: ShownInstead | undefined) => void
  readonly onClose: () => void
}

/** Bringing a diagram to a graph that is there: into it, over it, or its nodes to their services. */
export function ImportSurface({ task, graph, editor, map, onEdit, onShow, onClose }: ImportSurfaceProps) {
  switch (task) {
    case 'bind':
      return <BindDialog graph={graph} onBind={(change) => onEdit('bind to services', change)} onClose={onClose} />
    case 'insert':
      return (
        <ImportDialog
          title="Import into this graph"
          hint="It is read and shown first; nothing is inserted before you say so. It comes beside what is drawn, in one step that can be undone."
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
      return <Update graph={graph} map={map} onEdit={onEdit} onShow={onShow} onClose={onClose} />
  }
}

type UpdateProps = Omit<ImportSurfaceProps, 'task' | 'editor'>

/** A newer file, and where its new nodes would go. */
interface Newer {
  readonly taken: TakenDiagram
  readonly places: ReadonlyMap<string, Point>
}

function Update({ graph, map, onEdit, onShow, onClose }: UpdateProps) {
  const [newer, setNewer] = useState<Newer>()
  // Where everything stood before the first preview: an automatic layout must not move what people look at.
  const [boxes] = useState(() => map.current?.boxes() ?? new Map<string, Box>())
  const held = useMemo(() => holdPlaces(graph, boxes), [graph, boxes])
  const closing = useRef<AbortController>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    closing.current = controller
    return () => controller.abort()
  }, [])
  const show = useCallback(
    (changed: ChangedGraph | undefined) =>
      onShow(changed && { graph: changed.graph, overlay: <ChangeOverlay changed={changed} map={map} /> }),
    [map, onShow],
  )
  const compare = async (taken: TakenDiagram): Promise<undefined> => {
    const signal = closing.current?.signal ?? AbortSignal.abort()
    try {
      setNewer({ taken, places: await placeAdded(held, taken, signal) })
    } catch {
      // Without a layout the new nodes stand below the others.
      if (!signal.aborted) setNewer({ taken, places: new Map() })
    }
    return undefined
  }
  if (newer === undefined) {
    return (
      <ImportDialog
        title="Update from a file"
        hint="A newer version of the file that this graph was made from. What it changes is shown first, to be accepted one by one or all at once; positions, bindings and what people edited stay."
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
        onEdit(`update from ${taken.record.name ?? 'a file'}`, (now) =>
          applyUpdate(holdPlaces(now, boxes), taken.graph, accepted, { record: taken.record, places }),
        )
      }}
      onClose={onClose}
    />
  )
}
