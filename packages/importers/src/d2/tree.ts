import { boardKinds, keywords } from './keywords.ts'
import type { BoardKind } from './keywords.ts'
import type { Glob } from './glob.ts'
import type { KeyPart, Scalar } from './syntax.ts'

/** A key of a map and all that was said of it: a shape, a variable, a class, a board, or what a keyword says. */
export interface Field {
  /** The same in the copies of it that lie on other boards. */
  readonly id: number
  readonly name: string
  readonly isQuoted: boolean
  readonly tree: Tree
  primary?: Scalar | undefined
  /** A pattern said it, and what the file says itself counts for more. */
  isPrimaryByPattern: boolean
  map?: Tree | undefined
  list?: readonly Scalar[] | undefined
  isSuspended: boolean
  isConnected: boolean
  /** It stands where the map of this variable is to be filled in. */
  readonly spread?: string | undefined
  readonly offset: number
}

/** A connection; it lies in the innermost map that holds both ends. */
export interface Edge {
  readonly id: number
  readonly source: Field
  readonly target: Field
  /** `-->`, `<-`, `<->` or `--`. */
  readonly arrow: string
  /** Of those between the same ends with the same arrow. */
  readonly index: number
  readonly tree: Tree
  primary?: Scalar | undefined
  isPrimaryByPattern: boolean
  map?: Tree | undefined
  isSuspended: boolean
  readonly offset: number
}

/** What a map of the file says, with all that was added to it elsewhere. */
export interface Tree {
  readonly owner: Field | Edge | undefined
  readonly depth: number
  /** By names in small letters: D2 does not tell them apart by case. */
  readonly fields: Map<string, Field>
  readonly edges: Set<Edge>
  readonly edgesByEnds: Map<Field, Map<Field, Edge[]>>
  /** What was taken away, by its id. */
  readonly removed: Map<string, number>
  /** The patterns that are to see what variables bring. */
  globs?: readonly Glob[] | undefined
}

export function createTree(owner: Field | Edge | undefined): Tree {
  const depth = owner === undefined ? 0 : owner.tree.depth + 1
  return { owner, depth, fields: new Map(), edges: new Set(), edgesByEnds: new Map(), removed: new Map() }
}

/** By what a field is found in its map; a quoted keyword is a name like any other. */
export function keyOf({ text, isQuoted }: Pick<KeyPart, 'text' | 'isQuoted'>): string {
  const key = text.toLowerCase()
  return isQuoted && keywords.has(key) ? `"${key}"` : key
}

export function fieldOf(tree: Tree | undefined, keyword: string): Field | undefined {
  return tree?.fields.get(keyword)
}

export function isKeyword({ name, isQuoted }: Pick<Field, 'name' | 'isQuoted'>): boolean {
  return !isQuoted && keywords.has(name.toLowerCase())
}

export function isField(owner: Field | Edge | undefined): owner is Field {
  return owner !== undefined && 'name' in owner
}

/** Whether the map is a diagram of its own: the file itself, or one under its layers, scenarios and steps. */
export function isBoard({ owner }: Tree): boolean {
  return owner === undefined || (isField(owner) && boardKindOf(owner) !== undefined)
}

export function boardKindOf({ tree }: Field): BoardKind | undefined {
  const { owner } = tree
  if (!isField(owner) || owner.isQuoted || !isBoard(owner.tree)) return undefined
  return boardKinds.find((kind) => kind === owner.name.toLowerCase())
}

/** The board that a map lies on. */
export function boardOf(tree: Tree): Tree {
  let at = tree
  while (at.owner !== undefined && !isBoard(at)) at = at.owner.tree
  return at
}

export function hasShapes(tree: Tree | undefined): boolean {
  if (tree === undefined) return false
  for (const field of tree.fields.values()) if (!isKeyword(field)) return true
  return false
}

/** Variables and what lies in them. */
export function isInVariables(tree: Tree): boolean {
  for (let at: Tree | undefined = tree; at !== undefined; at = at.owner?.tree) {
    if (isField(at.owner) && !at.owner.isQuoted && at.owner.name.toLowerCase() === 'vars') return true
  }
  return false
}

/** Names from outside in, without those of boards. */
export function pathOnBoard(field: Field): readonly string[] {
  const names = [field.name]
  for (let at = field.tree; at.owner !== undefined && !isBoard(at); at = at.owner.tree) {
    if (isField(at.owner)) names.push(at.owner.name)
  }
  return names.toReversed()
}

/** The innermost map that holds both. */
export function commonTree(one: Field, other: Field): Tree {
  let [a, b] = [one.tree, other.tree]
  while (a !== b) {
    const upper: Tree | undefined = a.depth >= b.depth ? a.owner?.tree : a
    if (a.depth < b.depth) b = b.owner?.tree ?? b
    else if (upper === undefined) return b
    else a = upper
  }
  return a
}

export function edgesBetween(source: Field, target: Field, arrow: string): readonly Edge[] {
  const all = commonTree(source, target).edgesByEnds.get(source)?.get(target) ?? []
  return all.filter((edge) => edge.arrow === arrow)
}

export function addEdge(edge: Edge): void {
  const { edgesByEnds, edges } = edge.tree
  edges.add(edge)
  const targets = edgesByEnds.get(edge.source) ?? new Map<Field, Edge[]>()
  edgesByEnds.set(edge.source, targets)
  const list = targets.get(edge.target) ?? []
  list.push(edge)
  targets.set(edge.target, list)
}

export function removeEdge(edge: Edge): void {
  edge.tree.edges.delete(edge)
  const list = edge.tree.edgesByEnds.get(edge.source)?.get(edge.target) ?? []
  const at = list.indexOf(edge)
  if (at !== -1) list.splice(at, 1)
}

/** Takes a field away, and the edges that end at it or in it. */
export function removeField(field: Field): void {
  const key = keyOf({ text: field.name, isQuoted: field.isQuoted })
  field.tree.fields.delete(key)
  field.tree.removed.set(key, field.id)
  for (let at: Tree | undefined = field.tree; at !== undefined; at = isBoard(at) ? undefined : at.owner?.tree) {
    for (const edge of at.edges) if (isWithin(edge.source, field) || isWithin(edge.target, field)) removeEdge(edge)
  }
}

function isWithin(field: Field, around: Field): boolean {
  for (let at: Field | Edge | undefined = field; at !== undefined; at = at.tree.owner) if (at === around) return true
  return false
}
