import { useRef, useState, useSyncExternalStore } from 'react'
import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import type { NodeKind } from '@statusgraph/model'
import { KindShape } from '../../../map/index.ts'
import { Icon } from '../../../parts/Icon.tsx'
import type { IconName } from '../../../parts/Icon.tsx'
import { keysOf } from '../../../parts/shortcuts.ts'
import type { ShortcutId } from '../../../parts/shortcuts.ts'
import { addNode } from '../actions/add-node.ts'
import { findAction, runAction } from '../actions/actions.ts'
import { takeUp } from '../actions/adding.ts'
import { draftOf, kindOrder, kindShortcuts, withArticle } from '../actions/kinds.ts'
import type { Editor } from '../editor.ts'
import './rail.css'

/** What a dragged kind is to the browser; its data is a `NodeDraft` as JSON. */
const nodeDraftType = 'application/x-statusgraph-node'

/** Tools stand in two columns, so that all of them are seen on a laptop and nothing else of the page has to move. */
const columns = 2
const cardKinds = kindOrder.filter((kind) => kind !== 'group')

/**
 * The tools at the edge of the map: a toolbar of one Tab stop, gone through with the arrows, as the ARIA practices
 * write it. A kind is dragged out, or clicked and then put down with a click; a double click puts it down at once.
 */
export function ToolRail({ editor }: { readonly editor: Editor }): ReactNode {
  const { ui, session } = editor
  const { tool, dialog } = useSyncExternalStore(ui.subscribe, ui.state)
  useSyncExternalStore(session.subscribe, session.state)
  const root = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState('select')

  const step = (event: KeyboardEvent) => {
    const all = [...(root.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
    const at = all.findIndex((button) => button === document.activeElement)
    const isRow = getComputedStyle(event.currentTarget).flexDirection === 'row'
    const below = isRow ? 1 : columns
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + below, ArrowUp: at - below }
    const to = { ...steps, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined || event.altKey || event.shiftKey) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }
  /** After a press the keyboard belongs to the map again: Space, held to move the view, would press the tool once more. */
  const giveBack = (event: MouseEvent) => {
    const { activeElement } = document
    const isByPointer = event.detail > 0
    if (isByPointer && activeElement instanceof HTMLElement && root.current?.contains(activeElement) === true)
      activeElement.blur()
  }
  const common = { stop, onStop: setStop }
  const held = tool.kind === 'place' ? tool.draft.kind : undefined

  return (
    <div
      ref={root}
      className="rail"
      role="toolbar"
      aria-label="Tools"
      tabIndex={-1}
      onKeyDown={step}
      onClick={giveBack}
      data-map-control=""
    >
      <div className="rail-part">
        <Tool
          {...common}
          id="select"
          label="Select and move"
          icon="cursor"
          shortcut="select-tool"
          isPressed={tool.kind === 'select'}
          onPress={() => ui.set({ tool: { kind: 'select' } })}
        />
        <Tool
          {...common}
          id="hand"
          label="Hand: move the view"
          icon="hand"
          shortcut="hand-tool"
          isPressed={tool.kind === 'hand'}
          onPress={() => ui.set({ tool: { kind: tool.kind === 'hand' ? 'select' : 'hand' } })}
        />
        <Tool
          {...common}
          id="connect"
          label="Draw edges"
          icon="connect"
          shortcut="connect"
          isPressed={tool.kind === 'connect'}
          onPress={() => ui.set({ tool: tool.kind === 'connect' ? { kind: 'select' } : { kind: 'connect' } })}
        />
        <KindTool {...common} editor={editor} kind="group" isPressed={held === 'group'} />
      </div>
      <div className="rail-part">
        {cardKinds.map((kind) => (
          <KindTool key={kind} {...common} editor={editor} kind={kind} isPressed={held === kind} />
        ))}
      </div>
      <div className="rail-part">
        {(['undo', 'redo', 'layout', 'tray'] as const).map((id) => {
          const action = findAction(id)
          const refusal = action?.refuse(editor)
          return (
            action !== undefined && (
              <Tool
                key={id}
                {...common}
                id={id}
                label={action.label(editor)}
                icon={action.icon}
                shortcut={id}
                disabledBecause={refusal}
                {...(id === 'tray' ? { isPressed: dialog === 'tray' } : {})}
                onPress={() => runAction(editor, id)}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

interface StopProps {
  /** The tool that Tab leads to: the one that had the keyboard last. */
  readonly stop: string
  readonly onStop: (id: string) => void
}

interface ToolProps extends StopProps {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly shortcut: ShortcutId
  readonly isPressed?: boolean
  readonly disabledBecause?: string | undefined
  readonly onPress: () => void
}

function Tool({ id, label, icon, shortcut, isPressed, disabledBecause, onPress, stop, onStop }: ToolProps): ReactNode {
  return (
    <button
      type="button"
      className="rail-tool"
      aria-label={label}
      title={disabledBecause ?? `${label} (${keysOf(shortcut)})`}
      aria-pressed={isPressed}
      aria-disabled={disabledBecause !== undefined}
      tabIndex={stop === id ? 0 : -1}
      onFocus={() => onStop(id)}
      onClick={() => {
        if (disabledBecause === undefined) onPress()
      }}
    >
      <Icon name={icon} size={18} />
    </button>
  )
}

interface KindToolProps extends StopProps {
  readonly editor: Editor
  readonly kind: NodeKind
  readonly isPressed: boolean
}

/** A kind: into the hand by a click, onto the map by a drag, a double click or Enter. */
function KindTool({ editor, kind, isPressed, stop, onStop }: KindToolProps): ReactNode {
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(nodeDraftType, JSON.stringify(draftOf(kind)))
    event.dataTransfer.effectAllowed = 'copy'
  }
  const label = `Add ${withArticle(kind)}`
  return (
    <button
      type="button"
      className="rail-tool rail-kind"
      aria-label={label}
      title={`${kind} (${keysOf(kindShortcuts[kind])}): drag it onto the map, click and put it down, or double-click`}
      aria-pressed={isPressed}
      tabIndex={stop === kind ? 0 : -1}
      draggable
      onFocus={() => onStop(kind)}
      onDragStart={drag}
      onClick={(event) => {
        // A click without a pointer came from Enter or Space: whoever has no pointer puts it down with the same key.
        const isByKey = event.detail === 0
        if (isByKey || event.detail === 2) addNode(editor, draftOf(kind))
        else if (event.detail === 1) takeUp(editor, kind, event.shiftKey)
      }}
    >
      <KindShape kind={kind} widthPx={24} />
    </button>
  )
}
