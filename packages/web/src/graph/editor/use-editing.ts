import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import type { GraphMapHandle } from '../../map/index.ts'
import { graphQuery } from '../../live/queries.ts'
import { announce } from '../../parts/announce.ts'
import { showNote } from '../../parts/Toast.tsx'
import type { OpenedEditor } from './open-editor.tsx'
import type { EditSession } from './session/session.ts'

interface EditingOptions {
  readonly loaded: RevisionedGraph
  readonly live: LiveGraph
  readonly map: RefObject<GraphMapHandle | null>
  /** What the map shows: the document with what was discovered, groups that are closed as one node. */
  readonly drawn: RefObject<GraphDocument | undefined>
  /** Whether the address asks for the editor. */
  readonly isWanted: boolean
  /** What was selected for viewing is selected for editing. */
  readonly selected: string | undefined
  readonly onRefused: () => void
}

export interface Editing {
  /** What is drawn: with the edits of this person, while there are any. */
  readonly graph: GraphDocument
  /** Undefined while nobody edits, and until the editor has come. */
  readonly opened: OpenedEditor | undefined
  readonly selection: ReadonlySet<string> | undefined
  /** Whether anything is selected, edges too: then the inspector lies over the right of the map. */
  readonly isSelecting: boolean
  readonly isTrayOpen: boolean
}

const nothing = (): (() => void) => () => undefined

/** Opens the editor when the address asks for it. It is loaded only then: whoever looks needs none of it. */
export function useEditing(options: EditingOptions): Editing {
  const { loaded, live, map, drawn, isWanted } = options
  const queries = useQueryClient()
  const [opened, setOpened] = useState<OpenedEditor>()
  const [left, setLeft] = useState<{ readonly session: EditSession; readonly isClosed: boolean }>()
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    if (!isWanted) return undefined
    let ours: OpenedEditor | undefined
    let isOver = false
    const open = async (): Promise<void> => {
      try {
        const { openEditor } = await import('./open-editor.tsx')
        if (isOver) return
        const { loaded, selected } = latest.current
        ours = openEditor({
          loaded,
          selected,
          live,
          map: () => map.current ?? undefined,
          drawn: () => drawn.current,
          // What one has saved oneself need not be fetched again.
          onSaved: (saved) => queries.setQueryData(graphQuery(saved.graph.id, saved.revision).queryKey, saved),
        })
        // First comes what was left unsaved: nobody shall see the graph without it, or edit that one.
        await ours.editor.session.ready
        if (!isOver) setOpened(ours)
      } catch {
        showNote('The editor could not be loaded. Try again when the server can be reached.')
        latest.current.onRefused()
      }
    }
    void open()
    return () => {
      isOver = true
      setOpened(undefined)
      if (ours === undefined) return
      const { close, editor } = ours
      announce('Editing is over.')
      setLeft({ session: editor.session, isClosed: false })
      void close().finally(() => setLeft({ session: editor.session, isClosed: true }))
    }
  }, [isWanted, live, map, drawn, queries])
  useEffect(() => opened?.editor.session.receive(loaded), [opened, loaded])

  // Whoever leaves the editor goes on seeing the work until it is saved and told, and not for a moment what was before.
  const isBehind = left !== undefined && (!left.isClosed || left.session.state().revision > loaded.revision)
  const session = opened?.editor.session ?? (isBehind ? left.session : undefined)
  const graph = useSyncExternalStore(session?.subscribe ?? nothing, () => session?.state().graph ?? loaded.graph)
  const selection = useSyncExternalStore(
    opened?.editor.ui.subscribe ?? nothing,
    () => opened?.editor.ui.state().selection.nodes,
  )
  const isSelecting = useSyncExternalStore(opened?.editor.ui.subscribe ?? nothing, () => {
    const chosen = opened?.editor.ui.state().selection
    return chosen !== undefined && chosen.nodes.size + chosen.edges.size > 0
  })
  const isTrayOpen = useSyncExternalStore(
    opened?.editor.ui.subscribe ?? nothing,
    () => opened?.editor.ui.state().dialog === 'tray',
  )
  return useMemo(
    () => ({ graph, opened, selection, isSelecting, isTrayOpen }),
    [graph, opened, selection, isSelecting, isTrayOpen],
  )
}
