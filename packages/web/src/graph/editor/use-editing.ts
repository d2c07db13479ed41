import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import type { GraphMapHandle } from '../../map/index.ts'
import { showNote } from '../../parts/Toast.tsx'
import type { OpenedEditor } from './open-editor.tsx'

interface EditingOptions {
  readonly loaded: RevisionedGraph
  readonly live: LiveGraph
  readonly map: RefObject<GraphMapHandle | null>
  /** Whether the address asks for the editor. */
  readonly isWanted: boolean
  /** What was selected for viewing is selected for editing. */
  readonly selected: string | undefined
}

export interface Editing {
  /** What is drawn: with the edits of this person, while there are any. */
  readonly graph: GraphDocument
  /** Undefined while nobody edits, and until the editor has come. */
  readonly opened: OpenedEditor | undefined
  readonly selection: ReadonlySet<string> | undefined
}

const nothing = (): (() => void) => () => undefined

/** Opens the editor when the address asks for it. It is loaded only then: whoever looks needs none of it. */
export function useEditing({ loaded, live, map, isWanted, selected }: EditingOptions): Editing {
  const [opened, setOpened] = useState<OpenedEditor>()
  const latest = useRef({ loaded, selected })
  useLayoutEffect(() => {
    latest.current = { loaded, selected }
  })
  useEffect(() => {
    if (!isWanted) return undefined
    let ours: OpenedEditor | undefined
    let isOver = false
    import('./open-editor.tsx').then(
      ({ openEditor }) => {
        if (isOver) return
        ours = openEditor({ ...latest.current, live, map: () => map.current ?? undefined })
        setOpened(ours)
      },
      () => showNote('The editor could not be loaded: the server cannot be reached. Try again when it is back.'),
    )
    return () => {
      isOver = true
      ours?.close()
      setOpened(undefined)
    }
  }, [isWanted, live, map])
  useEffect(() => opened?.editor.session.receive(loaded), [opened, loaded])

  const graph = useSyncExternalStore(
    opened?.editor.session.subscribe ?? nothing,
    () => opened?.editor.session.state().graph ?? loaded.graph,
  )
  const selection = useSyncExternalStore(
    opened?.editor.ui.subscribe ?? nothing,
    () => opened?.editor.ui.state().selection.nodes,
  )
  return useMemo(() => ({ graph, opened, selection }), [graph, opened, selection])
}
