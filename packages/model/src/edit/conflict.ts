/** What two people changed at once: the graph itself, a node or an edge. */
export type ElementReference =
  | { readonly kind: 'graph' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }

/** Both changed the same field, each to something else. Undefined: the field is not there. */
export interface FieldConflict {
  readonly kind: 'field'
  readonly element: ElementReference
  /** As in the document, such as `name`, `position`, `labels.team` or `ports.create.label`. */
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

/** One deleted what the other changed, or connected something to. */
export interface DeletionConflict {
  readonly kind: 'deletion'
  readonly element: ElementReference
  readonly deletedBy: 'me' | 'them'
  /** What the other did to it, as a sentence: `renamed to cart, 2 edges added`. */
  readonly change: string
}

export type Conflict = FieldConflict | DeletionConflict

export type Decision = 'mine' | 'theirs'
