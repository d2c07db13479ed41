import type { ImportFormat } from '@statusgraph/model'
import type { ReadResult } from './draft.ts'

export type { ImportFormat } from '@statusgraph/model'

/** A file that somebody brought, decoded: importers never see bytes, names of folders or the network. */
export interface ImportFile {
  readonly text: string
  /** As it was called, for its extension; undefined for what was pasted. */
  readonly name?: string | undefined
  /** The files that `text` was joined from, in their order, each with the line it begins at; see `joinFiles`. */
  readonly parts?: readonly { readonly name: string; readonly line: number }[] | undefined
}

export interface ReadOptions {
  /** Which of the file's diagrams; default: the first, or the one that holds most. */
  readonly choice?: string | undefined
}

/** One format. Pure: text in, draft and diagnostics out; it never throws for what is in the file. */
export interface Importer {
  readonly format: ImportFormat
  /** As people call it: `draw.io`, `Docker Compose`. */
  readonly title: string
  /** Extensions that speak for it, such as `.puml`. */
  readonly extensions: readonly string[]
  /** How sure the text looks like this format, from 0 to 1. Cheap: it looks at the beginning, or for one telling word. */
  detect(text: string): number
  read(file: ImportFile, options: ReadOptions): ReadResult | Promise<ReadResult>
}
