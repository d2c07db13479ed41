import { ChangeFeed } from './change-feed.ts'
import { ProvisionedGraphs } from './provisioned/provisioned-graphs.ts'
import { watchProvisionedGraphs } from './provisioned/watch-provisioned-graphs.ts'
import type { GraphLine } from './sqlite/graph-line.ts'
import { readGraphOrder, writeGraphOrder } from './sqlite/graph-order.ts'
import { holdFolder, type HoldOptions } from './sqlite/hold-folder.ts'
import { readMemos, writeMemos } from './sqlite/memos.ts'
import { openSqliteLines } from './sqlite/sqlite-store.ts'
import type { SqliteStoreOptions } from './sqlite/sqlite-store.ts'
import { StoreFailure } from './store.ts'
import { takeTurns } from './take-turns.ts'
import type { GraphStore } from './store.ts'

export interface StoreOptions {
  /** The data folder; created, for its owner alone, when it is not there. */
  readonly dataDir: string
  /** Folders of graph documents that are shown and cannot be changed here. */
  readonly provisioning?: readonly string[]
  readonly now: SqliteStoreOptions['now']
  /** How often the folders, and the saves of other processes, are looked at. */
  readonly pollMs?: number
  /** For a server, which shares the folder with no other server; default: nobody is kept out. */
  readonly hold?: HoldOptions
}

/**
 * Opens the graphs drawn here and those provisioned from files as one store. Where both have an id, the file is shown
 * and says so in its `fault`; the drawn graph is kept and comes back when the file goes.
 *
 * @example
 * const store = await openStore({ dataDir: './data', provisioning: ['/etc/statusgraph/graphs'], now })
 * const stop = store.subscribe(({ id }) => redraw(id))
 */
export async function openStore({ hold, ...options }: StoreOptions): Promise<GraphStore> {
  if (hold === undefined) return openShared(options)
  const release = await holdFolder(options.dataDir, hold)
  try {
    const store = await openShared(options)
    return {
      ...store,
      close: async () => {
        await store.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function openShared({
  dataDir,
  provisioning = [],
  now,
  pollMs = 1_000,
}: Omit<StoreOptions, 'hold'>): Promise<GraphStore> {
  const lines = openSqliteLines({ folder: dataDir, now })
  const { file, drawn } = lines
  const provisioned = new ProvisionedGraphs(lines.provisioned, drawn, now)
  const feed = new ChangeFeed()
  const ending = new AbortController()
  const lineOf = (id: string): GraphLine => (provisioned.has(id) ? lines.provisioned : drawn)

  drawn.subscribe((change) => {
    if (!provisioned.has(change.id)) feed.announce(change)
  })
  await watchProvisionedGraphs(provisioning, {
    pollMs,
    signal: ending.signal,
    lastGood: provisioned.recall(),
    onChange: (state) => {
      for (const change of provisioned.accept(state)) feed.announce(change)
    },
    onQuiet: () => {
      for (const change of provisioned.catchUp()) feed.announce(change)
      announceOthers(drawn)
    },
  })

  return {
    list: async () =>
      [...drawn.list().filter(({ info }) => !provisioned.has(info.id)), ...provisioned.list()]
        .map(({ info }) => info)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    read: async (id) => provisioned.read(id) ?? drawn.read(id),
    create: async (graph, note = {}) => (provisioned.has(graph.id) ? { kind: 'exists' } : drawn.create(graph, note)),
    save: async (graph, expectedRevision, note = {}) =>
      provisioned.has(graph.id) ? { kind: 'read-only' } : drawn.save(graph, expectedRevision, note),
    remove: async (id, expectedRevision, by) =>
      provisioned.has(id) ? { kind: 'read-only' } : drawn.remove(id, expectedRevision, by),
    bin: async () => drawn.bin(),
    purge: async (id) => drawn.purge(id),
    thin: (describe) => takeTurns(drawn.thin(describe)),
    readOrder: async () => readGraphOrder(file),
    saveOrder: async (ids) => writeGraphOrder(file, ids),
    readMemos: async () => readMemos(file),
    saveMemos: async (changes) => writeMemos(file, changes),
    revisions: async (id) => lineOf(id).revisions(id),
    readRevision: async (id, revision) => lineOf(id).readRevision(id, revision),
    damaged: async () => [...drawn.damaged(), ...provisioned.damaged(), ...lines.damagedFiles()],
    probe: async () => file.probe(),
    subscribe: (listener) => feed.subscribe(listener),
    close: async () => {
      ending.abort()
      file.close()
    },
  }
}

/** Another process, such as `statusgraph migrate`, saves into the same file without a word to this one. */
function announceOthers(drawn: GraphLine): void {
  try {
    drawn.announceChanges()
  } catch (error) {
    // The disk refuses for now; whoever saves or probes is told, and the next look tries again.
    if (!(error instanceof StoreFailure)) throw error
  }
}
