import type { Conflict, Decision, GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'

/** Where the work is. Whatever it says, the work is kept in this browser within half a second; see {@link Keeping}. */
export type SaveState =
  /** The server has everything. `at` is ISO 8601; undefined: nothing was saved in this session yet. */
  | { readonly kind: 'saved'; readonly at: string | undefined; readonly revision: number }
  /** Changed; the save comes after a pause. */
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** The server is away or the session is gone; tried again by itself. */
  | { readonly kind: 'offline'; readonly since: string; readonly reason: string; readonly needsSignIn: boolean }
  /** The server will not take it, and trying again would not help. */
  | { readonly kind: 'refused'; readonly reason: string; readonly cause: RefusalCause }
  /** Somebody must decide conflicts first. */
  | { readonly kind: 'conflict' }

export type RefusalCause = 'deleted' | 'read-only' | 'invalid' | 'too-large' | 'other'

/** Whether this browser keeps what the server does not have yet. */
export type Keeping = { readonly kind: 'kept' } | { readonly kind: 'not-kept'; readonly reason: string }

/** Somebody else who has this graph open for editing now. */
export interface OtherEditor {
  readonly id: string
  readonly name: string
}

export interface SessionState {
  /** The document as this person sees it: the newest revision with the own edits that are not saved yet. */
  readonly graph: GraphDocument
  /** The newest revision of the server that is in it. */
  readonly revision: number
  readonly saving: SaveState
  readonly keeping: Keeping
  /** What undo would take back and redo would do again, as the label of the step. */
  readonly undoLabel: string | undefined
  readonly redoLabel: string | undefined
  readonly conflicts: readonly Conflict[]
  readonly others: readonly OtherEditor[]
}

export interface EditOptions {
  /** Edits in a row with the same key become one step: typing into one field, nudging with the arrows. */
  readonly coalesce?: string
}

/**
 * One person editing one graph in one tab. All work goes through `edit`; everything else follows from it: undo, the
 * draft in the browser, the save, the merge with what others saved.
 */
export interface EditSession {
  /** Fulfilled when unsaved work from before is in the document, soon in any case: what is edited earlier may clash with it. */
  readonly ready: Promise<void>
  readonly state: () => SessionState
  readonly subscribe: (call: () => void) => () => void
  /** One undo step. The change gets the newest document; when it returns the same one, nothing happened. */
  readonly edit: (label: string, change: (graph: GraphDocument) => GraphDocument, options?: EditOptions) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Saves without waiting for a pause; resolves when the server has it, has refused, or cannot be reached. */
  readonly saveNow: () => Promise<void>
  /** Puts the work into a graph of its own, for when the server refuses it here; answers the id of that graph. */
  readonly saveAsCopy: () => Promise<string>
  /** A revision that somebody saved, this tab included. */
  readonly receive: (theirs: RevisionedGraph) => void
  readonly decide: (conflict: Conflict, decision: Decision) => void
  /**
   * Saves what is not saved, once, and ends timers and locks: fulfilled then. What cannot be saved stays as a draft.
   * A page that goes away for good need not call it.
   */
  readonly close: () => Promise<void>
}
