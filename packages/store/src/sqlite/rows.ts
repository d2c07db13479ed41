import { createHash } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { isDamage } from './failure.ts'

/** One history of a graph: drawn by people here, or provisioned from a file. */
export type Line = 'drawn' | 'provisioned'

/** Which revision of a graph is the newest, and whether the graph lies in the bin. */
export interface TipRow {
  readonly line: string
  readonly id: string
  readonly revision: number
  readonly removedAt: string | null
  readonly removedBy: string | null
}

export interface RevisionRow {
  readonly line: string
  readonly graphId: string
  readonly revision: number
  readonly savedAt: string
  readonly savedBy: string | null
  readonly message: string | null
  readonly nodes: number
  readonly edges: number
  readonly documentHash: string
}

/** Something that belongs to no single graph; `value` is JSON. */
export interface SettingRow {
  readonly name: string
  readonly value: string
}

/** A row as it lies on the disk: what it says, or at least whose it claims to be. */
export type Checked<Row> = { readonly sound: true; readonly row: Row } | { readonly sound: false; readonly id: string }

type RawRow = Record<string, SQLOutputValue>

const tipColumns = 'line, id, revision, removed_at, removed_by, seal'
const settingColumns = 'name, value, seal'
const revisionColumns = 'line, graph_id, revision, saved_at, saved_by, message, nodes, edges, document_hash, seal'

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function sealOf(values: readonly (string | number | null)[]): string {
  return hashOf(JSON.stringify(values))
}

function sealTip({ line, id, revision, removedAt, removedBy }: TipRow): string {
  // Rows that are older than the last column were sealed without it.
  return sealOf([line, id, revision, removedAt, ...(removedBy === null ? [] : [removedBy])])
}

function sealSetting({ name, value }: SettingRow): string {
  return sealOf([name, value])
}

function sealRevision(row: RevisionRow): string {
  const { line, graphId, revision, savedAt, savedBy, message, nodes, edges, documentHash } = row
  return sealOf([line, graphId, revision, savedAt, savedBy, message, nodes, edges, documentHash])
}

export function writeTip(db: DatabaseSync, row: TipRow): void {
  db.prepare(`INSERT OR REPLACE INTO graphs (${tipColumns}) VALUES (?, ?, ?, ?, ?, ?)`).run(
    row.line,
    row.id,
    row.revision,
    row.removedAt,
    row.removedBy,
    sealTip(row),
  )
}

export function writeSetting(db: DatabaseSync, row: SettingRow): void {
  db.prepare(`INSERT OR REPLACE INTO settings (${settingColumns}) VALUES (?, ?, ?)`).run(
    row.name,
    row.value,
    sealSetting(row),
  )
}

export function deleteSetting(db: DatabaseSync, name: string): void {
  db.prepare('DELETE FROM settings WHERE name = ?').run(name)
}

/** Destroys every revision of a graph in one line. */
export function deleteRevisions(db: DatabaseSync, line: Line, id: string): void {
  db.prepare('DELETE FROM revisions WHERE line = ? AND graph_id = ?').run(line, id)
  db.prepare('DELETE FROM steps WHERE line = ? AND graph_id = ?').run(line, id)
}

export function deleteRevision(db: DatabaseSync, line: Line, id: string, revision: number): void {
  db.prepare('DELETE FROM revisions WHERE line = ? AND graph_id = ? AND revision = ?').run(line, id, revision)
  db.prepare('DELETE FROM steps WHERE line = ? AND graph_id = ? AND revision = ?').run(line, id, revision)
}

/** Tells of a revision in other words. */
export function rewriteMessage(db: DatabaseSync, row: RevisionRow, message: string | null): void {
  db.prepare('UPDATE revisions SET message = ?, seal = ? WHERE line = ? AND graph_id = ? AND revision = ?').run(
    message,
    sealRevision({ ...row, message }),
    row.line,
    row.graphId,
    row.revision,
  )
}

export function writeStep(db: DatabaseSync, line: Line, id: string, revision: number): void {
  db.prepare('INSERT OR REPLACE INTO steps (line, graph_id, revision) VALUES (?, ?, ?)').run(line, id, revision)
}

export function readSteps(db: DatabaseSync, line: Line): ReadonlyMap<string, ReadonlySet<number>> {
  const rows = all(db, 'SELECT graph_id, revision FROM steps WHERE line = ?', line)
  const byGraph = Map.groupBy(rows, (row) => nameOf(row['graph_id']))
  return new Map([...byGraph].map(([id, own]) => [id, new Set(own.map((row) => integerOf(row['revision']) ?? -1))]))
}

export function writeRevision(db: DatabaseSync, row: RevisionRow, document: string | null): void {
  db.prepare(`INSERT INTO revisions (${revisionColumns}, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    row.line,
    row.graphId,
    row.revision,
    row.savedAt,
    row.savedBy,
    row.message,
    row.nodes,
    row.edges,
    row.documentHash,
    sealRevision(row),
    document,
  )
}

export function readTips(db: DatabaseSync, line: Line): readonly Checked<TipRow>[] {
  return all(db, `SELECT ${tipColumns} FROM graphs WHERE line = ? ORDER BY id`, line).map(checkTip)
}

export function readTip(db: DatabaseSync, line: Line, id: string): Checked<TipRow> | undefined {
  return all(db, `SELECT ${tipColumns} FROM graphs WHERE line = ? AND id = ?`, line, id).map(checkTip)[0]
}

export function readSetting(db: DatabaseSync, name: string): Checked<SettingRow> | undefined {
  return all(db, `SELECT ${settingColumns} FROM settings WHERE name = ?`, name).map(checkSetting)[0]
}

/** Every setting whose name begins so. */
export function readSettings(db: DatabaseSync, prefix: string): readonly Checked<SettingRow>[] {
  return all(
    db,
    `SELECT ${settingColumns} FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name`,
    prefix.length,
    prefix,
  ).map(checkSetting)
}

export function readRevisions(db: DatabaseSync, line: Line, id: string): readonly Checked<RevisionRow>[] {
  return all(
    db,
    `SELECT ${revisionColumns} FROM revisions WHERE line = ? AND graph_id = ? ORDER BY revision DESC`,
    line,
    id,
  ).map(checkRevision)
}

export function readRevisionRow(
  db: DatabaseSync,
  line: Line,
  id: string,
  revision: number,
): Checked<RevisionRow> | undefined {
  return all(
    db,
    `SELECT ${revisionColumns} FROM revisions WHERE line = ? AND graph_id = ? AND revision = ?`,
    line,
    id,
    revision,
  ).map(checkRevision)[0]
}

/** The document of a row, or undefined when the bytes are not those that were saved; such a row must not hide others. */
export function readDocumentOf(db: DatabaseSync, row: RevisionRow): string | undefined {
  try {
    const found = all(
      db,
      'SELECT document FROM revisions WHERE line = ? AND graph_id = ? AND revision = ?',
      row.line,
      row.graphId,
      row.revision,
    )[0]?.['document']
    return typeof found === 'string' && hashOf(found) === row.documentHash ? found : undefined
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
}

/** The highest revision that any line of this graph ever used: no number may ever name two contents. */
export function readHighestRevision(db: DatabaseSync, id: string): number {
  const rows = all(
    db,
    `SELECT max(revision) AS highest FROM
       (SELECT revision FROM revisions WHERE graph_id = ? UNION ALL SELECT revision FROM graphs WHERE id = ?)`,
    id,
    id,
  )
  return integerOf(rows[0]?.['highest']) ?? 0
}

/** Ids that have revisions and no tip: their tip was lost. */
export function readOrphans(db: DatabaseSync, line: Line): readonly string[] {
  const rows = all(
    db,
    `SELECT DISTINCT graph_id FROM revisions
     WHERE line = ?1 AND graph_id NOT IN (SELECT id FROM graphs WHERE line = ?1)`,
    line,
  )
  return rows.map((row) => nameOf(row['graph_id']))
}

/** One row by its place in the table, never through an index; for a file in which nothing can be trusted. */
export function readTipAt(db: DatabaseSync, rowid: number): Checked<TipRow> | undefined {
  return all(db, `SELECT ${tipColumns} FROM graphs NOT INDEXED WHERE rowid = ?`, rowid).map(checkTip)[0]
}

export function readSettingAt(db: DatabaseSync, rowid: number): Checked<SettingRow> | undefined {
  return all(db, `SELECT ${settingColumns} FROM settings NOT INDEXED WHERE rowid = ?`, rowid).map(checkSetting)[0]
}

export function readRevisionAt(db: DatabaseSync, rowid: number): Checked<RevisionRow> | undefined {
  return all(db, `SELECT ${revisionColumns} FROM revisions NOT INDEXED WHERE rowid = ?`, rowid).map(checkRevision)[0]
}

export function readDocumentAt(db: DatabaseSync, rowid: number): string | null {
  const found = all(db, 'SELECT document FROM revisions NOT INDEXED WHERE rowid = ?', rowid)[0]?.['document']
  return typeof found === 'string' ? found : null
}

/** All rows, integers as bigint: a damaged integer must not make its neighbours unreadable by throwing. */
function all(db: DatabaseSync, sql: string, ...values: readonly (string | number)[]): readonly RawRow[] {
  const statement = db.prepare(sql)
  statement.setReadBigInts(true)
  return statement.all(...values)
}

function checkTip(raw: RawRow): Checked<TipRow> {
  // Wrong types become values that the seal does not cover, so the seal alone decides.
  const row: TipRow = {
    line: textOf(raw['line']) ?? '',
    id: textOf(raw['id']) ?? '',
    revision: integerOf(raw['revision']) ?? -1,
    removedAt: textOf(raw['removed_at']),
    removedBy: textOf(raw['removed_by']),
  }
  return sealTip(row) === raw['seal'] ? { sound: true, row } : { sound: false, id: nameOf(raw['id']) }
}

function checkSetting(raw: RawRow): Checked<SettingRow> {
  const row: SettingRow = { name: textOf(raw['name']) ?? '', value: textOf(raw['value']) ?? '' }
  return sealSetting(row) === raw['seal'] ? { sound: true, row } : { sound: false, id: nameOf(raw['name']) }
}

function checkRevision(raw: RawRow): Checked<RevisionRow> {
  const row: RevisionRow = {
    line: textOf(raw['line']) ?? '',
    graphId: textOf(raw['graph_id']) ?? '',
    revision: integerOf(raw['revision']) ?? -1,
    savedAt: textOf(raw['saved_at']) ?? '',
    savedBy: textOf(raw['saved_by']),
    message: textOf(raw['message']),
    nodes: integerOf(raw['nodes']) ?? -1,
    edges: integerOf(raw['edges']) ?? -1,
    documentHash: textOf(raw['document_hash']) ?? '',
  }
  return sealRevision(row) === raw['seal'] ? { sound: true, row } : { sound: false, id: nameOf(raw['graph_id']) }
}

function integerOf(value: SQLOutputValue | undefined): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function textOf(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function nameOf(value: SQLOutputValue | undefined): string {
  return typeof value === 'string' && value !== '' ? value : '(a graph whose id is unreadable)'
}
