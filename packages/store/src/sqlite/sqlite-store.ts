import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Instant } from '@statusgraph/model'
import type { DamagedGraph, GraphStore } from '../store.ts'
import { DatabaseFile } from './database-file.ts'
import { GraphLine } from './graph-line.ts'
import { takeTurns } from '../take-turns.ts'
import { readGraphOrder, writeGraphOrder } from './graph-order.ts'
import { readMemos, writeMemos } from './memos.ts'

const databaseName = 'statusgraph.db'

export interface SqliteStoreOptions {
  /** The data folder; created, for its owner alone, when it is not there. */
  readonly folder: string
  readonly now: () => Instant
}

/** The database with both of its lines: what people drew, and what provisioned files said. */
export interface SqliteLines {
  readonly file: DatabaseFile
  readonly drawn: GraphLine
  readonly provisioned: GraphLine
  /** Database files that were broken and set aside. */
  readonly damagedFiles: () => readonly DamagedGraph[]
}

export function openSqliteLines({ folder, now }: SqliteStoreOptions): SqliteLines {
  const file = new DatabaseFile({ path: join(folder, databaseName), now })
  return {
    file,
    drawn: new GraphLine(file, 'drawn', now),
    provisioned: new GraphLine(file, 'provisioned', now),
    damagedFiles: () => findDamagedFiles(file.path),
  }
}

/**
 * Opens the graph store in `folder`, an SQLite database of its own.
 *
 * @example
 * const store = await openSqliteStore({ folder: './data', now })
 * const result = await store.create(graph, { by: 'ada', message: 'first sketch' })
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<GraphStore> {
  const { file, drawn, damagedFiles } = openSqliteLines(options)
  return {
    list: async () => drawn.list().map((stored) => stored.info),
    read: async (id) => drawn.read(id),
    create: async (graph, note = {}) => drawn.create(graph, note),
    save: async (graph, expectedRevision, note = {}) => drawn.save(graph, expectedRevision, note),
    remove: async (id, expectedRevision, by) => drawn.remove(id, expectedRevision, by),
    bin: async () => drawn.bin(),
    purge: async (id) => drawn.purge(id),
    thin: (describe) => takeTurns(drawn.thin(describe)),
    readOrder: async () => readGraphOrder(file),
    saveOrder: async (ids) => writeGraphOrder(file, ids),
    readMemos: async () => readMemos(file),
    saveMemos: async (changes) => writeMemos(file, changes),
    revisions: async (id) => drawn.revisions(id),
    readRevision: async (id, revision) => drawn.readRevision(id, revision),
    damaged: async () => [...drawn.damaged(), ...damagedFiles()],
    probe: async () => file.probe(),
    subscribe: (listener) => drawn.subscribe(listener),
    close: async () => file.close(),
  }
}

/** The set-aside files themselves are the record: they are named until somebody takes them away. */
function findDamagedFiles(path: string): readonly DamagedGraph[] {
  const prefix = `${basename(path)}.damaged-`
  if (!existsSync(dirname(path))) return []
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && !/-(?:wal|shm)$/.test(name))
    .map((name) => ({
      id: name,
      reason:
        'the database was damaged: every revision that proved sound was taken over, and the damaged file is kept beside it until you move it away',
    }))
}
