import { importLimits } from '../limits.ts'
import { expandPart, hasStar } from './glob.ts'
import type { Glob } from './glob.ts'
import type { KeyPart } from './syntax.ts'
import { createTree, fieldOf, isBoard, isKeyword, keyOf } from './tree.ts'
import type { Field, Tree } from './tree.ts'
import { countSteps, createField, isExhausted } from './work.ts'
import type { Work } from './work.ts'

export interface Search {
  readonly work: Work
  readonly offset: number
  /** Whether what is not there is made. */
  readonly isMaking: boolean
  /** The path is an end of an edge. */
  readonly isEnd?: boolean
  /** The pattern that is being applied. */
  readonly glob?: Glob | undefined
}

/** The fields that a path means, from a map on: one, none, or with a pattern many. */
export function findFields(tree: Tree, path: readonly KeyPart[], search: Search): readonly Field[] {
  let from = tree
  let at = 0
  // Only what stands first is a way out of the map.
  while (path[at]?.text === '_' && path[at]?.isQuoted === false) {
    from = isBoard(from) ? from : (from.owner?.tree ?? from)
    at++
  }
  const found: Field[] = []
  descend(from, path, at, search, found)
  return found
}

function descend(tree: Tree, path: readonly KeyPart[], at: number, search: Search, found: Field[]): void {
  const { work, glob } = search
  const part = path[at]
  if (part === undefined || isExhausted(work)) return
  const isLast = at === path.length - 1
  // A pattern means each field once, but as the end of edges it is all that fits.
  const isMet = (id: number): boolean =>
    glob?.fields.has(id) === true && path.some(hasStar) && (search.isEnd !== true || !path.slice(-1).some(hasStar))
  const arrive = (field: Field): void => {
    if (search.isEnd === true) field.isConnected = true
    if (isMet(field.id)) return
    if (!isLast) {
      if (field.list === undefined) descend((field.map ??= createTree(field)), path, at + 1, search, found)
      return
    }
    if (glob !== undefined) countSteps(work, 2)
    glob?.fields.add(field.id)
    found.push(field)
  }
  if (hasStar(part)) {
    for (const field of expandPart(part, tree, (steps) => countSteps(work, steps))) arrive(field)
    return
  }
  const key = keyOf(part)
  const known = tree.fields.get(key)
  if (known !== undefined) {
    arrive(known)
    return
  }
  if (!search.isMaking) return
  const word = { name: part.text, isQuoted: part.isQuoted }
  if (tree.depth > importLimits.depth) {
    const message = `The shapes lie deeper in each other than ${importLimits.depth} levels.`
    work.faults.push({ message, offset: search.offset })
    return
  }
  // A pattern makes no columns of tables.
  if (work.running.length > 0 && !isKeyword(word) && isTable(tree)) return
  // What was made by a pattern and then taken away does not come again.
  const id = tree.removed.get(key)
  if (id !== undefined && isMet(id)) return
  const field = createField({ ...word, id, offset: search.offset, spread: undefined }, tree, work)
  tree.fields.set(key, field)
  work.hasNews = true
  arrive(field)
  // What a pattern makes it does not mean itself, or it would never end.
  if (at >= path.findIndex(hasStar)) for (const one of work.running) one.fields.add(field.id)
}

function isTable({ owner }: Tree): boolean {
  const shape = fieldOf(owner?.map, 'shape')?.primary?.text.toLowerCase()
  return shape === 'sql_table' || shape === 'class'
}
