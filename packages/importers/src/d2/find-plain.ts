import type { Field, Tree } from './tree.ts'

/** The field at the end of a path without patterns, when it is there. */
export function findPlain(tree: Tree | undefined, path: readonly string[]): Field | undefined {
  let field: Field | undefined
  let at = tree
  for (const name of path) {
    field = at?.fields.get(name.toLowerCase())
    if (field === undefined) return undefined
    at = field.map
  }
  return field
}
