import type { RevisionedGraph } from '@statusgraph/protocol'
import type { LiveGraph } from '../../../live/live-graph.ts'
import { showNote } from '../../../parts/Toast.tsx'
import { surroundSession } from './browser-surroundings.ts'
import { createEditSession } from './create-edit-session.ts'
import { sayClock } from './say-saving.ts'
import type { EditSession } from './session.ts'

/** Opens the work of one person on one graph in this tab, with what was left behind of it before. */
export function openEditSession(options: { readonly loaded: RevisionedGraph; readonly live: LiveGraph }): EditSession {
  const { loaded, live } = options
  return createEditSession({
    loaded,
    surroundings: surroundSession(live),
    onTakenOver: (changedAt) => showNote(`Unsaved work of ${sayClock(changedAt)} is here again.`),
  })
}
