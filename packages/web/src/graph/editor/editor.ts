import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { GraphMapHandle } from '../../map/index.ts'
import type { LiveGraph } from '../../live/live-graph.ts'
import type { EditSession } from './session/session.ts'

/** What is chosen on the canvas. */
export interface Selection {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

/** What the next press on the canvas does. */
export type Tool =
  | { readonly kind: 'select' }
  /** Pans whatever is under the hand; also while Space is held. */
  | { readonly kind: 'hand' }
  /** Puts down a new node, again and again while `isSticky`. */
  | { readonly kind: 'place'; readonly draft: NodeDraft; readonly isSticky: boolean }
  /** The next node or port that is pressed is joined to `from`; without it, the first one begins. */
  | { readonly kind: 'connect'; readonly from?: { readonly node: string; readonly port?: string } }

/** A node that has no place yet. */
export type NodeDraft = Omit<GraphNode, 'id' | 'position' | 'parent'>

/** What the tray is about: services, what discovery found, what it misses, and the rules by which it is understood. */
export type TraySection = 'services' | 'observed' | 'missing' | 'rules'

/** What belongs to the editor's surface and to no document. */
export interface UiState {
  readonly tool: Tool
  readonly selection: Selection
  /** The node, group or edge whose name is being typed on the canvas. */
  readonly renaming: { readonly kind: 'node' | 'edge'; readonly id: string } | undefined
  /** A dialog over the editor, by name. */
  readonly dialog: 'connect' | 'group' | 'icons' | 'layout' | 'tray' | undefined
  /** What the tray is about while it is open, and when it opens again. */
  readonly traySection: TraySection
  /** What was discovered and is about to be said to be the same as something else. */
  readonly aliasing: string | undefined
}

export interface UiStore {
  readonly state: () => UiState
  readonly subscribe: (call: () => void) => () => void
  readonly set: (change: Partial<UiState>) => void
  readonly select: (selection: { readonly nodes?: Iterable<string>; readonly edges?: Iterable<string> }) => void
}

/** Everything that a part of the editor may need; made once per opened editor. */
export interface Editor {
  readonly graphId: string
  readonly session: EditSession
  readonly ui: UiStore
  /** The picture; undefined while the list is shown. */
  readonly map: () => GraphMapHandle | undefined
  /** What the map shows: the document, and what was discovered behind it where discovery draws. Never to be saved. */
  readonly drawn: () => GraphDocument
  readonly live: LiveGraph
  /** An id that no element of any copy of this graph has: a readable stem and a few random signs, `cart-k3f9`. */
  readonly newId: (stem: string) => string
  /** Says something to screen readers, politely. */
  readonly announce: (sentence: string) => void
}
