/** What two people changed at once: the graph itself, a node or an edge. */
export type ElementReference =
  | { readonly kind: 'graph' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }

/**
 * Both changed the same field, each to something else. Undefined: the field is not there.
 *
 * Until somebody decides, the merged graph holds mine. Three things it cannot hold: a group inside itself (it holds
 * their `parent`), a `kind` that is no group for whoever has members (it holds `group`), and a port that is gone while
 * an edge ends there (it holds the port).
 */
export interface FieldConflict {
  readonly kind: 'field'
  readonly element: ElementReference
  /** As in the document, such as `name`, `position`, `labels.team` or `ports.create.label`. */
  readonly field: string
  /** The same, part by part, for keys that have dots themselves. */
  readonly path: readonly [field: string, ...parts: readonly string[]]
  /** As in the document. An end of an edge (`source`, `target`) is `{ node, port }`; a whole port is itself. */
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

/**
 * One deleted what the other changed, connected something to, or put something into. A group that was deleted with its
 * members is one deletion, and so is a node with its edges. Until somebody decides, all of it stays.
 */
export interface DeletionConflict {
  readonly kind: 'deletion'
  readonly element: ElementReference
  readonly deletedBy: 'me' | 'them'
  /** What the other did to it, as a sentence: `renamed to cart, 2 edges added`. */
  readonly change: string
}

export type Conflict = FieldConflict | DeletionConflict

export type Decision = 'mine' | 'theirs'
