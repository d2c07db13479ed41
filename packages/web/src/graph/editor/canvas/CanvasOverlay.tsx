import { useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useDrawing } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import { canvasOf } from './canvas-state.ts'
import { Ghost } from './overlay/Ghost.tsx'
import { GuideLines } from './overlay/GuideLines.tsx'
import { Handles } from './overlay/Handles.tsx'
import { LinkLine } from './overlay/LinkLine.tsx'
import { RenameField } from './overlay/RenameField.tsx'
import { SelectedEdges } from './overlay/SelectedEdges.tsx'
import { SelectionOutline } from './overlay/SelectionOutline.tsx'
import './overlay/canvas.css'

/**
 * What the editor draws above the map, in canvas units: what is selected, what is in the hand, and the name that is
 * being typed. The map's own elements tell all of it to whoever listens.
 */
export function CanvasOverlay({ editor }: { readonly editor: Editor }): ReactNode {
  const canvas = canvasOf(editor)
  const hand = useSyncExternalStore(canvas.subscribe, canvas.state)
  const { selection, renaming, tool } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  const { graph } = useSyncExternalStore(editor.session.subscribe, editor.session.state)
  const drawing = useDrawing()
  const isHandEmpty =
    hand.shift === undefined && hand.sized === undefined && hand.link === undefined && hand.marquee === undefined
  const takerBox = hand.taker === undefined ? undefined : drawing.boxes.get(hand.taker)
  const hasHandles = isHandEmpty && tool.kind === 'select' && renaming === undefined
  return (
    <>
      <svg className="canvas-overlay" aria-hidden="true">
        {takerBox !== undefined && <rect className="canvas-taker" {...takerBox} rx={10} />}
        <SelectedEdges
          drawing={drawing}
          selected={selection.edges}
          pointed={hand.pointedEdge}
          isMoving={hand.shift !== undefined || hand.sized !== undefined || hand.link !== undefined}
        />
        <SelectionOutline boxes={drawing.boxes} selection={selection} shift={hand.shift} sized={hand.sized} />
        {hasHandles && <Handles graph={graph} drawing={drawing} selection={selection} pointed={hand.pointed} />}
        <GuideLines guides={hand.guides} />
        {hand.link !== undefined && <LinkLine drawing={drawing} link={hand.link} />}
        {hand.ghost !== undefined && <Ghost {...hand.ghost} />}
        {hand.marquee !== undefined && <rect className="canvas-marquee" {...hand.marquee} />}
      </svg>
      {renaming !== undefined && (
        <RenameField
          key={`${renaming.kind} ${renaming.id}`}
          editor={editor}
          graph={graph}
          drawing={drawing}
          {...renaming}
        />
      )}
    </>
  )
}
