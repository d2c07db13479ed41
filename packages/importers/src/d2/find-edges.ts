import { findFields } from './find-fields.ts'
import type { Search } from './find-fields.ts'
import { hasStar, isDeep } from './glob.ts'
import type { Glob } from './glob.ts'
import { boardKinds } from './keywords.ts'
import type { Entry, KeyPart } from './syntax.ts'
import { addEdge, boardKindOf, boardOf, commonTree, edgesBetween, hasShapes, isBoard, isKeyword } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'
import { countSteps, createEdge } from './work.ts'
import type { Work } from './work.ts'

/** The ends of an edge as they are written. */
export interface Ends {
  readonly source: readonly KeyPart[]
  readonly target: readonly KeyPart[]
  readonly arrow: string
}

/** Joins what one end means with what the other means. */
export function makeEdges(ends: Ends, entry: Entry, tree: Tree, glob: Glob | undefined, work: Work): readonly Edge[] {
  const { offset } = entry
  const search: Search = { work, offset, isMaking: true, isEnd: true, glob }
  const word = [ends.source, ends.target].flatMap(findWord)[0]
  if (word !== undefined) {
    const message = `"${word.text}" is a word of D2, and no shape: a name like that stands in quotes.`
    work.faults.push({ message, offset })
    return []
  }
  const sources = findFields(tree, ends.source, search)
  const targets = findFields(tree, ends.target, search)
  const isPatterned = ends.source.some(hasStar) || ends.target.some(hasStar)
  const made: Edge[] = []
  for (const source of sources) {
    if (ends.source.some(isDeep) && hasShapes(source.map)) continue
    for (const target of targets) {
      if (!countSteps(work, 1)) return made
      // A pattern joins nothing to itself, and of what it means at any depth only what holds nothing.
      if (isPatterned && source === target) continue
      if (ends.target.some(isDeep) && hasShapes(target.map)) continue
      const isBoardEnd = boardKindOf(source) !== undefined || boardKindOf(target) !== undefined
      if (isBoardEnd || boardOf(source.tree) !== boardOf(target.tree)) {
        if (!isPatterned) work.faults.push({ message: betweenBoards, offset })
        continue
      }
      const identity = `${source.id} ${ends.arrow} ${target.id}`
      if (glob?.edges.has(identity) === true) continue
      glob?.edges.add(identity)
      const home = commonTree(source, target)
      const index = edgesBetween(source, target, ends.arrow).length
      const edge = createEdge({ source, target, arrow: ends.arrow, index, tree: home, offset }, work)
      addEdge(edge)
      work.hasNews = true
      made.push(edge)
    }
  }
  return made
}

const betweenBoards =
  'A connection cannot lead from one board to another. "layers", "scenarios" and "steps" hold boards: a shape that is called so stands in quotes.'

/** A keyword that is no way to another board, as `layers` is in `layers.one.x -> layers.one.y`. */
function findWord(path: readonly KeyPart[]): readonly KeyPart[] {
  const isWay = ({ text }: KeyPart, at: number): boolean =>
    at < path.length - 1 && boardKinds.some((kind) => kind === text.toLowerCase())
  return path.filter((part, at) => isKeyword({ name: part.text, isQuoted: part.isQuoted }) && !isWay(part, at))
}

/** The edges between the ends that are there: all, or those with the number. */
export function edgesThatAre(
  ends: Ends,
  index: string,
  { offset }: Entry,
  tree: Tree,
  glob: Glob | undefined,
  work: Work,
): readonly Edge[] {
  const search: Search = { work, offset, isMaking: false }
  const targets = new Set(findFields(tree, ends.target, search))
  return findFields(tree, ends.source, search).flatMap((source) =>
    edgesFrom(source, targets, work).filter((edge) => {
      if (edge.arrow !== ends.arrow || (index !== '*' && edge.index !== Number(index))) return false
      const isNew = glob?.edges.has(`${edge.id}`) !== true
      glob?.edges.add(`${edge.id}`)
      return isNew
    }),
  )
}

/** The edges that begin there and end at one of these, wherever on the board they lie. */
function edgesFrom(source: Field, targets: ReadonlySet<Field>, work: Work): readonly Edge[] {
  const found: Edge[] = []
  for (let at: Tree | undefined = source.tree; at !== undefined; at = isBoard(at) ? undefined : at.owner?.tree) {
    const byTarget = at.edgesByEnds.get(source)
    if (!countSteps(work, 1 + (byTarget?.size ?? 0))) break
    for (const [target, edges] of byTarget ?? []) if (targets.has(target)) found.push(...edges)
  }
  return found
}

/** What is to be seen again brings its ends along, and what is around them. */
export function suspendEdge(edge: Edge, isSuspended: boolean): void {
  edge.isSuspended = isSuspended
  if (isSuspended) return
  for (const end of [edge.source, edge.target]) {
    for (let at: Field | Edge | undefined = end; at !== undefined; at = at.tree.owner) at.isSuspended = false
  }
}

/** `-->`, `<-`, `<->` or `--`, however long it is drawn. */
export function kindOfArrow(arrow: string): string {
  return `${arrow.startsWith('<') ? '<' : '-'}-${arrow.endsWith('>') ? '>' : ''}`
}
