import type { DraftLocks } from '../draft/draft-locks.ts'
import type { TabMemory } from '../draft/open-drafts.ts'
import type { DraftRecord, DraftShelf } from '../draft/shelf.ts'

/** One browser: what its tabs share. */
export interface MemoryBrowser {
  readonly shelf: DraftShelf
  /** Set: nothing more can be kept, for this reason. */
  trouble: string | undefined
  /** The locks as one tab has them; `die` ends the tab as a kill would. */
  readonly openTab: () => { readonly locks: DraftLocks; readonly memory: TabMemory; readonly die: () => void }
  /** The same tab after a reload, or a duplicate of it: its memory is copied. */
  readonly copyTab: (of: TabMemory) => ReturnType<MemoryBrowser['openTab']>
}

export function startMemoryBrowser(): MemoryBrowser {
  const held = new Set<string>()
  const memories = new Map<TabMemory, Map<string, string>>()
  const openTab = (start: ReadonlyMap<string, string> = new Map()) => {
    const known = new Map(start)
    const own = new Set<string>()
    const memory: TabMemory = {
      read: (graph) => known.get(graph),
      write: (graph, id) => void known.set(graph, id),
    }
    memories.set(memory, known)
    const release = (id: string): void => {
      held.delete(id)
      own.delete(id)
    }
    const locks: DraftLocks = {
      isHeld: async (id) => held.has(id),
      async take(id) {
        if (held.has(id)) return undefined
        held.add(id)
        own.add(id)
        return () => release(id)
      },
    }
    const die = (): void => {
      for (const id of own) release(id)
    }
    return { locks, memory, die }
  }
  const self: MemoryBrowser = {
    trouble: undefined,
    shelf: openMemoryShelf(() => self.trouble),
    openTab: () => openTab(),
    copyTab: (memory) => openTab(memories.get(memory)),
  }
  return self
}

/** Keeps drafts as IndexedDB does: as text, in order, each write at a later moment or not at all. */
function openMemoryShelf(trouble: () => string | undefined): DraftShelf {
  const records = new Map<string, DraftRecord>()
  const beginnings = new Map<string, string>()
  const events = new Map<string, Map<number, string>>()
  let queue: Promise<unknown> = Promise.resolve()
  const inOrder = <Answer>(task: () => Answer, isWrite = true): Promise<Answer> => {
    const done = queue.then(() => {
      const name = trouble()
      if (isWrite && name !== undefined) throw new DOMException('the store is closed', name)
      return task()
    })
    queue = done.catch(() => undefined)
    return done
  }
  return {
    list: () => inOrder(() => [...records.values()], false),
    read: (id) =>
      inOrder(() => {
        const beginning = beginnings.get(id)
        if (beginning === undefined) return undefined
        const kept = [...(events.get(id) ?? [])].toSorted(([a], [b]) => a - b)
        return { beginning, events: kept.map(([number, text]) => ({ number, text })) }
      }, false),
    begin: (record, beginning) =>
      inOrder(() => {
        records.set(record.id, record)
        beginnings.set(record.id, beginning)
        events.set(record.id, new Map())
      }),
    append: (record, { number, text }) =>
      inOrder(() => {
        records.set(record.id, record)
        events.set(record.id, (events.get(record.id) ?? new Map<number, string>()).set(number, text))
        return beginnings.has(record.id)
      }),
    mark: (id, change) =>
      inOrder(() => {
        const record = records.get(id)
        if (record !== undefined) records.set(id, { ...record, ...change })
      }),
    remove: (id) =>
      inOrder(() => {
        records.delete(id)
        beginnings.delete(id)
        events.delete(id)
      }),
  }
}
