import { open, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Diagnostic } from './config.ts'
import { errorAt } from './read-yaml.ts'
import { mapScalars } from './tree.ts'
import type { Place, Tree, TreePath } from './tree.ts'

/** A file or folder that the configuration names and that must be there. */
export interface Reference {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly place: Place
}

/** Makes every path absolute, from the file that names it, and lists those that must exist. */
export function resolveReferences(
  tree: Tree,
  cwd: string,
): { readonly tree: Tree; readonly references: readonly Reference[] } {
  const references: Reference[] = []
  const resolved = mapScalars(tree, (scalar, path) => {
    const kind = kindOfPath(path)
    if (kind === undefined || scalar.text === null || scalar.text === '') return scalar
    const isFromFile = !/^(?:\$|--)/.test(scalar.place.file)
    const text = resolve(cwd, isFromFile ? dirname(scalar.place.file) : '.', scalar.text)
    if (kind !== 'new folder') references.push({ path: text, kind, place: scalar.place })
    return { ...scalar, text }
  })
  return { tree: resolved, references }
}

function kindOfPath(path: TreePath): Reference['kind'] | 'new folder' | undefined {
  const [top, second] = path
  const key = String(path.at(-1))
  if ((top === 'provisioning' || top === 'icons') && path.length === 2) return 'folder'
  if (top === 'server') return second === 'data_dir' ? 'new folder' : key.endsWith('_file') ? 'file' : undefined
  // Below `endpoint_params` and `http_headers` people choose the keys themselves.
  if ((top !== 'upstream' && top !== 'sources') || path.includes('endpoint_params')) return undefined
  if (path.includes('http_headers')) return path.at(-2) === 'files' ? 'file' : undefined
  return key.endsWith('_file') ? 'file' : undefined
}

/** Names every reference that cannot be used now. */
export async function checkReferences(references: readonly Reference[]): Promise<readonly Diagnostic[]> {
  const faults = await Promise.all(references.map(async (reference) => await checkReference(reference)))
  return faults.flatMap((fault) => fault ?? [])
}

async function checkReference({ path, kind, place }: Reference): Promise<Diagnostic | undefined> {
  try {
    const found = await stat(path)
    if (kind === 'folder') {
      return found.isDirectory() ? undefined : errorAt(place, `${path} is not a folder`)
    }
    if (found.isDirectory()) return errorAt(place, `${path} is a folder, not a file`)
    const file = await open(path, 'r')
    await file.close()
    return undefined
  } catch (error) {
    return errorAt(
      place,
      `the ${kind} ${path} cannot be read: ${wordReason(error)}`,
      'relative paths start at this file',
    )
  }
}

/** Why the file system said no, in words. */
export function wordReason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'it does not exist'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
