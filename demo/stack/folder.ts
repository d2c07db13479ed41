import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The wanted folder, made if need be; or one of our own, which goes away when this process ends. */
export function prepareFolder(wanted: string | undefined, purpose: string): string {
  if (wanted !== undefined) {
    mkdirSync(wanted, { recursive: true })
    return wanted
  }
  const path = mkdtempSync(join(tmpdir(), `statusgraph-${purpose}-`))
  process.once('exit', () => rmSync(path, { recursive: true, force: true }))
  return path
}
