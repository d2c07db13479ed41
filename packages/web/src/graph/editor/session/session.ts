import type { Conflict, Decision, GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'

/** Where the work is. Whatever it says, the work is kept in this browser within half a second. */
export type SaveState =
  /** The server has everything. `at` is ISO 8601; undefined: nothing was saved in this session yet. */
  | { readonly kind: 'saved'; readonly at: string | undefined; readonly revision: number }
  /** Changed; the save comes after a pause. */
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** The server is away or the session is gone; tried again by itself. */
  | { readonly kind: 'offline'; readonly since: string; readonly reason: string }
  /** The server will not take it, and trying again would not help: deleted, read-only, invalid. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Somebody must decide conflicts first. */
  | { readonly kind: 'conflict' }

/** Somebody else who has this graph open for editing now. */
export interface OtherEditor {
  readonly id: string
  readonly name: string
}

export interface SessionState {
  /** The document as this person sees it: the newest revision with the own edits that are not saved yet. */
  readonly graph: GraphDocument
  readonly saving: SaveState
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
  readonly state: () => SessionState
  readonly subscribe: (call: () => void) => () => void
  /** One undo step. The change gets the newest document; when it returns the same one, nothing happened. */
  readonly edit: (label: string, change: (graph: GraphDocument) => GraphDocument, options?: EditOptions) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Saves without waiting for a pause; resolves when the server has it or has refused. */
  readonly saveNow: () => Promise<void>
  /** A revision that somebody saved, this tab included. */
  readonly receive: (theirs: RevisionedGraph) => void
  readonly decide: (conflict: Conflict, decision: Decision) => void
  /** Ends timers and locks. What is not saved stays as a draft. */
  readonly close: () => void
}
