import type { DraftNode } from '../draft.ts'
import type { Described } from './describe-element.ts'

/** A node of the diagram while it is built; whether it is a group is known at the end. */
export interface Item {
  readonly key: string
  readonly code: string
  readonly parent: Item | undefined
  readonly line: number
  described: Described
  /** It was opened with a brace. */
  isOpened: boolean
  /** A line declared it; without that a link alone spoke of it. */
  isDeclared: boolean
  /** By which lines such as `hide $old` and `remove <<old>>` speak of it. */
  readonly tags: string[]
  readonly stereotypes: string[]
  members: number
}

/** What is known by its name: an element, or a note, of which nothing is kept. */
export type Known = { readonly kind: 'item'; readonly item: Item } | { readonly kind: 'note' }

/** What has one name: the first of them, and the one in each group. */
export interface Names {
  readonly first: Known
  readonly within: Map<Item | undefined, Known>
}

/** All that the diagram has named, and the groups that are open. */
export interface Scope {
  readonly items: Item[]
  readonly known: Map<string, Names>
  readonly keys: Set<string>
  /** Groups around the line that is read; `undefined` is one that is none, such as `together`. */
  readonly open: { readonly item: Item | undefined; readonly line: number }[]
}

export function startScope(): Scope {
  return { items: [], known: new Map(), keys: new Set(), open: [] }
}

export function groupAround(scope: Scope): Item | undefined {
  return scope.open.findLast(({ item }) => item !== undefined)?.item
}

export function addKnown(scope: Scope, code: string, known: Known): void {
  const around = known.kind === 'item' ? known.item.parent : undefined
  const names = scope.known.get(code)
  if (names === undefined) scope.known.set(code, { first: known, within: new Map([[around, known]]) })
  else if (!names.within.has(around)) names.within.set(around, known)
}

export function addItem(scope: Scope, code: string, described: Described, line: number): Item {
  const parent = groupAround(scope)
  const stem = parent === undefined ? code : `${parent.key}.${code}`
  let key = stem
  for (let n = 2; scope.keys.has(key); n++) key = `${stem}#${n}`
  scope.keys.add(key)
  const item: Item = {
    key,
    code,
    parent,
    line,
    described,
    isOpened: false,
    isDeclared: false,
    tags: [],
    stereotypes: [],
    members: 0,
  }
  if (parent !== undefined) parent.members++
  scope.items.push(item)
  addKnown(scope, code, { kind: 'item', item })
  return item
}

/**
 * What a name speaks of: what lies in the group around the line, then in the groups around that, then whatever has had
 * the name first.
 */
export function findKnown(scope: Scope, code: string): Known | undefined {
  const names = scope.known.get(code)
  if (names === undefined) return undefined
  for (let group = groupAround(scope); group !== undefined; group = group.parent) {
    const near = names.within.get(group)
    if (near !== undefined) return near
  }
  return names.first
}

/** A group is a node that was opened and holds something; an empty one is drawn as a box. */
export function draftNodeOf(item: Item): DraftNode {
  const isGroup = item.isOpened && item.members > 0
  return {
    key: item.key,
    ...item.described,
    kind: isGroup ? 'group' : item.described.kind,
    parent: item.parent?.key,
    at: { line: item.line },
  }
}
