import { diffGraphs } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { attachDraft } from './draft/attach-draft.ts'
import { openPresence } from './presence/presence.ts'
import { createSaveLoop } from './save/save-loop.ts'
import type { EditSession, SessionState } from './session.ts'
import type { SessionSurroundings } from './surroundings.ts'
import { advanceWork, beginWork, isUnsaved } from './work/work.ts'
import type { WorkEvent } from './work/work.ts'

interface SessionOptions {
  readonly loaded: RevisionedGraph
  readonly surroundings: SessionSurroundings
  /** Unsaved work from before was taken over; told with when it was changed last, ISO 8601. */
  readonly onTakenOver: (changedAt: string) => void
  /** The server has taken the work, as this revision. */
  readonly onSaved: (saved: RevisionedGraph) => void
}

/** The work of one person on one graph, wherever that may be. */
export function createEditSession({ loaded, surroundings, onTakenOver, onSaved }: SessionOptions): EditSession {
  const { server } = surroundings
  const graphId = loaded.graph.id
  const listeners = new Set<() => void>()
  let work = beginWork(loaded)
  let state: SessionState | undefined

  const publish = (): void => {
    state = undefined
    for (const call of listeners) call()
  }
  const happen = (event: WorkEvent): void => {
    const before = work
    work = advanceWork(before, event)
    if (work === before) return
    draft.note(before, event, work)
    if (event.kind === 'saved') onSaved(work.base)
    publish()
  }
  const draft = attachDraft({
    loaded,
    surroundings,
    work: () => work,
    resume(kept) {
      work = kept
      publish()
    },
    happen,
    onTakenOver,
    onKeeping: publish,
  })
  const loop = createSaveLoop({ work: () => work, happen, publish, surroundings, ready: draft.ready })
  const presence = openPresence({
    graph: graphId,
    id: surroundings.newId(),
    name: surroundings.editorName,
    server,
    after: surroundings.after,
    onChange: publish,
  })

  /** Something was done by hand. */
  const change = (event: WorkEvent): void => {
    const before = work
    happen(event)
    if (work !== before) loop.noteChange()
  }

  presence.announce()
  /** The work may go on where an earlier one stopped. */
  const begin = async (): Promise<void> => {
    await draft.ready
    loop.receive(loaded)
    if (isUnsaved(work) || work.open.length > 0) loop.noteChange()
  }
  const ready = begin()
  const endings = [
    surroundings.onWake(loop.wake),
    surroundings.onEditors(presence.hear),
    surroundings.onRenamed(presence.announce),
    surroundings.onLeaving(presence.leave),
    presence.leave,
  ]

  return {
    ready,
    state() {
      state ??= {
        graph: work.graph,
        revision: work.base.revision,
        saving: loop.state(),
        keeping: draft.keeping(),
        undoLabel: work.history.done.at(-1)?.label,
        redoLabel: work.history.undone.at(-1)?.label,
        conflicts: work.open.map(({ conflict }) => conflict),
        others: presence.others(),
      }
      return state
    },
    subscribe(call) {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
    edit(label, make, options) {
      const after = make(work.graph)
      if (after === work.graph) return
      const difference = diffGraphs(work.graph, after)
      change({ kind: 'edited', label, coalesce: options?.coalesce, difference })
    },
    undo: () => change({ kind: 'undone' }),
    redo: () => change({ kind: 'redone' }),
    decide: (conflict, decision) => change({ kind: 'decided', conflict, decision }),
    receive: loop.receive,
    saveNow: loop.saveNow,
    async saveAsCopy() {
      const { id: _, ...document } = work.graph
      const stored = await server.createGraph(document)
      await draft.drop()
      return stored.graph.id
    },
    async close() {
      for (const end of endings) end()
      const { kind } = loop.state()
      if (kind === 'unsaved' || kind === 'saving') await loop.saveNow()
      loop.stop()
      draft.close()
      listeners.clear()
    },
  }
}
