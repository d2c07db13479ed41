import { recordImport } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { detectFormat } from './detect-format.ts'
import { emptyPicture } from './diagram-in-png.ts'
import type { DraftChoice, ImportDiagnostic } from './draft.ts'
import { finishDraft, slugOf } from './finish-draft.ts'
import type { ImportFile, ImportFormat } from './importer.ts'
import { importers } from './importers.ts'
import { placeInPart, refuseParts } from './join-files.ts'
import { importLimits } from './limits.ts'

export interface DiagramOptions {
  /** Default: what the text looks like. */
  readonly format?: ImportFormat | undefined
  /** Which of the file's diagrams; default: the first, or the one that holds most. */
  readonly choice?: string | undefined
}

export type DiagramResult =
  | {
      readonly ok: true
      readonly format: ImportFormat
      readonly graph: GraphDocument
      /** What else the file holds; empty when there is only one diagram. */
      readonly choices: readonly DraftChoice[]
      readonly chosen?: string | undefined
      readonly diagnostics: readonly ImportDiagnostic[]
    }
  | {
      readonly ok: false
      readonly format?: ImportFormat | undefined
      readonly diagnostics: readonly ImportDiagnostic[]
    }

/**
 * Reads a foreign diagram as a graph document. It never throws for what is in the file; it bounds size, not time: a
 * file of a stranger is read in a worker that can be killed.
 *
 * @example
 * const result = await readDiagram({ text, name: 'shop.puml' })
 * if (result.ok) await store.create(result.graph)
 */
export async function readDiagram(file: ImportFile, options: DiagramOptions = {}): Promise<DiagramResult> {
  const refuse = (message: string): DiagramResult => ({
    ok: false,
    format: options.format,
    diagnostics: [{ kind: 'error', message }],
  })
  if (file.text.length > importLimits.text) {
    return refuse(`The file has ${file.text.length} characters, and ${importLimits.text} are read at most.`)
  }
  if (file.text.trim() === '') return refuse('The file is empty.')
  const format = options.format ?? detectFormat(file.text, file.name)
  const noSet = refuseParts(file, format)
  if (noSet !== undefined) return refuse(noSet)
  if (file.text.startsWith(emptyPicture)) {
    return refuse(
      'This picture holds no diagram: export it from draw.io with "include a copy of my diagram", or from Excalidraw with "embed scene".',
    )
  }
  const importer = importers.find((one) => one.format === format)
  if (importer === undefined) {
    const titles = importers.map(({ title }) => title).join(', ')
    return refuse(`This looks like none of the formats that can be read: ${titles}.`)
  }
  const read = await importer.read(file, { choice: options.choice })
  const tell = (told: readonly ImportDiagnostic[]): readonly ImportDiagnostic[] =>
    foldDiagnostics(told.map((diagnostic) => placeInPart(diagnostic, file.parts)))
  if (!read.ok) return { ok: false, format: importer.format, diagnostics: tell(read.diagnostics) }
  const unknown = findUnknownChoice(options.choice, read.choices)
  if (unknown !== undefined) return { ok: false, format: importer.format, diagnostics: [unknown] }
  const finished = finishDraft(read.draft, idFrom(file.name) ?? importer.format)
  const diagnostics = tell([...read.diagnostics, ...finished.diagnostics])
  if (!finished.ok) return { ok: false, format: importer.format, diagnostics }
  const { choices, chosen } = read
  const graph = withRecord(finished.graph, importer.format, file.name)
  return { ok: true, format: importer.format, graph, choices, chosen, diagnostics }
}

/** Another diagram than the wanted one would be a wrong answer. */
function findUnknownChoice(choice: string | undefined, choices: readonly DraftChoice[]): ImportDiagnostic | undefined {
  if (choice === undefined || choices.length === 0) return undefined
  if (choices.some(({ id, name }) => id === choice || name === choice)) return undefined
  const known = choices.map(({ id }) => id).join(', ')
  return { kind: 'error', message: `There is no diagram "${choice}" in this file. There are: ${known}.` }
}

/** The graph with what the file said of it, so that it can be updated from a newer one; our own documents stay as they are. */
function withRecord(graph: GraphDocument, format: ImportFormat, name: string | undefined): GraphDocument {
  if (format === 'statusgraph') return graph
  return { ...graph, imported: recordImport(graph, { format, name: name?.split(/[/\\]/).at(-1) }) }
}

/** `shop` of `diagrams/shop.prod.puml`, as far as it can be an id. */
function idFrom(name = ''): string | undefined {
  const file = name.split(/[/\\]/).at(-1) ?? ''
  const id = slugOf(file.split('.').find((part) => part !== '') ?? '')
  return id === '' ? undefined : id
}

/** Of very many diagnostics those of the same cause become one with a count. */
function foldDiagnostics(diagnostics: readonly ImportDiagnostic[]): readonly ImportDiagnostic[] {
  if (diagnostics.length <= importLimits.diagnostics) return diagnostics
  const causes = new Map<string, ImportDiagnostic & { readonly count: number }>()
  for (const diagnostic of diagnostics) {
    const cause = `${diagnostic.kind} ${diagnostic.message}`
    const known = causes.get(cause)
    causes.set(cause, { ...(known ?? diagnostic), count: (known?.count ?? 0) + (diagnostic.count ?? 1) })
  }
  return [...causes.values()].slice(0, importLimits.diagnostics)
}
