import type { ElementReference } from '@statusgraph/model'
import { useEffect, useSyncExternalStore } from 'react'
import { ConnectDialog } from './actions/ConnectDialog.tsx'
import { ContextMenu } from './actions/ContextMenu.tsx'
import { GroupDialog } from './actions/GroupDialog.tsx'
import { useEditorKeys } from './actions/use-editor-keys.ts'
import { Layouts } from './arrange/Layouts.tsx'
import type { Announcer } from './announcer.ts'
import type { Editor } from './editor.ts'
import { Inspector } from './inspector/Inspector.tsx'
import { ToolRail } from './rail/ToolRail.tsx'
import { AliasDialog } from './tray/found/AliasDialog.tsx'
import { Tray } from './tray/Tray.tsx'
import { SessionNotices } from './session/SessionNotices.tsx'

interface EditorSurfaceProps {
  readonly editor: Editor
  readonly announcer: Announcer
}

/** Everything of the editor that lies over the map: rail, inspector, tray, dialogs. */
export function EditorSurface({ editor, announcer }: EditorSurfaceProps) {
  useEditorKeys(editor)
  useEffect(() => announcer.say('Editing. Press ? for the keys.'), [announcer])
  const { dialog, aliasing } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  const sentence = useSyncExternalStore(announcer.subscribe, announcer.sentence)
  return (
    <>
      <ToolRail editor={editor} />
      <Inspector editor={editor} />
      <ContextMenu editor={editor} />
      <SessionNotices session={editor.session} onShow={(element) => showElement(editor, element)} />
      {dialog === 'connect' && <ConnectDialog editor={editor} />}
      <Layouts editor={editor} />
      {dialog === 'group' && <GroupDialog editor={editor} />}
      {dialog === 'tray' && <Tray editor={editor} />}
      {aliasing !== undefined && <AliasDialog editor={editor} id={aliasing} />}
      <output className="visually-hidden" aria-live="polite">
        {sentence}
      </output>
    </>
  )
}

/** Selects an element and brings it into sight. */
function showElement({ ui, map, session }: Editor, element: ElementReference): void {
  if (element.kind === 'graph') return
  ui.select(element.kind === 'node' ? { nodes: [element.id] } : { edges: [element.id] })
  const edge = element.kind === 'edge' && session.state().graph.edges.find(({ id }) => id === element.id)
  if (element.kind === 'node') map()?.centreOn(element.id)
  else if (edge) map()?.centreOn(edge.source)
}
