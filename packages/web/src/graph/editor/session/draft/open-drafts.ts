import type { DraftLocks } from './draft-locks.ts'
import { readDraft } from './draft-text.ts'
import type { ReadDraft } from './draft-text.ts'
import type { DraftRecord, DraftShelf } from './shelf.ts'

/** A draft that is this tab's now. */
export interface TakenDraft extends ReadDraft {
  readonly record: DraftRecord
}

export interface OpenedDrafts {
  /** Under which this tab keeps its work; no other tab does. */
  readonly id: string
  /** What was kept under it before: by this tab before a reload, or by a tab that is gone. */
  readonly own: TakenDraft | undefined
  /** What other tabs left behind, oldest first. Once it is in the work, `remove` it. */
  readonly orphans: readonly TakenDraft[]
  readonly remove: (id: string) => Promise<void>
  /** Gives everything back that is still held. */
  readonly release: () => void
}

/** Remembers of a tab which draft is its own; survives a reload, and is copied when a tab is duplicated. */
export interface TabMemory {
  readonly read: (graph: string) => string | undefined
  readonly write: (graph: string, id: string) => void
}

interface OpenDraftsOptions {
  readonly graph: string
  readonly shelf: DraftShelf
  readonly locks: DraftLocks
  readonly memory: TabMemory
  readonly newId: () => string
}

const reloadMs = 300

/** Takes this tab's draft of a graph, and those that nobody holds any more, so that no other tab takes them too. */
export async function openDrafts({ graph, shelf, locks, memory, newId }: OpenDraftsOptions): Promise<OpenedDrafts> {
  const releases = new Map<string, () => void>()
  const take = async (id: string, patienceMs = 0): Promise<boolean> => {
    const release = await locks.take(id, patienceMs)
    if (release !== undefined) releases.set(id, release)
    return release !== undefined
  }
  const giveBack = (id: string): void => {
    releases.get(id)?.()
    releases.delete(id)
  }
  const read = async (record: DraftRecord): Promise<TakenDraft | undefined> => {
    const kept = await shelf.read(record.id)
    const draft = kept === undefined ? undefined : readDraft(kept)
    return draft === undefined ? undefined : { record, ...draft }
  }

  try {
    const all = (await shelf.list()).filter((record) => record.graph === graph)
    const records = all.filter(({ discardedAt }) => discardedAt === undefined)
    // What was discarded under it may be wanted back: then the tab writes elsewhere.
    const remembered = all.find(({ id, discardedAt }) => id === memory.read(graph) && discardedAt !== undefined)
      ? undefined
      : memory.read(graph)
    // A page that was just reloaded or closed may need a moment to let go.
    let id = remembered !== undefined && (await take(remembered, reloadMs)) ? remembered : undefined
    const ownRecord = records.find((record) => record.id === id)
    let own = ownRecord === undefined ? undefined : await read(ownRecord)

    const orphans: TakenDraft[] = []
    for (const record of records.toSorted((a, b) => a.changedAt.localeCompare(b.changedAt))) {
      if (record.id === id || !record.isUnsaved || !(await take(record.id))) continue
      const orphan = await read(record)
      if (orphan === undefined) giveBack(record.id)
      else orphans.push(orphan)
    }

    // With nothing of its own, a tab goes on where the newest orphan stopped, with all that it could undo.
    if (own === undefined && orphans.length > 0) {
      if (id !== undefined) giveBack(id)
      own = orphans.pop()
      id = own?.record.id
    }
    if (id === undefined) {
      id = newId()
      await take(id)
    }
    memory.write(graph, id)
    return {
      id,
      own,
      orphans,
      async remove(gone) {
        await shelf.remove(gone)
        giveBack(gone)
      },
      release() {
        for (const held of releases.keys()) giveBack(held)
      },
    }
  } catch (cause) {
    for (const held of releases.keys()) giveBack(held)
    throw cause
  }
}
