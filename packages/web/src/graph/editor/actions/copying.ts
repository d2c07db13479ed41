import { copyText } from '../../../parts/clipboard.ts'
import { showNote } from '../../../parts/Toast.tsx'
import type { Point } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { missNodes, nameElements, readChosen } from './chosen.ts'
import { duplicate, writeChosen } from './clipboard.ts'
import { deleteChosen } from './editing.ts'
import { pastePlaceOf } from './paste-place.ts'

/** What was copied last in this tab, for browsers that let no button read their clipboard. */
let copiedHere: string | undefined

/** Copy, cut, paste and duplicate from menus and the palette. The keys go by the browser's own events. */
export const copying: readonly EditAction[] = [
  {
    id: 'copy',
    label: () => 'Copy',
    icon: 'copy',
    shortcut: 'copy',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run: (editor) => void copyChosen(editor),
  },
  {
    id: 'cut',
    label: () => 'Cut',
    icon: 'cut',
    shortcut: 'cut',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run: (editor) => void cutChosen(editor),
  },
  {
    id: 'paste',
    label: () => 'Paste',
    icon: 'paste',
    shortcut: 'paste',
    refuse: () => undefined,
    run: (editor, place) => void pasteFromMenu(editor, place?.point),
  },
  {
    id: 'duplicate',
    label: () => 'Duplicate',
    icon: 'duplicate',
    shortcut: 'duplicate',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run: duplicate,
  },
]

/** Remembers what a copy took, and says so. */
export function noteCopied(editor: Editor, text: string): void {
  copiedHere = text
  pastePlaceOf(editor).begin()
  editor.announce(`Copied ${nameElements(readChosen(editor).nodes)}.`)
}

async function copyChosen(editor: Editor): Promise<boolean> {
  const text = writeChosen(editor)
  if (text === undefined) return false
  noteCopied(editor, text)
  if (!(await copyText(text))) {
    showNote('Copied for this tab only: the browser keeps its clipboard closed here. Ctrl+C copies for everywhere.')
  }
  return true
}

async function cutChosen(editor: Editor): Promise<void> {
  if (await copyChosen(editor)) deleteChosen(editor, 'Cut', 'cut')
}

async function pasteFromMenu(editor: Editor, point: Point | undefined): Promise<void> {
  const text = (await readClipboard()) ?? copiedHere
  if (text === undefined) {
    showNote('The browser lets no menu read the clipboard here: press Ctrl+V.')
    return
  }
  await pastePlaceOf(editor).paste(text, point)
}

/** The text of the clipboard; undefined when the browser does not give it to a button. */
async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return undefined
  }
}
