import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { array, boolean, object, string } from 'zod'
import type { infer as Infer } from 'zod'
import { decodeText } from '../decode-text.ts'
import type { ImportFormat } from '../importer.ts'

/** Real files of others, with what must be found in each. They lie beside the repository, never in it. */
const besideRepository = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url))

const elementSchema = object({
  id: string().optional(),
  label: string().optional(),
  labelLines: array(string()).optional(),
  parent: string().optional(),
  html: boolean().optional(),
  shape: string().optional(),
  /** Structurizr: the names from outside in. */
  path: string().optional(),
  group: string().optional(),
  namespace: string().optional(),
  members: array(string()).optional(),
  kind: string().optional(),
})
const edgeSchema = object({
  source: string().optional(),
  target: string().optional(),
  /** Structurizr: it follows from another one. */
  implied: boolean().optional(),
})
const entrySchema = object({
  file: string(),
  nodes: array(elementSchema),
  edges: array(edgeSchema),
  groups: array(elementSchema),
})
const manifestSchema = object({ files: array(entrySchema) })

export type ManifestElement = Infer<typeof elementSchema>
export type ManifestEntry = Infer<typeof entrySchema>

/** A file of the corpus, decoded, with its entry of the manifest. */
export interface CorpusFile {
  readonly name: string
  readonly text: string
  readonly entry: ManifestEntry
}

/** The files of a format; none where the corpus is not beside the repository, or not in the folder that is told. */
export function readCorpus(format: ImportFormat, folder = besideRepository): readonly CorpusFile[] {
  const ofFormat = join(folder, format)
  const manifest = join(ofFormat, 'manifest.json')
  if (!existsSync(manifest)) return []
  return manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))).files.map((entry) => ({
    name: entry.file,
    text: decodeText(readFileSync(join(ofFormat, entry.file))),
    entry,
  }))
}
