import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ownFolders = new Set<string>()

/** The wanted folder, made if need be; or one of our own, which goes away when this process ends. */
export function prepareFolder(wanted: string | undefined, purpose: string): string {
  if (wanted !== undefined) {
    // A server may be started in another folder than this process.
    const path = resolve(wanted)
    mkdirSync(path, { recursive: true })
    return path
  }
  if (ownFolders.size === 0) process.once('exit', removeOwnFolders)
  const path = mkdtempSync(join(tmpdir(), `statusgraph-${purpose}-`))
  ownFolders.add(path)
  return path
}

function removeOwnFolders(): void {
  for (const path of ownFolders) rmSync(path, { recursive: true, force: true })
}
