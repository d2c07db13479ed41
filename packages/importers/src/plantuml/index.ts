import type { DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { buildDraft } from './build-draft.ts'
import { cleanSource } from './clean-source.ts'
import { findDiagrams, tellCuts } from './find-diagrams.ts'
import type { DiagramSource } from './find-diagrams.ts'
import { isC4Library, isSequenceLibrary, tellIncludes } from './find-libraries.ts'
import { findOtherKind } from './find-kind.ts'
import { preprocess } from './preprocess/preprocess.ts'
import { readStatements } from './read-statements.ts'

/** PlantUML: component and deployment diagrams with the preprocessor, and the C4 macros as if they were built in. */
export const importer: Importer = {
  format: 'plantuml',
  title: 'PlantUML',
  extensions: ['.puml', '.plantuml', '.pu', '.iuml', '.wsd'],
  detect,
  read,
}

function detect(text: string): number {
  if (/^[^\S\n]*(?:['*#][^\S\n]*)?@start(?:uml|c4)\b/m.test(text)) return 0.95
  if (/^[^\S\n]*!include\S*[^\S\n]+\S*C4/m.test(text)) return 0.9
  const declares =
    /^[^\S\n]*(?:component|node|database|queue|cloud|package|rectangle|actor|interface|artifact)[^\S\n]+["[\w]/m.test(
      text,
    )
  return declares && /[^\S\n][-.]+(?:[a-z]+-+)?>[^\S\n]/.test(text) ? 0.4 : 0
}

function read(file: ImportFile, { choice }: ReadOptions): ReadResult {
  const all = findDiagrams(file.text.replace(/^\uFEFF/, ''))
  const diagrams = all.filter(({ type }) => type === 'uml' || type === 'c4')
  const choices = diagrams.map(({ name }, at): DraftChoice => {
    const others = diagrams.filter((other) => other.name === name)
    const title = name === '' ? `Diagram ${at + 1}` : others.length > 1 ? `${name} (${at + 1})` : name
    return { id: String(at + 1), name: title }
  })
  const chosen = choices.find(({ id, name }) => id === choice || name === choice) ?? choices[0]
  const diagram = diagrams[chosen === undefined ? 0 : choices.indexOf(chosen)]
  if (diagram === undefined) {
    const [first] = all
    const message = `A diagram of PlantUML's kind ${first?.type ?? ''} is no component or deployment diagram: expected @startuml.`
    return { ok: false, diagnostics: [{ kind: 'error', message, line: first?.line ?? 1, column: 1 }] }
  }
  const diagnostics: ImportDiagnostic[] = all
    .filter(({ type }) => type !== 'uml' && type !== 'c4')
    .map(({ type, line }) => ({ kind: 'lost', message: `A diagram of the kind ${type} is left out.`, line }))
  return readDiagram(diagram, diagnostics, choices.length > 1 ? choices : [], chosen?.id)
}

function readDiagram(
  diagram: DiagramSource,
  diagnostics: ImportDiagnostic[],
  choices: readonly DraftChoice[],
  chosen: string | undefined,
): ReadResult {
  diagnostics.push(...tellCuts(diagram))
  const { lines, includes } = preprocess(cleanSource(diagram.lines), diagnostics)
  const statements = readStatements(lines)
  const other = findOtherKind(
    lines,
    statements,
    includes.some(({ target }) => isSequenceLibrary(target)),
  )
  if (other !== undefined && other.became === undefined) {
    const message = `This is ${other.name}, which shows ${other.shows}: expected a component or deployment diagram.`
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', message, line: other.line, column: 1 }] }
  }
  if (other?.became !== undefined) {
    const message = `This is ${other.name}, which shows ${other.shows}: ${other.became}.`
    diagnostics.push({ kind: 'guessed', message, line: other.line })
  }
  const missing = includes.filter(({ target }) => !isC4Library(target))
  diagnostics.push(...tellIncludes(missing))
  const draft = buildDraft(statements, diagnostics, missing.length > 0)
  if (draft.nodes.length === 0) {
    const message =
      'There is no component, node or other element of a component or deployment diagram here: expected lines such as component "Shop" as shop.'
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', message, line: diagram.line, column: 1 }] }
  }
  const name = draft.name ?? (diagram.name === '' ? undefined : diagram.name)
  return { ok: true, draft: { ...draft, name }, choices, ...(choices.length > 1 ? { chosen } : {}), diagnostics }
}
