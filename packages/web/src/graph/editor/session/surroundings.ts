import type { Client, EditorPresence } from '@statusgraph/protocol'
import type { Surroundings } from '../../../live/surroundings.ts'
import type { DraftLocks } from './draft/draft-locks.ts'
import type { TabMemory } from './draft/open-drafts.ts'
import type { DraftShelf } from './draft/shelf.ts'

/** The server as a session needs it. */
export type EditServer = Pick<
  Client,
  'readGraph' | 'readRevision' | 'saveGraph' | 'createGraph' | 'announceEditor' | 'leaveGraph'
>

/** What a session needs from outside, as arguments, so that a test can be its clock, its server and its network. */
export interface SessionSurroundings extends Pick<
  Surroundings,
  'monoMs' | 'wallMs' | 'random' | 'isHidden' | 'isOffline' | 'after'
> {
  readonly server: EditServer
  readonly shelf: DraftShelf
  readonly locks: DraftLocks
  readonly memory: TabMemory
  /** An id that nothing else has. */
  readonly newId: () => string
  /** The name of whoever edits, as others shall see it. */
  readonly editorName: () => string
  /** Calls when that name is another one. */
  readonly onRenamed: (call: () => void) => () => void
  /** Calls whenever the server may have come back: the browser is online again, the page in sight, the stream open. */
  readonly onWake: (call: () => void) => () => void
  /** Calls with everybody who edits, whenever the server says so. */
  readonly onEditors: (call: (editors: readonly EditorPresence[]) => void) => () => void
  /** Calls when the page goes away, and nothing may be waited for any more. */
  readonly onLeaving: (call: () => void) => () => void
}
