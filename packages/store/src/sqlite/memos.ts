import type { DatabaseFile } from './database-file.ts'
import { deleteSetting, readSettings, writeSetting } from './rows.ts'

const prefix = 'memo/'

/** Every memo by its name; a damaged one is left out, because whoever wrote it can do without. */
export function readMemos(file: DatabaseFile): ReadonlyMap<string, string> {
  const settings = file.read((db) => readSettings(db, prefix))
  return new Map(settings.flatMap((one) => (one.sound ? [[one.row.name.slice(prefix.length), one.row.value]] : [])))
}

/** Writes some memos in one transaction; undefined takes one away. */
export function writeMemos(file: DatabaseFile, changes: ReadonlyMap<string, string | undefined>): void {
  file.write((db) => {
    for (const [name, value] of changes) {
      if (value === undefined) deleteSetting(db, prefix + name)
      else writeSetting(db, { name: prefix + name, value })
    }
  })
}
