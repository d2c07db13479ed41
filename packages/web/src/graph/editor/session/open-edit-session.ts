import { diffGraphs } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import type { LiveGraph } from '../../../live/live-graph.ts'
import { surroundSession } from './browser-surroundings.ts'
import { createSaveLoop } from './save/save-loop.ts'
import type { EditSession, SessionState } from './session.ts'
import type { SessionSurroundings } from './surroundings.ts'
import { advanceWork, beginWork } from './work/work.ts'
import type { WorkEvent } from './work/work.ts'

export interface SessionOptions {
  readonly loaded: RevisionedGraph
  readonly surroundings: SessionSurroundings
}

/** Opens the work of one person on one graph in this tab. */
export function openEditSession(options: { readonly loaded: RevisionedGraph; readonly live: LiveGraph }): EditSession {
  return createEditSession({ loaded: options.loaded, surroundings: surroundSession(options.live) })
}

/** The same, wherever it may be. */
export function createEditSession({ loaded, surroundings }: SessionOptions): EditSession {
  let work = beginWork(loaded)
  let state: SessionState
  const listeners = new Set<() => void>()

  const publish = (): void => {
    state = describe()
    for (const call of listeners) call()
  }
  const happen = (event: WorkEvent): void => {
    const before = work
    work = advanceWork(work, event)
    if (work.graph !== before.graph || work.open !== before.open) publish()
  }
  const loop = createSaveLoop({ work: () => work, happen, publish: () => publish(), surroundings })
  const describe = (): SessionState => ({
    graph: work.graph,
    saving: loop.state(),
    keeping: { kind: 'kept' },
    undoLabel: work.history.done.at(-1)?.label,
    redoLabel: work.history.undone.at(-1)?.label,
    conflicts: work.open.map(({ conflict }) => conflict),
    others: [],
  })
  state = describe()

  const change = (event: WorkEvent): void => {
    const before = work
    happen(event)
    if (work !== before) loop.noteChange()
  }
  const stopWaking = surroundings.onWake(loop.wake)

  return {
    state: () => state,
    subscribe(call) {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
    edit(label, make, options) {
      const after = make(work.graph)
      if (after === work.graph) return
      change({ kind: 'edited', label, coalesce: options?.coalesce, difference: diffGraphs(work.graph, after) })
    },
    undo: () => change({ kind: 'undone' }),
    redo: () => change({ kind: 'redone' }),
    decide: (conflict, decision) => change({ kind: 'decided', conflict, decision }),
    receive: loop.receive,
    saveNow: loop.saveNow,
    async saveAsCopy() {
      const { graph } = work
      const { id: _, ...document } = graph
      const stored = await surroundings.server.createGraph(document)
      return stored.graph.id
    },
    close() {
      stopWaking()
      loop.stop()
    },
  }
}
