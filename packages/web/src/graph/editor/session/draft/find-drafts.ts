import { openDraftLocks } from './draft-locks.ts'
import type { DraftLocks } from './draft-locks.ts'
import { openIndexedShelf } from './indexed-shelf.ts'
import type { DraftRecord, DraftShelf } from './shelf.ts'

/** Long enough to come back on Monday and want it after all. */
const keepDiscardedMs = 7 * 24 * 3_600_000

interface Draftsman {
  readonly shelf: DraftShelf
  readonly locks: DraftLocks
  readonly wallMs: () => number
}

let shared: Draftsman | undefined

/** Where this page keeps drafts; opened once. */
export function browserDrafts(): Draftsman {
  shared ??= { shelf: openIndexedShelf(), locks: openDraftLocks(), wallMs: () => Date.now() }
  return shared
}

/** Unsaved work on a graph that no living tab holds, newest first; nothing where this browser keeps nothing. */
export async function findDrafts(graph: string, drafts = browserDrafts()): Promise<readonly DraftRecord[]> {
  try {
    await dropOld(drafts)
    const all = await drafts.shelf.list()
    const unsaved = all.filter((one) => one.graph === graph && one.isUnsaved && one.discardedAt === undefined)
    const isHeld = await Promise.all(unsaved.map(({ id }) => drafts.locks.isHeld(id)))
    return unsaved
      .filter((_, index) => isHeld[index] === false)
      .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt))
  } catch {
    return []
  }
}

/** Takes a draft out of sight. It can be brought back for some days. */
export function discardDraft(id: string, { shelf, wallMs } = browserDrafts()): Promise<void> {
  return shelf.mark(id, { discardedAt: new Date(wallMs()).toISOString() })
}

export function bringBackDraft(id: string, { shelf } = browserDrafts()): Promise<void> {
  return shelf.mark(id, { discardedAt: undefined })
}

async function dropOld({ shelf, locks, wallMs }: Draftsman): Promise<void> {
  for (const { id, changedAt, discardedAt, isUnsaved } of await shelf.list()) {
    // What is not saved and was not discarded stays for ever: only a person may say that it goes.
    const idleSince = discardedAt ?? (isUnsaved ? undefined : changedAt)
    if (idleSince === undefined || wallMs() - Date.parse(idleSince) < keepDiscardedMs) continue
    if (!(await locks.isHeld(id))) await shelf.remove(id)
  }
}
