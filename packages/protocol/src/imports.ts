import { graphDocumentSchema, importFormats } from '@statusgraph/model'
import * as z from 'zod/mini'

export { importFormats }
export type { ImportFormat } from '@statusgraph/model'

/** The formats that can be written; `statusgraph` is the same as `json`, and `svg` is a picture. */
export const exportFormats = [
  'statusgraph',
  'yaml',
  'json',
  'dot',
  'mermaid',
  'plantuml',
  'd2',
  'drawio',
  'svg',
] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The most bytes of a file that are read. */
export const importBytes = 8 * 1024 * 1024

/** Something that whoever imports or exports should know: nothing is lost without one. */
export const diagramDiagnosticSchema = z.object({
  kind: z.enum(['error', 'lost', 'guessed', 'note']),
  message: z.string(),
  /** The file that the line is in, when several were read together. */
  file: z.optional(z.string()),
  line: z.optional(z.int()),
  column: z.optional(z.int()),
  /** How often, when one line stands for many. */
  count: z.optional(z.int()),
})
export type DiagramDiagnostic = z.infer<typeof diagramDiagnosticSchema>

/** What `POST /api/v1/import` answers; nothing is stored. */
export const importedDiagramSchema = z.object({
  graph: graphDocumentSchema,
  format: z.enum(importFormats),
  /** The diagrams of a file that holds several; empty when there is only one. */
  choices: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Which of them was read. */
  chosen: z.optional(z.string()),
  diagnostics: z.array(diagramDiagnosticSchema),
})

/** The header of an export with what the format cannot hold: percent-encoded JSON of {@link diagramDiagnosticSchema}s. */
export const diagnosticsHeader = 'Statusgraph-Diagnostics'
