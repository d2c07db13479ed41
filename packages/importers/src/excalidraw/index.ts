import { canComplete, completeDrawing } from '../complete-drawing.ts'
import type { DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { draftDrawing } from './draft-drawing.ts'
import { openCarrier } from './open-carrier.ts'
import { readElements } from './read-elements.ts'

/** The files of Excalidraw, notes of its Obsidian plugin, and its SVG and PNG with the scene inside. */
export const importer: Importer = {
  format: 'excalidraw',
  title: 'Excalidraw',
  extensions: ['.excalidraw', '.excalidraw.json', '.excalidraw.svg', '.excalidraw.png', '.excalidraw.md'],
  detect,
  read,
}

const asDrawn = 'drawn'
const completed = 'completed'

function detect(text: string): number {
  const head = text.slice(0, 4_096)
  if (/"type"\s*:\s*"excalidraw(?:\/clipboard)?"/.test(head)) return 1
  if (/<!-- payload-type:application\/vnd\.excalidraw\+json -->/.test(text)) return 1
  if (/^excalidraw-plugin:/m.test(head)) return 0.95
  // What its pictures hold is packed, and nothing else of it can be seen.
  if (/^\s*\{/.test(head) && /"encoding"\s*:\s*"bstring"/.test(head)) return 0.9
  return /"elements"\s*:\s*\[/.test(head) && /"(?:boundElements|versionNonce|strokeColor)"/.test(text) ? 0.7 : 0
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const opened = openCarrier(text)
  if (!opened.ok) return { ok: false, diagnostics: [{ kind: 'error', message: opened.message, ...opened.at }] }
  const found = readElements(opened.data)
  if (found === undefined) {
    const message = 'This is no Excalidraw drawing: a list "elements" was expected.'
    return { ok: false, diagnostics: [{ kind: 'error', message, line: 1 }] }
  }
  const drawing = draftDrawing(found.elements)
  const choices: readonly DraftChoice[] = canComplete(drawing)
    ? [
        { id: asDrawn, name: 'As it is drawn' },
        { id: completed, name: 'With what the drawing suggests' },
      ]
    : []
  const chosen = choice ?? choices[0]?.id
  if (chosen !== undefined && !choices.some(({ id }) => id === chosen)) {
    const message = `There is no "${chosen}" in this file.`
    return { ok: false, diagnostics: [{ kind: 'error', message, line: 1 }] }
  }
  const advice = choices.length === 0 ? '' : ' Choose "with what the drawing suggests" to join it to the nearest shape.'
  const loose: readonly ImportDiagnostic[] = drawing.looseEdges.map(() => ({
    kind: 'lost',
    message: `An arrow that is not attached to a shape at both ends was left out.${advice}`,
  }))
  const { nodes, edges, diagnostics } =
    chosen === completed ? completeDrawing(drawing) : { ...drawing, diagnostics: loose }
  const unreadable: readonly ImportDiagnostic[] =
    found.unreadable === 0
      ? []
      : [{ kind: 'lost', message: 'An element without an id or a type was left out.', count: found.unreadable }]
  return {
    ok: true,
    draft: { nodes, edges },
    choices,
    chosen,
    diagnostics: [...unreadable, ...drawing.diagnostics, ...diagnostics],
  }
}
