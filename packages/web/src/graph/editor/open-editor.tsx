import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import type { ReactNode } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import type { GraphMapHandle, MapTool } from '../../map/index.ts'
import { createAnnouncer } from './announcer.ts'
import { createCanvasTool } from './canvas/canvas-tool.ts'
import { CanvasOverlay } from './canvas/CanvasOverlay.tsx'
import { EditorBar } from './EditorBar.tsx'
import { EditorSurface } from './EditorSurface.tsx'
import type { Editor } from './editor.ts'
import { openEditSession } from './session/open-edit-session.ts'
import { createUiStore } from './ui-store.ts'

interface EditorOptions {
  readonly loaded: RevisionedGraph
  readonly selected: string | undefined
  readonly live: LiveGraph
  readonly map: () => GraphMapHandle | undefined
  /** What the map shows; undefined while it shows nothing. */
  readonly drawn: () => GraphDocument | undefined
  /** The server has taken the work, as this revision. */
  readonly onSaved: (saved: RevisionedGraph) => void
}

/** An editor at work, and its parts for the places of the page where they belong. */
export interface OpenedEditor {
  readonly editor: Editor
  readonly tool: MapTool
  /** Drawn on the map, in canvas units. */
  readonly overlay: ReactNode
  /** Rail, inspector, tray and dialogs, over the map. */
  readonly surface: ReactNode
  /** In the bar: where the work is, who else edits. */
  readonly bar: ReactNode
  /** Saves what is not saved; fulfilled when that is done, or cannot be. */
  readonly close: () => Promise<void>
}

/** Opens the editor of a graph. */
export function openEditor({ loaded, selected, live, map, drawn, onSaved }: EditorOptions): OpenedEditor {
  const session = openEditSession({ loaded, live, onSaved })
  const ui = createUiStore()
  if (selected !== undefined) ui.select({ nodes: [selected] })
  const announcer = createAnnouncer()
  const editor: Editor = {
    graphId: loaded.graph.id,
    session,
    ui,
    map,
    drawn: () => drawn() ?? session.state().graph,
    live,
    newId: makeId,
    announce: announcer.say,
  }
  return {
    editor,
    tool: createCanvasTool(editor),
    overlay: <CanvasOverlay editor={editor} />,
    surface: <EditorSurface editor={editor} announcer={announcer} />,
    bar: <EditorBar editor={editor} />,
    close: session.close,
  }
}

const idSigns = 'abcdefghijkmnpqrstuvwxyz23456789'
const longestStem = 48

/** Random, because two people who add the same thing at once must not come to the same id. */
function makeId(stem: string): string {
  const readable = stem
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, longestStem)
  const random = Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => idSigns[byte % idSigns.length]).join(
    '',
  )
  return readable === '' ? random : `${readable}-${random}`
}
