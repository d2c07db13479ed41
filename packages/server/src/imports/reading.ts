import type { DiagramOptions, DiagramResult } from '@statusgraph/importers'

/** A file on its way to the thread that reads it. */
export interface ReadingOrder extends DiagramOptions {
  readonly bytes: Uint8Array
  /** As it is called, for its extension; undefined for what was pasted. */
  readonly name?: string | undefined
}

/** What the thread says: that it can begin, or what it found. */
export type ReadingAnswer = { readonly kind: 'ready' } | { readonly kind: 'read'; readonly result: DiagramResult }
