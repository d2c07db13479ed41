import type { RevisionedGraph } from '@statusgraph/protocol'
import type { Keeping } from '../session.ts'
import type { SessionSurroundings } from '../surroundings.ts'
import { isUnsaved } from '../work/work.ts'
import type { Work, WorkEvent } from '../work/work.ts'
import { openDraftWriter } from './draft-writer.ts'
import type { DraftWriter } from './draft-writer.ts'
import { openDrafts } from './open-drafts.ts'
import type { OpenedDrafts, TakenDraft } from './open-drafts.ts'

/** A browser that cannot say for so long what it keeps must not hold up the work. */
const longestOpeningMs = 3_000

export interface AttachedDraft {
  /** Fulfilled when what was kept from before is in the work, or cannot be had. */
  readonly ready: Promise<void>
  readonly keeping: () => Keeping
  readonly note: (before: Work, event: WorkEvent, after: Work) => void
  /** Forgets the draft: the work has gone elsewhere. */
  readonly drop: () => Promise<void>
  readonly close: () => void
}

interface AttachOptions {
  readonly loaded: RevisionedGraph
  readonly surroundings: SessionSurroundings
  readonly work: () => Work
  /** Goes on with a work from before in the place of the one that just began. */
  readonly resume: (work: Work) => void
  readonly happen: (event: WorkEvent) => void
  readonly onTakenOver: (changedAt: string) => void
  readonly onKeeping: () => void
}

interface Noted {
  readonly before: Work
  readonly event: WorkEvent
  readonly after: Work
}

/** Keeps a work as a draft of this tab, after putting in what was kept before. */
export function attachDraft(options: AttachOptions): AttachedDraft {
  const { loaded, surroundings, work, resume, happen, onTakenOver, onKeeping } = options
  const { shelf, locks, memory, newId } = surroundings
  const closing = new AbortController()
  let opened: OpenedDrafts | undefined
  let writer: DraftWriter | undefined
  let isForgotten = false
  /** What happened before the writer was there. */
  let early: Noted[] = []
  let keeping: Keeping = { kind: 'kept' }

  const startWriter = ({ id, own }: OpenedDrafts): DraftWriter =>
    openDraftWriter({ id, shelf, surroundings, newest: own?.newest, work, onKeeping, signal: closing.signal })

  /** Goes on with the own draft. The hand may have been quicker than the browser's store: that comes on top. */
  const resumeOwn = (own: TakenDraft): void => {
    const hasBegun = early.length > 0
    const begun = work().graph
    early = []
    resume(own.work)
    if (hasBegun) happen({ kind: 'adopted', label: 'first edits', base: loaded.graph, graph: begun })
  }

  const adopt = async (orphan: TakenDraft, drafts: OpenedDrafts, into: DraftWriter): Promise<void> => {
    const { base, graph } = orphan.work
    happen({ kind: 'adopted', label: 'work of another tab', base: base.graph, graph })
    await into.settle()
    // Two copies are merged to one again; none would be lost work.
    if (into.keeping().kind === 'kept') await drafts.remove(orphan.record.id)
  }

  const open = async (): Promise<void> => {
    const drafts = await openDrafts({ graph: loaded.graph.id, shelf, locks, memory, newId })
    if (closing.signal.aborted) return drafts.release()
    opened = drafts
    const own = startWriter(drafts)
    writer = own
    if (drafts.own === undefined) for (const { before, event, after } of early) own.note(before, event, after)
    else resumeOwn(drafts.own)
    early = []
    keeping = { kind: 'kept' }
    const taken = [...drafts.orphans, ...(drafts.own === undefined ? [] : [drafts.own])]
    const unsaved = taken.filter((draft) => isUnsaved(draft.work))
    for (const orphan of drafts.orphans) await adopt(orphan, drafts, own)
    const newest = unsaved
      .map(({ record }) => record.changedAt)
      .toSorted()
      .at(-1)
    if (newest !== undefined) onTakenOver(newest)
  }

  const opening = open().catch(() => {
    keeping = { kind: 'not-kept', reason: 'the browser refuses to store anything.' }
    onKeeping()
  })
  const isLate = new Promise<void>((resolve) => {
    const cancel = surroundings.after(longestOpeningMs, resolve)
    void opening.finally(cancel)
  })

  return {
    ready: Promise.race([opening, isLate]),
    keeping: () => writer?.keeping() ?? keeping,
    note(before, event, after) {
      if (isForgotten) return
      if (writer === undefined) early.push({ before, event, after })
      else writer.note(before, event, after)
    },
    async drop() {
      isForgotten = true
      await writer?.settle()
      if (opened !== undefined) await opened.remove(opened.id)
    },
    close() {
      closing.abort()
      if (opened === undefined) return
      // What the server has needs no draft once the editor is closed; the history of undo ends with it.
      if (!isUnsaved(work()) && work().open.length === 0) shelf.remove(opened.id).catch(() => undefined)
      opened.release()
    },
  }
}
