import type { Diagnostic } from './config.ts'
import { errorAt } from './read-yaml.ts'
import type { Entry, MapTree, Tree } from './tree.ts'

/** Merges the files of a folder: maps deep, lists one after the other; a value given twice is refused. */
export function mergeFiles(trees: readonly Tree[]): {
  readonly tree?: Tree
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = []
  const [first, ...others] = trees
  if (first === undefined) return { diagnostics }
  const tree = others.reduce<Tree>((merged, next) => mergeTrees(merged, next, diagnostics, ''), first)
  return { tree, diagnostics }
}

function mergeTrees(one: Tree, other: Tree, diagnostics: Diagnostic[], path: string): Tree {
  if (one.kind === 'map' && other.kind === 'map') return mergeMaps(one, other, diagnostics, path)
  if (one.kind === 'list' && other.kind === 'list') return { ...one, items: [...one.items, ...other.items] }
  if (one.kind === 'scalar' && one.text === null) return other
  if (other.kind === 'scalar' && other.text === null) return one
  const { file, line } = one.place
  const name = path === '' ? 'the file' : `"${path}"`
  const message =
    one.kind === other.kind
      ? `${name} is given here and at ${file}:${line}`
      : `${name} is a ${nameKind(other)} here and a ${nameKind(one)} at ${file}:${line}`
  diagnostics.push(errorAt(other.place, message, 'keep one of them'))
  return one
}

function mergeMaps(one: MapTree, other: MapTree, diagnostics: Diagnostic[], path: string): Tree {
  const entries = new Map<string, Entry>(one.entries)
  for (const [key, entry] of other.entries) {
    const before = entries.get(key)
    const at = path === '' ? key : `${path}.${key}`
    if (before === undefined) entries.set(key, entry)
    else entries.set(key, { ...before, value: mergeTrees(before.value, entry.value, diagnostics, at) })
  }
  return { ...one, entries }
}

/** What a person calls this kind of value. */
export function nameKind(tree: Tree): string {
  switch (tree.kind) {
    case 'map':
      return 'map'
    case 'list':
      return 'list'
    case 'scalar':
      return 'value'
  }
}
