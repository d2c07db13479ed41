import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreFailure } from '../store.ts'

/**
 * The steps from an empty file to today's schema; `PRAGMA user_version` counts those taken. Forward only: a step
 * that was released never changes.
 *
 * A line is one history of a graph: what people drew here, or what a provisioned file said. `seal` covers every other
 * column of its row, and `document_hash` the document, so that a flipped bit is found even where the result still
 * reads well. The document is the last column, so that a row whose tail is lost can still say what it was.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE graphs (
     line TEXT NOT NULL,
     id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     removed_at TEXT,
     seal TEXT NOT NULL,
     PRIMARY KEY (line, id)
   ) STRICT;
   CREATE TABLE revisions (
     line TEXT NOT NULL,
     graph_id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     saved_at TEXT NOT NULL,
     saved_by TEXT,
     message TEXT,
     nodes INTEGER NOT NULL,
     edges INTEGER NOT NULL,
     document_hash TEXT NOT NULL,
     seal TEXT NOT NULL,
     document TEXT,
     PRIMARY KEY (line, graph_id, revision)
   ) STRICT;`,
  // Who put a graph into the bin, and what belongs to no single graph.
  `ALTER TABLE graphs ADD COLUMN removed_by TEXT;
   CREATE TABLE settings (
     name TEXT PRIMARY KEY,
     seal TEXT NOT NULL,
     value TEXT NOT NULL
   ) STRICT;`,
  // Which revisions are steps that nobody named. Not sealed: a wrong row costs at most one old revision among others.
  `CREATE TABLE steps (
     line TEXT NOT NULL,
     graph_id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     PRIMARY KEY (line, graph_id, revision)
   ) STRICT, WITHOUT ROWID;`,
]

/** Takes the missing steps, all or none; a file from a newer program is refused, untouched. */
export function migrate(db: DatabaseSync, path: string, steps: readonly string[]): void {
  if (schemaVersionOf(db) === steps.length) return
  // Asked again under the write lock: another process may be creating the same file.
  let version = lockAndReadVersion(db)
  if (version > steps.length) {
    db.exec('ROLLBACK')
    throw new StoreFailure(
      'unavailable',
      `${path} was written by a newer Statusgraph (schema ${version}, this one knows ${steps.length}) and was left as it is. ` +
        `Start the newer version again, or put back the copy that it made beside the file before its migration.`,
    )
  }
  if (version > 0 && version < steps.length) {
    db.exec('ROLLBACK')
    // The copy of an attempt that failed is older than the saves made since, and the failure changed nothing.
    const copy = `${path}.before-schema-${steps.length}`
    rmSync(copy, { force: true })
    db.prepare('VACUUM INTO ?').run(copy)
    version = lockAndReadVersion(db)
  }
  try {
    for (const step of steps.slice(version)) db.exec(step)
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function lockAndReadVersion(db: DatabaseSync): number {
  db.exec('BEGIN IMMEDIATE')
  return schemaVersionOf(db)
}

export function schemaVersionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
}

/** Whether the tables are those of the version that the file claims; of a newer version nothing can be said. */
export function hasSoundSchema(db: DatabaseSync, steps: readonly string[]): boolean {
  // One transaction, because another process may be creating the tables right now.
  db.exec('BEGIN')
  try {
    const version = schemaVersionOf(db)
    return version > steps.length || describeTables(db) === expectedTables(steps.slice(0, version))
  } finally {
    db.exec('COMMIT')
  }
}

/** Whether the tables are today's, whatever version the file claims. */
export function hasTablesOf(db: DatabaseSync, steps: readonly string[]): boolean {
  return describeTables(db) === expectedTables(steps)
}

function expectedTables(steps: readonly string[]): string {
  const model = new DatabaseSync(':memory:')
  try {
    for (const step of steps) model.exec(step)
    return describeTables(model)
  } finally {
    model.close()
  }
}

function describeTables(db: DatabaseSync): string {
  return JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all())
}
