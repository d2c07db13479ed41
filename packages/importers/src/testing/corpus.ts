import type { Draft, ImportDiagnostic } from '../draft.ts'
import type { Importer } from '../importer.ts'
import { foundDiagram } from './diagram.ts'
import { expectedDiagram } from './expected.ts'
import { foldSpace, removeSpace } from './labels.ts'
import { readCorpus } from './manifest.ts'
import type { CorpusFile } from './manifest.ts'
import { addTallies, scoreDiagram } from './score.ts'
import type { Score } from './score.ts'

export interface FileScore extends Score {
  readonly file: string
  readonly diagnostics: readonly ImportDiagnostic[]
  /** CPU of the last of the readings, in ms. */
  readonly cpuMs: number
}

export interface CorpusScore extends Score {
  readonly files: readonly FileScore[]
}

/** Manifests of these formats list all boards of a file together. */
const countedTogether = new Set(['d2'])

/** Reads every file of the corpus that is of the importer's format, and counts what it found. */
export async function scoreCorpus(importer: Importer, folder?: string): Promise<CorpusScore> {
  const files: FileScore[] = []
  for (const file of readCorpus(importer.format, folder)) files.push(await scoreFile(importer, file))
  return {
    files,
    nodes: addTallies(files.map(({ nodes }) => nodes)),
    edges: addTallies(files.map(({ edges }) => edges)),
    groups: addTallies(files.map(({ groups }) => groups)),
  }
}

async function scoreFile(importer: Importer, { name, text, entry }: CorpusFile): Promise<FileScore> {
  const started = process.cpuUsage()
  const { drafts, diagnostics } = await readDrafts(importer, { text, name })
  const { user, system } = process.cpuUsage(started)
  return {
    file: name,
    diagnostics,
    cpuMs: (user + system) / 1_000,
    ...scoreDiagram(
      expectedDiagram(importer.format, entry),
      foundDiagram(drafts),
      // The manifests of draw.io drop the tags that part lines, and with them the white space that people see.
      importer.format === 'drawio' ? removeSpace : foldSpace,
    ),
  }
}

async function readDrafts(
  importer: Importer,
  file: { readonly text: string; readonly name: string },
): Promise<{ readonly drafts: readonly Draft[]; readonly diagnostics: readonly ImportDiagnostic[] }> {
  const first = await importer.read(file, {})
  if (!first.ok) return { drafts: [], diagnostics: first.diagnostics }
  const drafts = [first.draft]
  const diagnostics = [...first.diagnostics]
  if (!countedTogether.has(importer.format)) return { drafts, diagnostics }
  for (const { id } of first.choices) {
    if (id === first.chosen) continue
    const page = await importer.read(file, { choice: id })
    if (page.ok) drafts.push(page.draft)
    diagnostics.push(...page.diagnostics)
  }
  return { drafts, diagnostics }
}
