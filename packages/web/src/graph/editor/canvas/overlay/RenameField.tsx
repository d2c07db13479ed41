import type { GraphDocument } from '@statusgraph/model'
import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { pointAlong } from '../../../../map/index.ts'
import type { Box, MapDrawing } from '../../../../map/index.ts'
import type { Editor } from '../../editor.ts'
import { addBeside } from '../drags/connect.ts'
import { isUnnamed, nameToEdit, rename } from '../rename.ts'
import type { Renaming } from '../rename.ts'

interface RenameFieldProps extends Renaming {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly drawing: MapDrawing
}

/** The name of a node or an edge, typed where it stands. Enter keeps it, Escape does not. */
export function RenameField(props: RenameFieldProps): ReactNode {
  const { graph, drawing, kind, id } = props
  const edited = nameToEdit(graph, { kind, id })
  const place = placeOf(graph, drawing, { kind, id })
  // Something that was just added is drawn a moment later; something that somebody else deleted is gone.
  return edited === undefined || place === undefined ? null : <Field {...props} {...edited} place={place} />
}

interface FieldProps extends RenameFieldProps {
  readonly name: string
  readonly label: string
  readonly place: FieldPlace
}

function Field({ editor, graph, drawing, kind, id, name, label, place }: FieldProps): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  const isOver = useRef(false)
  const isNew = kind === 'node' && isUnnamed(graph, id)
  // Once, when typing begins; later the view belongs to whoever moves it.
  const begin = useEffectEvent(() => {
    const box = drawing.boxes.get(id)
    if (box !== undefined) editor.map()?.revealBox(box)
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  })
  useLayoutEffect(() => begin(), [])

  const finish = (isKept: boolean): void => {
    // Taking the focus away ends it, too.
    if (isOver.current) return
    isOver.current = true
    if (isKept) rename(editor, { kind, id }, field.current?.value ?? '')
    editor.ui.set({ renaming: undefined })
  }
  const answer = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    // Nothing that is typed here is a shortcut, apart from the one that saves.
    if (!((event.ctrlKey || event.metaKey) && event.key === 's')) event.stopPropagation()
    const isNext = event.key === 'Tab' && isNew && !event.shiftKey
    if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'Tab') return
    event.preventDefault()
    finish(event.key !== 'Escape')
    const map = editor.map()
    if (isNext && map !== undefined) addBeside(editor, map, id, 'right')
    else if (kind === 'node') map?.focusNode(id)
  }
  return (
    <div className="canvas-rename" data-map-control="" data-shape={place.shape} style={place.style}>
      <input
        ref={field}
        aria-label={label}
        defaultValue={name}
        maxLength={400}
        spellCheck={false}
        autoComplete="off"
        onKeyDown={answer}
        onBlur={() => finish(true)}
      />
      {isNew && (
        <span className="canvas-rename-hint" aria-hidden="true">
          <kbd>Enter</kbd> keeps it, <kbd>Tab</kbd> adds the next
        </span>
      )}
    </div>
  )
}

interface FieldPlace {
  readonly shape: 'card' | 'middle' | 'title' | 'label'
  readonly style: CSSProperties
}

/** Where the mark ends and the name of a card begins. */
const cardLeadPx = 34

function placeOf(graph: GraphDocument, drawing: MapDrawing, { kind, id }: Renaming): FieldPlace | undefined {
  if (kind === 'edge') {
    const curve = drawing.routeOf(id)?.curve
    if (curve === undefined) return undefined
    const { x, y } = pointAlong(curve, 0.5)
    return { shape: 'label', style: { left: x, top: y } }
  }
  const node = graph.nodes.find((one) => one.id === id)
  const box: Box | undefined = drawing.boxes.get(id)
  if (node === undefined || box === undefined) return undefined
  if (node.kind === 'group' && node.collapsed !== true)
    return { shape: 'title', style: { left: box.x + 8, top: box.y + 4, width: Math.min(box.width - 16, 320) } }
  if (node.kind === 'hexagon' || node.kind === 'diamond')
    return { shape: 'middle', style: { left: box.x + 16, top: box.y + box.height / 2, width: box.width - 32 } }
  return { shape: 'card', style: { left: box.x + cardLeadPx, top: box.y + 14, width: box.width - cardLeadPx - 8 } }
}
