import type { GraphDocument } from '@statusgraph/model'

/** Who saved, and why; both are shown in the history. */
export interface SaveNote {
  readonly by?: string
  readonly message?: string
  /** One of many small saves while somebody draws, which nobody named: old ones are thinned out. */
  readonly isStep?: boolean
}

/** What changed from one document to a later one, in words; undefined: nothing that is worth words. */
export type DescribeChange = (before: GraphDocument, after: GraphDocument) => string | undefined

/** What is known of a graph without reading its document. */
export interface GraphInfo {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly tags?: readonly string[]
  /** What the graph was copied from. */
  readonly origin?: { readonly graph: string; readonly revision: number }
  readonly revision: number
  /** ISO 8601. */
  readonly updatedAt: string
  readonly nodes: number
  readonly edges: number
  readonly provisioned: boolean
  /** Why the newest provisioned file is not what is served. */
  readonly fault?: string
}

export interface StoredGraph {
  readonly info: GraphInfo
  readonly graph: GraphDocument
}

export interface RevisionInfo extends Omit<SaveNote, 'isStep'> {
  readonly revision: number
  /** ISO 8601. */
  readonly at: string
  readonly nodes: number
  readonly edges: number
}

/** A graph that was removed and can still be brought back. */
export interface BinnedGraph {
  readonly id: string
  readonly name: string
  /** Its newest revision. */
  readonly revision: number
  /** ISO 8601. */
  readonly deletedAt: string
  readonly by?: string
  readonly nodes: number
  readonly edges: number
}

/** A document that could not be read; it is kept as it is and named, and never hides another. */
export interface DamagedGraph {
  readonly id: string
  readonly reason: string
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly stored: StoredGraph }
  /** Somebody else saved first: `current` is the revision that is stored. */
  | { readonly kind: 'stale'; readonly current: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'exists' }
  /** The graph comes from a file and cannot be saved here. */
  | { readonly kind: 'read-only' }

/** What happened to a graph: a new revision to read, or its removal. */
export interface GraphChange {
  readonly id: string
  readonly revision?: number
  readonly deleted?: boolean
}

/** The disk said no: nothing was changed, and the next try may work. */
export class StoreFailure extends Error {
  readonly code: 'full' | 'read-only' | 'unavailable'
  constructor(code: StoreFailure['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailure'
    this.code = code
  }
}

/**
 * Graph documents and their revisions. A promise that resolves to `saved` means: it survives a power cut.
 * Every method may reject with {@link StoreFailure}. Implementations share one contract suite.
 */
export interface GraphStore {
  list(): Promise<readonly GraphInfo[]>
  read(id: string): Promise<StoredGraph | undefined>
  /** Stores a new graph as revision 1, or as the next revision of a deleted graph of the same id. */
  create(graph: GraphDocument, note?: SaveNote): Promise<SaveResult>
  /** Stores the next revision if `expectedRevision` is still the newest. */
  save(graph: GraphDocument, expectedRevision: number, note?: SaveNote): Promise<SaveResult>
  /**
   * Puts the graph into the bin: it leaves every list and keeps its revisions, and `create` brings it back as the next
   * one. Undefined `expectedRevision` removes whatever is there.
   */
  remove(id: string, expectedRevision?: number, by?: string): Promise<SaveResult | { readonly kind: 'removed' }>
  /** What lies in the bin, newest first. */
  bin(): Promise<readonly BinnedGraph[]>
  /** Destroys a graph that lies in the bin, with every revision. Its id stays free, its revision numbers stay used. */
  purge(id: string): Promise<{ readonly kind: 'purged' | 'missing' }>
  /**
   * Lets go of old steps, the fewer are kept the longer ago it was, so that a day of drawing does not fill the disk: a
   * graph of 500 nodes is 190 KB, and drawing saves it every few seconds. Named revisions and the newest one stay.
   *
   * @param describe tells anew what changed, for a step that now stands for those before it
   */
  thin(describe: DescribeChange): Promise<void>
  /** The order that people gave the list of graphs, by id; graphs may be missing in it, and ids may be of no graph. */
  readOrder(): Promise<readonly string[]>
  saveOrder(ids: readonly string[]): Promise<void>
  /** What the server wants to know again after a restart and could do without, by name; a damaged one is missing. */
  readMemos(): Promise<ReadonlyMap<string, string>>
  /** Writes some memos, all or none; undefined takes one away. */
  saveMemos(changes: ReadonlyMap<string, string | undefined>): Promise<void>
  /** Newest first; undefined when there is no such graph. */
  revisions(id: string): Promise<readonly RevisionInfo[] | undefined>
  readRevision(id: string, revision: number): Promise<GraphDocument | undefined>
  damaged(): Promise<readonly DamagedGraph[]>
  /** Resolves when a write would work now; rejects with the reason otherwise. */
  probe(): Promise<void>
  /** Calls `listener` after every change that anybody made; returns the way to stop. */
  subscribe(listener: (change: GraphChange) => void): () => void
  close(): Promise<void>
}
