import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isDamage, isSqliteError } from './failure.ts'
import {
  readDocumentAt,
  readRevisionAt,
  readSettingAt,
  readTipAt,
  writeRevision,
  writeSetting,
  writeTip,
} from './rows.ts'
import { hasTablesOf, migrate } from './schema.ts'

const pageBytes = 4096
/** No row of ours is smaller, so a file of n bytes holds at most n / this many rows. */
const leastRowBytes = 100
/** Extended result codes: a primary key that is there already, and a statement that does not fit the schema. */
const doubleKey = 1555
const faultyStatement = 1

/**
 * Moves a database whose structure is broken aside, and puts in its place a new one with every row that still proves
 * sound. Nothing is deleted, and a crash at any point leaves either the old file or the new one in place.
 *
 * @returns the name under which the damaged file was kept
 */
export function replaceDamagedDatabase(path: string, wallMs: number, steps: readonly string[]): string {
  const copy = `${path}.salvage`
  const fresh = freshPathOf(path)
  sweep(copy)
  sweep(fresh)
  // SQLite writes while it reads a log, so it only ever sees a copy.
  copyFileSync(path, copy)
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
  const target = new DatabaseSync(fresh)
  try {
    target.exec('PRAGMA synchronous = FULL')
    migrate(target, fresh, steps)
    target.exec('BEGIN')
    takeOver(copy, fresh, target, steps)
    target.exec('COMMIT')
  } finally {
    target.close()
  }
  sync(fresh)
  const aside = nameAside(path, wallMs)
  // The log goes first: were it left behind, SQLite would play it into the new file.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  finishReplacement(path)
  sweep(copy)
  return aside
}

/** Completes a replacement that a crash interrupted between its two renames. */
export function finishReplacement(path: string): void {
  const fresh = freshPathOf(path)
  if (existsSync(path) || !existsSync(fresh)) return
  renameSync(fresh, path)
  sync(dirname(path))
}

function freshPathOf(path: string): string {
  return `${path}.new`
}

function takeOver(copy: string, fresh: string, target: DatabaseSync, steps: readonly string[]): void {
  if (canBeRead(copy, steps) && copyRows(copy, target) > 0) return
  // The first page, which says where the tables begin, is lost. Ours is the same in every file, so it is lent.
  sweepLog(copy)
  lendFirstPage(copy, fresh)
  copyRows(copy, target)
}

/** Whether the first page is good enough to find the tables and their columns by. */
function canBeRead(copy: string, steps: readonly string[]): boolean {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(copy)
    return hasTablesOf(db, steps)
  } catch (error) {
    if (isUnreadable(error)) return false
    throw error
  } finally {
    db?.close()
  }
}

function copyRows(copy: string, target: DatabaseSync): number {
  let source: DatabaseSync | undefined
  let taken = 0
  try {
    source = new DatabaseSync(copy)
    const from = source
    const most = Math.ceil((statSync(copy).size + logBytes(copy)) / leastRowBytes)
    const lastTip = lastRowOf(from, 'graphs', most)
    for (let rowid = 1; rowid <= lastTip; rowid++) {
      const tip = tryReading(() => readTipAt(from, rowid))
      if (tip?.sound && tryWriting(() => writeTip(target, tip.row))) taken++
    }
    const lastSetting = lastRowOf(from, 'settings', most)
    for (let rowid = 1; rowid <= lastSetting; rowid++) {
      const setting = tryReading(() => readSettingAt(from, rowid))
      if (setting?.sound) tryWriting(() => writeSetting(target, setting.row))
    }
    const lastRevision = lastRowOf(from, 'revisions', most)
    for (let rowid = 1; rowid <= lastRevision; rowid++) {
      const revision = tryReading(() => readRevisionAt(from, rowid))
      if (!revision?.sound) continue
      // A row that lost its document still says that this revision existed, so that no older one passes for the newest.
      const document = tryReading(() => readDocumentAt(from, rowid)) ?? null
      if (tryWriting(() => writeRevision(target, revision.row, document))) taken++
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error
  } finally {
    source?.close()
  }
  return taken
}

/** The last row that is worth a try: the last one there is, or as many as the file can hold when that cannot be told. */
function lastRowOf(db: DatabaseSync, table: 'graphs' | 'revisions' | 'settings', most: number): number {
  const last = tryReading(() => Number(db.prepare(`SELECT max(rowid) AS last FROM ${table}`).get()?.['last']))
  return last === undefined || last > most ? most : last
}

function tryReading<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

function tryWriting(write: () => void): boolean {
  try {
    write()
    return true
  } catch (error) {
    // The same row found twice: the first one stays.
    if (isSqliteError(error, doubleKey)) return false
    throw error
  }
}

/** In a damaged file even "no such table" means damage. */
function isUnreadable(error: unknown): boolean {
  return isDamage(error) || isSqliteError(error, faultyStatement)
}

function lendFirstPage(copy: string, fresh: string): void {
  const page = Buffer.alloc(pageBytes)
  const from = openSync(fresh, 'r')
  try {
    readSync(from, page, 0, pageBytes, 0)
  } finally {
    closeSync(from)
  }
  // Bytes 18 and 19: no log. 24 to 27 differ from 92 to 95: take the length from the file, not from this page.
  page.writeUInt16BE(0x0101, 18)
  page.writeUInt32BE((page.readUInt32BE(92) + 1) >>> 0, 24)
  const to = openSync(copy, 'r+')
  try {
    writeSync(to, page, 0, pageBytes, 0)
  } finally {
    closeSync(to)
  }
}

function nameAside(path: string, wallMs: number): string {
  const stem = `${path}.damaged-${new Date(wallMs).toISOString().replaceAll(':', '-')}`
  let name = stem
  for (let n = 2; existsSync(name); n++) name = `${stem}-${n}`
  return name
}

function logBytes(path: string): number {
  return existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0
}

function sweep(path: string): void {
  sweepLog(path)
  rmSync(path, { force: true })
  rmSync(`${path}-journal`, { force: true })
}

function sweepLog(path: string): void {
  rmSync(`${path}-wal`, { force: true })
  rmSync(`${path}-shm`, { force: true })
}

/** Makes a file or a folder's names survive a power cut. */
export function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
