import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { DraftRecord, DraftShelf } from './shelf.ts'

const databaseName = 'statusgraph-drafts'

interface Schema extends DBSchema {
  /** By draft id. */
  drafts: { key: string; value: DraftRecord }
  /** By draft id. */
  beginnings: { key: string; value: string }
  /** By draft id and number. */
  events: { key: [string, number]; value: string }
}

const stores = ['drafts', 'beginnings', 'events'] as const

/**
 * Keeps drafts in IndexedDB. A change is one small transaction that is committed at once: what was handed over is kept
 * even when the tab dies in the next moment.
 */
export function openIndexedShelf(): DraftShelf {
  let opening: Promise<IDBPDatabase<Schema>> | undefined
  const open = (): Promise<IDBPDatabase<Schema>> => {
    opening ??= openDB<Schema>(databaseName, 1, {
      upgrade(database) {
        for (const name of stores) database.createObjectStore(name)
      },
      // Another tab with a newer page wants to change the database: it must not wait for this one.
      blocking: (_current, _blocked, event) => {
        opening = undefined
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated() {
        opening = undefined
      },
    }).catch((cause: unknown) => {
      opening = undefined
      throw cause
    })
    return opening
  }
  const write = async () => (await open()).transaction(stores, 'readwrite', { durability: 'relaxed' })
  const eventsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])

  return {
    list: async () => (await open()).getAll('drafts'),
    async read(id) {
      const transaction = (await open()).transaction(stores)
      const events = transaction.objectStore('events')
      const [beginning, keys, texts] = await Promise.all([
        transaction.objectStore('beginnings').get(id),
        events.getAllKeys(eventsOf(id)),
        events.getAll(eventsOf(id)),
      ])
      if (beginning === undefined) return undefined
      return { beginning, events: texts.map((text, index) => ({ number: keys[index]?.[1] ?? index, text })) }
    },
    async begin(record, beginning) {
      const transaction = await write()
      void transaction.objectStore('drafts').put(record, record.id)
      void transaction.objectStore('beginnings').put(beginning, record.id)
      void transaction.objectStore('events').delete(eventsOf(record.id))
      transaction.commit()
      await transaction.done
    },
    async append(record, { number, text }) {
      const transaction = await write()
      const before = transaction.objectStore('beginnings').count(record.id)
      void transaction.objectStore('drafts').put(record, record.id)
      void transaction.objectStore('events').put(text, [record.id, number])
      transaction.commit()
      await transaction.done
      return (await before) > 0
    },
    async mark(id, change) {
      const transaction = (await open()).transaction('drafts', 'readwrite')
      const record = await transaction.store.get(id)
      if (record !== undefined) void transaction.store.put({ ...record, ...change }, id)
      await transaction.done
    },
    async remove(id) {
      const transaction = await write()
      void transaction.objectStore('drafts').delete(id)
      void transaction.objectStore('beginnings').delete(id)
      void transaction.objectStore('events').delete(eventsOf(id))
      transaction.commit()
      await transaction.done
    },
  }
}
