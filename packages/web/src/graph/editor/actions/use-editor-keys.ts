import { useMemo } from 'react'
import type { PressedKey } from '../../../parts/shortcuts.ts'
import { useOffers } from '../../../parts/offers.ts'
import { useShortcuts } from '../../../parts/use-shortcuts.ts'
import type { ShortcutHandlers } from '../../../parts/use-shortcuts.ts'
import type { Editor } from '../editor.ts'
import { actions, keysOfActions, runAction } from './actions.ts'
import { putDown } from './adding.ts'
import { nudge } from './arranging.ts'
import { boxesOf, readChosen } from './chosen.ts'
import { directionOf, findBeside } from './find-beside.ts'
import type { Direction } from './find-beside.ts'
import { closeContextMenu, openMenuOfChosen, readOpenMenu } from './open-context-menu.ts'
import { useClipboardEvents } from './use-clipboard-events.ts'

const nudgePx = 1
const pushPx = 10
/** How far an arrow moves the view while nothing is selected. */
const panStepPx = 80

/** Answers the keys of the editor, offers its actions to the palette, and copies and pastes by the browser's events. */
export function useEditorKeys(editor: Editor): void {
  const handlers = useMemo(() => handlersOf(editor), [editor])
  useShortcuts(handlers)
  useClipboardEvents(editor)
  useOffers(() =>
    actions
      .filter((action) => action.shortcut === undefined && action.refuse(editor) === undefined)
      .map((action) => ({
        id: action.id,
        label: action.label(editor),
        run: () => runAction(editor, action.id),
      })),
  )
}

function handlersOf(editor: Editor): ShortcutHandlers {
  const { ui } = editor
  return {
    ...keysOfActions(editor),
    'select-tool': () => ui.set({ tool: { kind: 'select' } }),
    'hand-tool': () => ui.set({ tool: { kind: ui.state().tool.kind === 'hand' ? 'select' : 'hand' } }),
    rename: (pressed) => answerEnter(editor, pressed),
    nudge: (pressed) => move(editor, pressed, nudgePx),
    push: (pressed) => move(editor, pressed, pushPx),
    'go-beside': (pressed) => goBeside(editor, pressed),
    menu: () => openMenuOfChosen(editor),
    close: () => stepBack(editor),
  }
}

/** Enter puts down what is in the hand; else it renames, but on a node that is not selected it selects as ever. */
function answerEnter(editor: Editor, pressed: PressedKey | undefined): boolean {
  if (pressed?.key === 'Enter') {
    if (putDown(editor)) return true
    const focused = document.activeElement?.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId']
    const { nodes, edges } = readChosen(editor)
    const isOne = nodes.length + edges.length === 1
    if (!isOne || (focused !== undefined && nodes[0]?.id !== focused)) return false
  }
  runAction(editor, 'rename')
  return true
}

function move(editor: Editor, pressed: PressedKey | undefined, stepPx: number): boolean {
  const direction = pressed === undefined ? undefined : directionOf(pressed.key)
  if (direction === undefined) return false
  if (nudge(editor, { x: direction.x * stepPx, y: direction.y * stepPx })) return true
  editor.map()?.panBy(-direction.x * panStepPx, -direction.y * panStepPx)
  return editor.map() !== undefined
}

function goBeside(editor: Editor, pressed: PressedKey | undefined): boolean {
  const direction = pressed === undefined ? undefined : directionOf(pressed.key)
  const focused = document.activeElement?.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId']
  const from = [...editor.ui.state().selection.nodes].at(-1) ?? focused
  if (direction === undefined || from === undefined) return false
  selectBeside(editor, from, direction)
  return true
}

function selectBeside(editor: Editor, from: string, direction: Direction): void {
  const next = findBeside(editor.drawn(), boxesOf(editor), from, direction)
  if (next === undefined) {
    editor.announce('There is nothing on that side.')
    return
  }
  editor.ui.select({ nodes: [next] })
  editor.map()?.focusNode(next)
}

/** One step back: the menu, the dialog, the tool, then the selection, then out of the editor, which is for whoever listens behind. */
function stepBack(editor: Editor): boolean {
  const { tool, selection, dialog } = editor.ui.state()
  if (readOpenMenu() !== undefined) closeContextMenu()
  else if (dialog !== undefined) editor.ui.set({ dialog: undefined })
  else if (tool.kind !== 'select') editor.ui.set({ tool: { kind: 'select' } })
  else if (selection.nodes.size + selection.edges.size > 0) editor.ui.select({})
  else return false
  return true
}
