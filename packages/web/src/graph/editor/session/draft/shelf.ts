/** What is known of a draft without reading it. */
export interface DraftRecord {
  readonly id: string
  readonly graph: string
  /** ISO 8601. */
  readonly changedAt: string
  /** Whether it holds anything that the server does not have. */
  readonly isUnsaved: boolean
  /** ISO 8601: when a person said that it may go. It is kept a while longer, so that this can be taken back. */
  readonly discardedAt?: string | undefined
}

/** One thing that happened to the work, as text, in its order. */
export interface KeptEvent {
  readonly number: number
  readonly text: string
}

export interface KeptDraft {
  /** The work as it was before the first event, as text. */
  readonly beginning: string
  readonly events: readonly KeptEvent[]
}

/** Where drafts are kept in this browser. Every promise is fulfilled when it is kept, and rejected when it is not. */
export interface DraftShelf {
  readonly list: () => Promise<readonly DraftRecord[]>
  readonly read: (id: string) => Promise<KeptDraft | undefined>
  /** Starts a draft anew: what was kept of it before is replaced. */
  readonly begin: (record: DraftRecord, beginning: string) => Promise<void>
  /** Adds one event; false: somebody cleared the storage, and the draft must begin anew. */
  readonly append: (record: DraftRecord, event: KeptEvent) => Promise<boolean>
  readonly mark: (id: string, change: Pick<DraftRecord, 'discardedAt'>) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}
