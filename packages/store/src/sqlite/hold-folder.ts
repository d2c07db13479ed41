import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { StoreFailure } from '../store.ts'
import { isBusy } from './failure.ts'
import { makeFolder } from './make-folder.ts'

export interface HoldOptions {
  /** How long a server that is about to end may take to do so. */
  readonly waitMs: number
  /** The folder is held by another server, which is waited for. */
  readonly onWait?: () => void
  /** Ends the waiting. */
  readonly signal?: AbortSignal
}

const lookEveryMs = 200

/**
 * Takes a data folder for one server: two would overwrite what each remembers of discovery. The lock is one of the
 * operating system on an empty file, taken by SQLite, so it is gone with the process however that ends, and nothing
 * has to be cleaned up. Programs that only save graphs, such as `statusgraph migrate`, need no lock.
 *
 * @returns what gives the folder free again
 * @throws StoreFailure when another server keeps it
 */
export async function holdFolder(folder: string, { waitMs, onWait, signal }: HoldOptions): Promise<() => void> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const release = tryToHold(folder)
    if (release !== undefined) return release
    if (waitedMs >= waitMs || signal?.aborted === true) {
      throw new StoreFailure(
        'unavailable',
        `Another Statusgraph server works in ${folder}. End that one first, or give this one a folder of its own with --data-dir.`,
      )
    }
    if (waitedMs === 0) onWait?.()
    await wait(lookEveryMs)
  }
}

/** Undefined: somebody else has it. */
function tryToHold(folder: string): (() => void) | undefined {
  let db: DatabaseSync | undefined
  try {
    makeFolder(folder)
    db = new DatabaseSync(join(folder, 'statusgraph.db.lock'), { timeout: 0 })
    // Nothing is ever written, neither to the file nor beside it, so a full disk is no hindrance.
    db.exec('PRAGMA journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    const held = db
    return () => held.close()
  } catch (error) {
    if (db?.isOpen === true) db.close()
    // A folder that cannot be locked is opened all the same: whatever is wrong with it is told by whoever needs it.
    return isBusy(error) ? undefined : () => undefined
  }
}
