import type { NodeKind } from '@statusgraph/model'
import { boxAround, putNode } from '../canvas/put-node.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { always } from './action.ts'
import { addNode } from './add-node.ts'
import { draftOf, kindOrder, kindShortcuts, withArticle } from './kinds.ts'

/** Adds a node of a kind: where it was asked for, or with the next click or Enter. */
function addKind(kind: NodeKind): EditAction {
  return {
    id: kindShortcuts[kind],
    label: () => `Add ${withArticle(kind)}`,
    icon: 'plus',
    shortcut: kindShortcuts[kind],
    refuse: always,
    run(editor, place) {
      const map = editor.map()
      const draft = draftOf(kind)
      if (map === undefined) addNode(editor, draft)
      else if (place === undefined) takeUp(editor, kind, false)
      else putNode(editor, map, draft, { box: boxAround(draft, place.point), isSized: false })
    },
  }
}

/** Takes a kind into the hand; the next click on the canvas puts it down, and so does Enter. */
export function takeUp(editor: Editor, kind: NodeKind, isSticky: boolean): void {
  editor.ui.set({ tool: { kind: 'place', draft: draftOf(kind), isSticky } })
  editor.announce(`Add ${withArticle(kind)}: press Enter, or click where it should be. Escape gives up.`)
}

/** Puts down what is in the hand, beside what is selected; false when nothing is. */
export function putDown(editor: Editor): boolean {
  const { tool } = editor.ui.state()
  if (tool.kind !== 'place') return false
  addNode(editor, tool.draft)
  return true
}

export const adding: readonly EditAction[] = kindOrder.map(addKind)

const kindsById: ReadonlyMap<string, NodeKind> = new Map(kindOrder.map((kind) => [kindShortcuts[kind], kind]))

/** The kind that an action adds; undefined for actions that add none. */
export function kindOfAction(id: string): NodeKind | undefined {
  return kindsById.get(id)
}
