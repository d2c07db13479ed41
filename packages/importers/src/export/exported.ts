import type { Lamp } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'

/** What a graph can be written as; `statusgraph` is the same as `json`. */
export const exportFormats = ['statusgraph', 'yaml', 'json', 'dot', 'mermaid', 'plantuml', 'd2', 'drawio'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The lamps of one moment, as a snapshot has them. */
export interface ExportStatuses {
  /** ISO 8601: when they were so; a picture that is taken away does not change any more. */
  readonly at: string
  readonly nodes: Readonly<
    Record<string, { readonly lamp: Lamp; readonly overlays: readonly { readonly kind: string }[] }>
  >
}

export interface ExportOptions {
  /** The lamps of the nodes, as colours and in words; default: the drawing alone. */
  readonly statuses?: ExportStatuses | undefined
}

/** A file to take away. */
export interface Exported {
  readonly text: string
  readonly mediaType: string
  /** With its dot, such as `.puml`. */
  readonly extension: string
  /** What the format cannot hold, in one sentence, and what it holds in another way. */
  readonly diagnostics: readonly ImportDiagnostic[]
}
