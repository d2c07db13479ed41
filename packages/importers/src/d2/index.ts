import type { ReadResult } from '../draft.ts'
import { exportMark } from '../export-mark.ts'
import { placeFinder } from '../find-place.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { readBoards } from './boards.ts'
import { draftBoard } from './draft-board.ts'
import { importLost } from './evaluate.ts'
import { parseD2 } from './parse-d2.ts'
import { drawBoard } from './shapes.ts'
import type { SyntaxFault } from './syntax.ts'
import { hasShapes } from './tree.ts'

/** Diagrams of D2. */
export const importer: Importer = { format: 'd2', title: 'D2', extensions: ['.d2'], detect, read }

function detect(text: string): number {
  const head = text.slice(0, 16_384)
  if (/^\s*(?:[{<[@]|digraph\b|graph\b|flowchart\b|strict\b|workspace\b|---)/.test(head) || head.includes('@startuml'))
    return 0
  let sureness = 0
  if (
    /^[ \t]*(?:\S[^\n:;{}]*\.)?shape[ \t]*:[ \t]*(?:cylinder|person|cloud|queue|sql_table|diamond|circle|oval|page|package|step|image|text|class|hexagon|rectangle|square|c4-person|sequence_diagram)\b/m.test(
      head,
    )
  )
    sureness += 0.5
  if (/^[^\n#"'{}:]+[ \t]*(?:->|<-|<->|--)[ \t]*[^\n#:;{}|-]+(?::|\{|;|\r?$)/m.test(head)) sureness += 0.3
  if (
    /^[ \t]*(?:direction[ \t]*:[ \t]*(?:right|left|up|down)|vars[ \t]*:[ \t]*\{|classes[ \t]*:[ \t]*\{|(?:layers|scenarios|steps)[ \t]*:[ \t]*\{)/m.test(
      head,
    )
  )
    sureness += 0.3
  if (/\bstyle\.[a-z-]+[ \t]*:|:[ \t]*\|md\b/.test(head)) sureness += 0.3
  return Math.min(sureness, 0.9)
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const placeOf = placeFinder(text)
  const refuse = (faults: readonly SyntaxFault[]): ReadResult => ({
    ok: false,
    diagnostics: faults.map(({ message, offset }) => ({ kind: 'error', message, ...placeOf(offset) })),
  })
  const { map, faults } = parseD2(text)
  // D2 itself draws nothing of a file with a fault.
  if (faults.length > 0) return refuse(faults)
  const { boards, isCapital, ...read } = readBoards(map)
  if (read.faults.length > 0) return refuse(read.faults)
  const wanted = boards.find(({ id }) => id === (choice ?? 'root'))
  if (wanted === undefined) {
    const known = boards.map(({ id }) => id).join(', ')
    return refuse([{ message: `There is no board "${choice ?? ''}" in this file. There are: ${known}.`, offset: 0 }])
  }
  // A file of layers alone has nothing on its first board.
  const isEmpty = choice === undefined && !hasShapes(wanted.tree)
  const board = isEmpty ? (boards.find(({ tree }) => hasShapes(tree)) ?? wanted) : wanted
  const drawing = drawBoard(board)
  if (drawing.root.children.size === 0) {
    const isElsewhere = read.diagnostics.some(({ message }) => message === importLost)
    const message = isElsewhere
      ? 'There is nothing in this file but what it takes from other files, which are not at hand.'
      : 'There is nothing in this file: at least one shape was expected.'
    return refuse([{ message, offset: 0 }])
  }
  const { draft, diagnostics } = draftBoard(drawing, isCapital, placeOf)
  const choices = boards.length === 1 ? [] : boards.map(({ id, name }) => ({ id, name }))
  return {
    ok: true,
    draft: { ...draft, name: board.id === 'root' ? (exportedName(text) ?? draft.name) : board.name },
    choices,
    chosen: choices.length === 0 ? undefined : board.id,
    diagnostics: [...read.diagnostics.map(({ offset, ...one }) => ({ ...one, ...placeOf(offset) })), ...diagnostics],
  }
}

/** D2 has no word for the name of a drawing: our own export writes it as a comment above its mark. */
function exportedName(text: string): string | undefined {
  const [first = '', second] = text.split(/\r?\n/, 2)
  return second === `# ${exportMark}` && first.startsWith('# ') ? first.slice(2) : undefined
}
