import type { DatabaseFile } from './database-file.ts'
import { readSetting, writeSetting } from './rows.ts'

const name = 'graph-order'

/** The order that people gave the list. A damaged one is none: a list in another order hides nothing. */
export function readGraphOrder(file: DatabaseFile): readonly string[] {
  const setting = file.read((db) => readSetting(db, name))
  if (!setting?.sound) return []
  const ids: unknown = JSON.parse(setting.row.value)
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}

export function writeGraphOrder(file: DatabaseFile, ids: readonly string[]): void {
  file.write((db) => writeSetting(db, { name, value: JSON.stringify(ids) }))
}
