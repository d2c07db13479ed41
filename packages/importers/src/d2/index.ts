import type { ReadResult } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { buildBoard } from './build-board.ts'
import { draftBoard } from './draft-board.ts'
import { listBoards } from './list-boards.ts'
import { parseD2 } from './parse-d2.ts'
import type { SyntaxFault } from './syntax.ts'

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
  const sources = listBoards(map)
  const wanted = sources.find(({ id }) => id === (choice ?? 'root'))
  if (wanted === undefined) {
    const known = sources.map(({ id }) => id).join(', ')
    return refuse([{ message: `There is no board "${choice ?? ''}" in this file. There are: ${known}.`, offset: 0 }])
  }
  let source = wanted
  let board = buildBoard(source.maps, source.inherited)
  if (choice === undefined && board.root.children.size === 0) {
    // A file of layers alone has nothing on its first board.
    source =
      sources.find(
        (one) =>
          one.maps.at(-1)?.entries.some(({ path, edge }) => edge !== undefined || path.length > 0) === true &&
          one.id !== 'root',
      ) ?? source
    board = buildBoard(source.maps, source.inherited)
  }
  if (board.faults.length > 0) return refuse(board.faults)
  if (board.root.children.size === 0)
    return refuse([{ message: 'There is nothing in this file: at least one shape was expected.', offset: 0 }])
  const { draft, diagnostics } = draftBoard(board, placeOf)
  const choices = sources.length === 1 ? [] : sources.map(({ id, name }) => ({ id, name }))
  return {
    ok: true,
    draft: { ...draft, name: source.id === 'root' ? undefined : source.name },
    choices,
    chosen: choices.length === 0 ? undefined : source.id,
    diagnostics,
  }
}
