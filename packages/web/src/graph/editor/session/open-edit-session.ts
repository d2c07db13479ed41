import type { RevisionedGraph } from '@statusgraph/protocol'
import type { LiveGraph } from '../../../live/live-graph.ts'
import { showNote } from '../../../parts/Toast.tsx'
import { surroundSession } from './browser-surroundings.ts'
import { createEditSession } from './create-edit-session.ts'
import { guardLeaving } from './leave-guard.ts'
import { sayClock, sayDay } from './say-saving.ts'
import type { EditSession } from './session.ts'

interface OpenOptions {
  readonly loaded: RevisionedGraph
  readonly live: LiveGraph
  /** The server has taken the work, as this revision. */
  readonly onSaved: (saved: RevisionedGraph) => void
}

/** Opens the work of one person on one graph in this tab, with what was left behind of it before. */
export function openEditSession({ loaded, live, onSaved }: OpenOptions): EditSession {
  const session = createEditSession({
    loaded,
    surroundings: surroundSession(live),
    onSaved,
    onTakenOver: (at) => showNote(`Unsaved work of ${sayDay(at)}${sayClock(at)} is here again.`),
  })
  const stopGuarding = guardLeaving(session)
  return {
    ...session,
    async close() {
      await session.close()
      stopGuarding()
    },
  }
}
