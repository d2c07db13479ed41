import { renameSync, rmSync, statSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import type { Instant } from '@statusgraph/model'
import { StoreFailure } from '../store.ts'
import { failureOf, fullFailure, isDamage } from './failure.ts'
import { makeFolder } from './make-folder.ts'
import { finishReplacement, replaceDamagedDatabase, sync } from './salvage.ts'
import { hasSoundSchema, migrate, migrations, schemaVersionOf } from './schema.ts'

/** How long to wait for another process that writes; it blocks this one, so it is short. */
const busyTimeoutMs = 5_000

/** With less than this a save of an ordinary graph, once in the log and once in the file, does not fit. */
const leastFreeBytes = 256 * 1024

export interface DatabaseFileOptions {
  readonly path: string
  readonly now: () => Instant
  /** The schema's steps; only tests bring their own. */
  readonly steps?: readonly string[]
}

interface Place {
  readonly inode: number
  readonly device: number
}

/**
 * The one SQLite file and the connection to it, kept alive through everything that happens to files: full and
 * read-only disks, a folder that is deleted, replaced or mounted again, damage. Every call finds a working connection
 * or throws a {@link StoreFailure}; none needs a restart.
 */
export class DatabaseFile {
  readonly path: string
  readonly #now: () => Instant
  readonly #steps: readonly string[]
  #db: DatabaseSync | undefined
  /** Where the file lay when it was opened: an open file that was deleted still takes writes, and loses them. */
  #place: Place | undefined
  #isWritable = false
  #isClosed = false

  /** Opens or creates the file; throws {@link StoreFailure} when it can be neither written nor read. */
  constructor({ path, now, steps = migrations }: DatabaseFileOptions) {
    this.path = path
    this.#now = now
    this.#steps = steps
    try {
      makeFolder(dirname(path))
      this.#connectOrRead()
    } catch (error) {
      throw failureOf(error, path)
    }
  }

  read<T>(work: (db: DatabaseSync) => T): T {
    return this.#guard(() => {
      if (!this.#db || this.#whereabouts() === 'replaced') this.#connectOrRead()
      return work(this.#connection())
    })
  }

  /** Runs `work` in one transaction. When it returns, the outcome is on the disk, under the path people know. */
  write<T>(work: (db: DatabaseSync) => T): T {
    return this.#guard(() => {
      this.#prepareToWrite()
      const db = this.#connection()
      const result = transact(db, work)
      switch (this.#whereabouts()) {
        case 'in place':
          return result
        case 'gone':
          this.#putBack()
          return result
        case 'replaced':
          this.#disconnect()
          throw new StoreFailure(
            'unavailable',
            `${this.path} was replaced by another file while it was being written: this change is not in it. Try again.`,
          )
      }
    })
  }

  /** Throws what a write would throw now. */
  probe(): void {
    this.#guard(() => {
      this.#prepareToWrite()
      const { bavail, bsize, blocks } = statfsSync(dirname(this.path))
      // Some file systems do not say how large they are, and one small write fits where no save does.
      if (blocks > 0 && bavail * bsize < leastFreeBytes) throw fullFailure(this.path)
      transact(this.#connection(), (db) => db.exec(`PRAGMA user_version = ${this.#steps.length}`))
    })
  }

  close(): void {
    this.#isClosed = true
    this.#disconnect()
  }

  #guard<T>(work: () => T): T {
    if (this.#isClosed) throw new StoreFailure('unavailable', `${this.path} is closed.`)
    try {
      try {
        return work()
      } catch (error) {
        if (!isDamage(error)) throw error
        // Connecting examines the file and replaces it if needed; then the same work has a sound file.
        this.#disconnect()
        this.#connect()
        return work()
      }
    } catch (error) {
      const failure = failureOf(error, this.path)
      // A connection to a file that was read-only stays so; only a new one notices that it may write again.
      if (failure instanceof StoreFailure && failure.code === 'read-only') this.#isWritable = false
      throw failure
    }
  }

  #prepareToWrite(): void {
    if (this.#db && this.#isWritable) {
      switch (this.#whereabouts()) {
        case 'in place':
          return
        case 'gone':
          this.#putBack()
          return
        case 'replaced':
          break
      }
    }
    this.#connect()
  }

  #connectOrRead(): void {
    try {
      this.#connect()
    } catch (error) {
      const isRefusedByDisk = !(error instanceof StoreFailure) && failureOf(error, this.path) instanceof StoreFailure
      if (!isRefusedByDisk || !this.#connectForReading()) throw error
    }
  }

  #connect(): void {
    const { db, place } = this.#openSound()
    this.#disconnect()
    this.#db = db
    this.#place = place
    this.#isWritable = true
  }

  #openSound(): { db: DatabaseSync; place: Place } {
    finishReplacement(this.path)
    for (let attempt = 1; ; attempt++) {
      const before = placeOf(this.path)
      let db: DatabaseSync | undefined
      try {
        db = new DatabaseSync(this.path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
        examine(db, this.#steps)
        configure(db)
        migrate(db, this.path, this.#steps)
        const place = placeOf(this.path)
        if (!place) throw this.#goneFailure()
        return { db, place }
      } catch (error) {
        closeQuietly(db)
        if (!isBroken(error) || attempt === 2) throw error
        // Another process may have replaced the file meanwhile; then ours is already a new one.
        const after = placeOf(this.path)
        if (before && after?.inode === before.inode) {
          replaceDamagedDatabase(this.path, this.#now().wallMs, this.#steps)
        }
      }
    }
  }

  /** On a full or read-only disk SQLite cannot even make the files it needs to read; as long as no log waits, the file can be read as it lies. */
  #connectForReading(): boolean {
    const place = placeOf(this.path)
    const log = statSync(`${this.path}-wal`, { throwIfNoEntry: false })
    if (!place || (log && log.size > 0)) return false
    try {
      const url = pathToFileURL(this.path)
      url.searchParams.set('immutable', '1')
      const db = new DatabaseSync(url, { readOnly: true })
      if (schemaVersionOf(db) !== this.#steps.length) return false
      this.#disconnect()
      this.#db = db
      this.#place = place
      this.#isWritable = false
      return true
    } catch {
      return false
    }
  }

  /** The folder came back empty on the same disk: the open connection still holds everything, so it is written down again. */
  #putBack(): void {
    const folder = statSync(dirname(this.path), { throwIfNoEntry: false })
    if (!folder?.isDirectory() || folder.dev !== this.#place?.device) throw this.#goneFailure()
    const copy = `${this.path}.put-back`
    rmSync(copy, { force: true })
    this.#connection().prepare('VACUUM INTO ?').run(copy)
    sync(copy)
    renameSync(copy, this.path)
    sync(dirname(this.path))
    this.#connect()
  }

  #goneFailure(): StoreFailure {
    return new StoreFailure(
      'unavailable',
      `The data folder ${dirname(this.path)} is gone: nothing can be saved until it is back (mount it or create it again).`,
    )
  }

  #whereabouts(): 'in place' | 'gone' | 'replaced' {
    const place = placeOf(this.path)
    if (!place) return 'gone'
    return place.inode === this.#place?.inode && place.device === this.#place.device ? 'in place' : 'replaced'
  }

  #connection(): DatabaseSync {
    if (!this.#db) throw this.#goneFailure()
    return this.#db
  }

  #disconnect(): void {
    closeQuietly(this.#db)
    this.#db = undefined
    this.#place = undefined
    this.#isWritable = false
  }
}

/** What is wrong with a database that SQLite opens all the same. */
class BrokenDatabase extends Error {}

function isBroken(error: unknown): boolean {
  return error instanceof BrokenDatabase || isDamage(error)
}

function examine(db: DatabaseSync, steps: readonly string[]): void {
  const [found] = db.prepare('PRAGMA integrity_check(1)').all()
  if (found?.['integrity_check'] !== 'ok') throw new BrokenDatabase(String(found?.['integrity_check']))
  const encoding = db.prepare('PRAGMA encoding').get()?.['encoding']
  if (encoding !== 'UTF-8') throw new BrokenDatabase(`the encoding is ${String(encoding)}`)
  // A flipped bit can rename a column and leave everything else in order.
  if (!hasSoundSchema(db, steps)) throw new BrokenDatabase('the tables are not ours')
}

function configure(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  // A flipped bit in the log silently ends it, one in the database is found by a seal. So nothing stays in the log.
  db.exec('PRAGMA wal_autocheckpoint = 1')
}

function transact<T>(db: DatabaseSync, work: (db: DatabaseSync) => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work(db)
    db.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite has already rolled back after some failures, such as a full disk.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function placeOf(path: string): Place | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && { inode: stat.ino, device: stat.dev }
}

function closeQuietly(db: DatabaseSync | undefined): void {
  try {
    db?.close()
  } catch {
    // A connection to a file that is gone or broken has nothing left to save.
  }
}
