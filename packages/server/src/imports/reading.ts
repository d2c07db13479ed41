import type { DiagramOptions, DiagramResult } from '@statusgraph/importers'

/** A file as somebody brought it: nobody has looked into it. */
export interface UnreadFile {
  readonly bytes: Uint8Array
  /** As it is called, for its extension; undefined for what was pasted. */
  readonly name?: string | undefined
}

/** What the thread is asked: one file, or several that are one diagram together. */
export interface ReadingOrder extends DiagramOptions {
  readonly files: readonly UnreadFile[]
}

/** What the thread says: that it can begin, or what it found. */
export type ReadingAnswer = { readonly kind: 'ready' } | { readonly kind: 'read'; readonly result: DiagramResult }
