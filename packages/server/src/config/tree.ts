/** Where a person finds something. Lines and columns count from 1. */
export interface Place {
  /** A file, `$NAME` for an environment variable, or `--name` for a flag. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * A configuration before it means anything: every scalar is the text that stands in the file, and everything knows
 * its place. Numbers and booleans are read by the schema, so that `version: 1.10` and `important: true` keep their
 * spelling where a text is wanted, and a value from the environment reads like one from a file.
 */
export type Tree = MapTree | ListTree | ScalarTree

export interface MapTree {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: ReadonlyMap<string, Entry>
}

export interface Entry {
  readonly keyPlace: Place
  readonly value: Tree
}

export interface ListTree {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly Tree[]
  /** True when one thing was written where a list of them may stand. */
  readonly single?: boolean
}

export interface ScalarTree {
  readonly kind: 'scalar'
  readonly place: Place
  /** Null for a key with nothing after it. */
  readonly text: string | null
}

export type TreePath = readonly PropertyKey[]

/** The entry of a map, when `tree` is one, has it, and something stands after the key. */
export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
  if (tree?.kind !== 'map') return undefined
  const entry = tree.entries.get(key)
  return entry === undefined || isEmpty(entry.value) ? undefined : entry
}

/** The value at a path, when there is one. */
export function valueAt(tree: Tree | undefined, path: TreePath): Tree | undefined {
  return path.reduce<Tree | undefined>((at, key) => {
    if (at?.kind === 'list') return at.items[Number(key)]
    return entryOf(at, String(key))?.value
  }, tree)
}

/** The text at a path; undefined when there is none. */
export function textAt(tree: Tree | undefined, path: TreePath): string | undefined {
  const value = valueAt(tree, path)
  return value?.kind === 'scalar' ? (value.text ?? undefined) : undefined
}

/** The items of the list at a path; none when there is no list. */
export function itemsAt(tree: Tree | undefined, path: TreePath): readonly Tree[] {
  const value = valueAt(tree, path)
  return value?.kind === 'list' ? value.items : []
}

/** Where to point for a path: at the value, or at the nearest thing around it that was written. */
export function placeAt(tree: Tree, path: TreePath): Place {
  let place = tree.place
  let at: Tree | undefined = tree
  for (const [index, key] of path.entries()) {
    if (at?.kind === 'map') {
      const entry: Entry | undefined = at.entries.get(String(key))
      if (!entry) return place
      const isLast = index === path.length - 1
      place = isLast && entry.value.kind === 'scalar' && entry.value.text !== null ? entry.value.place : entry.keyPlace
      at = entry.value
    } else if (at?.kind === 'list') {
      at = at.items[Number(key)]
      if (!at) return place
      place = at.place
    } else {
      return place
    }
  }
  return place
}

/** Where the key at a path stands. */
export function keyPlaceAt(tree: Tree, path: TreePath): Place {
  const parent = valueAt(tree, path.slice(0, -1))
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined
  return entry?.keyPlace ?? placeAt(tree, path)
}

/** Writes a path as people say it: `upstream.prometheus[0].url`. */
export function namePath(tree: Tree, path: TreePath): string {
  let at: Tree | undefined = tree
  let name = ''
  for (const key of path) {
    if (at?.kind === 'list') {
      if (!at.single) name += `[${String(key)}]`
      at = at.items[Number(key)]
    } else {
      name += `${name === '' ? '' : '.'}${String(key)}`
      at = at?.kind === 'map' ? at.entries.get(String(key))?.value : undefined
    }
  }
  return name
}

/** The plain data under a tree; keys with nothing after them are left out, as if they were not there. */
export function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.text
    case 'list':
      return tree.items.map(toPlain)
    case 'map':
      return Object.fromEntries(
        [...tree.entries].filter(([, { value }]) => !isEmpty(value)).map(([key, { value }]) => [key, toPlain(value)]),
      )
  }
}

/** The same tree with every scalar passed through `change`. */
export function mapScalars(
  tree: Tree,
  change: (scalar: ScalarTree, path: TreePath) => ScalarTree,
  path: TreePath = [],
): Tree {
  switch (tree.kind) {
    case 'scalar':
      return change(tree, path)
    case 'list':
      return { ...tree, items: tree.items.map((item, index) => mapScalars(item, change, [...path, index])) }
    case 'map':
      return {
        ...tree,
        entries: new Map(
          [...tree.entries].map(([key, entry]) => [
            key,
            { ...entry, value: mapScalars(entry.value, change, [...path, key]) },
          ]),
        ),
      }
  }
}

/** The same tree with the value at a path of map keys changed; `undefined` takes the key away. */
export function withValue(
  tree: Tree | undefined,
  path: readonly string[],
  change: (value: Tree | undefined) => Tree | undefined,
): Tree | undefined {
  const [key, ...rest] = path
  if (key === undefined) return change(tree)
  if (tree !== undefined && tree.kind !== 'map' && !isEmpty(tree)) return tree
  const entries = new Map(tree?.kind === 'map' ? tree.entries : [])
  const before = entries.get(key)
  const after = withValue(before?.value, rest, change)
  if (after === before?.value) return tree
  if (after === undefined) entries.delete(key)
  else entries.set(key, { keyPlace: before?.keyPlace ?? after.place, value: after })
  return { kind: 'map', place: tree?.place ?? after?.place ?? nowhere, entries }
}

/** The place of what nobody wrote. */
export const nowhere: Place = { file: '', line: 1, column: 1 }

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.text === null
}
