import type { MapPlace, Point } from '../../../map/index.ts'
import type { Editor, Selection } from '../editor.ts'
import { boxesOf, readChosen } from './chosen.ts'
import { selectTarget } from './menu-items.ts'

/** A context menu that stands open. */
export interface OpenMenu {
  readonly editor: Editor
  readonly place: MapPlace
  /** CSS pixels of the window. */
  readonly at: Point
  /** What was selected until then. */
  readonly before: Selection
}

let open: OpenMenu | undefined
const listeners = new Set<() => void>()

/** Opens the menu for what lies at a place of the map. */
export function openContextMenu(editor: Editor, place: MapPlace, at: Point): void {
  const before = editor.ui.state().selection
  selectTarget(editor, place.target)
  show({ editor, place, at, before })
}

/** Opens the menu for what is selected, as the keyboard asks for it; without a selection, for the canvas. */
export function openMenuOfChosen(editor: Editor): void {
  const { nodes, edges } = readChosen(editor)
  const stage = document.querySelector('.map-stage')?.getBoundingClientRect()
  const [node] = nodes
  const [edge] = edges
  const box = node === undefined ? undefined : boxesOf(editor).get(node.id)
  const element = node === undefined ? null : document.querySelector(`[data-node-id="${CSS.escape(node.id)}"]`)
  const near = element?.getBoundingClientRect()
  const at =
    near === undefined
      ? { x: (stage?.left ?? 0) + (stage?.width ?? 0) / 2, y: (stage?.top ?? 0) + (stage?.height ?? 0) / 2 }
      : { x: near.left + Math.min(near.width, 24), y: near.bottom }
  const pointed = editor.map()?.placeAt(at.x, at.y)
  const target: MapPlace['target'] =
    node !== undefined
      ? node.kind === 'group'
        ? { kind: 'group', id: node.id, part: 'title' }
        : { kind: 'node', id: node.id }
      : edge === undefined
        ? { kind: 'canvas' }
        : { kind: 'edge', id: edge.id }
  const point = pointed?.point ?? { x: box?.x ?? 0, y: box?.y ?? 0 }
  show({
    editor,
    place: { point, screen: pointed?.screen ?? { x: 0, y: 0 }, target },
    at,
    before: editor.ui.state().selection,
  })
}

export function closeContextMenu(): void {
  show(undefined)
}

export function readOpenMenu(): OpenMenu | undefined {
  return open
}

export function subscribeToMenu(call: () => void): () => void {
  listeners.add(call)
  return () => listeners.delete(call)
}

function show(next: OpenMenu | undefined): void {
  open = next
  for (const call of listeners) call()
}
