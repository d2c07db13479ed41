import { edgesThatAre, kindOfArrow, makeEdges, suspendEdge } from './find-edges.ts'
import type { Ends } from './find-edges.ts'
import { findFields } from './find-fields.ts'
import type { Search } from './find-fields.ts'
import { fitsFilters } from './filter.ts'
import { createGlob, isPattern } from './glob.ts'
import type { Glob } from './glob.ts'
import { inheritBoard } from './overlay.ts'
import type { EdgeChain, Entry, MapValue, Scalar } from './syntax.ts'
import { boardKindOf, boardOf, createTree, isField, isInVariables, isKeyword, removeEdge, removeField } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'
import { countSteps, createField, isExhausted } from './work.ts'
import type { Work } from './work.ts'

/** Follows the statements of a map in order and puts what they say into the tree. */
export function followMap(tree: Tree, map: MapValue, work: Work): void {
  const around = work.globs
  const { owner } = tree
  const kind = isField(owner) ? boardKindOf(owner) : undefined
  work.globs = kind === undefined ? [...around] : inheritGlobs(around, tree, kind)
  const inherited = work.globs.length
  if (fitsFilters(tree, map)) {
    for (const entry of map.entries) {
      if (!countSteps(work, 1)) break
      if (entry.kind === 'import') tellImport(entry, work)
      else if (entry.kind === 'spread') holdPlace(tree, entry, work)
      else if (entry.kind === 'key') followEntry(entry, tree, work)
    }
  }
  if (work.globs.length > inherited || kind !== undefined || owner === undefined) applyGlobs(work)
  tree.globs = work.globs
  work.globs = around
}

/** What patterns a board begins with: layers those for all boards, scenarios and steps what the board around them has. */
function inheritGlobs(around: readonly Glob[], board: Tree, kind: 'layers' | 'scenarios' | 'steps'): Glob[] {
  return around.flatMap((glob) => {
    if (kind === 'layers') return glob.isTriple ? [{ ...glob, scope: board }] : []
    const { fields, edges } = glob.isTriple
      ? { fields: new Set<number>(), edges: new Set<string>() }
      : { fields: new Set(glob.fields), edges: new Set(glob.edges) }
    return [{ ...glob, scope: board, fields, edges }]
  })
}

/** What is told of an import: the files of a diagram are not at hand. */
export const importLost = 'What another file holds was left out.'

function tellImport({ offset }: Entry, work: Work): void {
  work.diagnostics.push({ kind: 'lost', message: importLost, offset })
}

/** Where the map of a variable is to be filled in, when all variables are known. */
function holdPlace(tree: Tree, { path, offset }: Entry, work: Work): void {
  const name = `\u0000${work.made}`
  tree.fields.set(name, createField({ name, isQuoted: true, offset, spread: path[0]?.text ?? '' }, tree, work))
}

function followEntry(entry: Entry, scope: Tree, work: Work): void {
  if (!isPattern(entry)) {
    // What patterns make is spoken of, by its number or to take it away.
    if (entry.edge?.index !== undefined || isWord(entry.primary, 'null')) applyGlobs(work)
    obey(entry, scope, undefined, work)
    return
  }
  if (work.running.some((one) => one.entry === entry && one.scope === scope)) return
  applyGlobs(work)
  const glob = work.globs.find((one) => one.entry === entry && one.scope === scope) ?? createGlob(entry, scope)
  if (!work.globs.includes(glob)) work.globs.push(glob)
  applyGlob(glob, work.isLate, work)
}

/** Lets the patterns see what came since they last looked. What they make themselves, the others see as well. */
export function applyGlobs(work: Work): void {
  for (let round = 0; round < mostRounds && work.hasNews; round++) {
    work.hasNews = false
    for (const glob of work.globs) applyGlob(glob, true, work)
  }
  work.hasNews = false
}

const mostRounds = 6

function applyGlob(glob: Glob, isLate: boolean, work: Work): void {
  if (work.running.includes(glob) || isExhausted(work)) return
  const before = work.isLate
  work.isLate = isLate
  work.running.push(glob)
  obey(glob.entry, glob.scope, glob, work)
  work.running.pop()
  work.isLate = before
}

function obey(entry: Entry, scope: Tree, glob: Glob | undefined, work: Work): void {
  const { edge, path, offset } = entry
  const search: Search = { work, offset, isMaking: true, glob }
  if (edge === undefined) {
    for (const field of findFields(scope, path, search)) describeField(field, entry, glob, work)
  } else if (path.length === 0) {
    followChain(edge, entry, scope, glob, work)
  } else {
    for (const field of findFields(scope, path, search)) {
      if (field.list === undefined) followChain(edge, entry, (field.map ??= createTree(field)), glob, work)
    }
  }
}

function describeField(field: Field, entry: Entry, glob: Glob | undefined, work: Work): void {
  const { value, primary } = entry
  if (value?.kind === 'map' && value.hasFilter && !fitsFilters((field.map ??= createTree(field)), value)) {
    // It may fit later.
    glob?.fields.delete(field.id)
    return
  }
  if (isWord(primary, 'null')) {
    if (isInVariables(field.tree)) field.primary = primary
    else removeField(field)
    return
  }
  const suspension = suspensionOf(primary)
  if (suspension !== undefined) {
    if (!work.isLate) field.isSuspended = suspension
    return
  }
  const isStyle = isKeyword(field) && field.name.toLowerCase() === 'style'
  if (value === undefined && isStyle && primary?.text.startsWith('${') !== true) {
    const message = 'A map was expected after "style", such as "style.opacity: 0.4".'
    work.faults.push({ message, offset: entry.offset })
    return
  }
  if (primary !== undefined && !setPrimary(field, primary, work)) return
  if (value?.kind === 'list') field.list = value.items
  else if (value?.kind === 'import') tellImport(entry, work)
  else if (value?.kind === 'map') {
    if (field.map === undefined) {
      field.map = createTree(field)
      beginBoard(field, field.map, work)
    }
    followMap(field.map, value, work)
  }
}

/** A scenario begins with the board that it changes, a step with the step before. */
function beginBoard(field: Field, board: Tree, work: Work): void {
  const kind = boardKindOf(field)
  if (kind !== 'scenarios' && kind !== 'steps') return
  applyGlobs(work)
  const siblings = [...field.tree.fields.values()]
  const before = kind === 'steps' ? siblings[siblings.indexOf(field) - 1]?.map : undefined
  const { owner } = field.tree
  const from = before ?? (owner === undefined ? undefined : boardOf(owner.tree))
  if (from !== undefined) inheritBoard(board, from, work)
}

/** False when the file itself has said otherwise, which counts for more than a pattern that comes upon it. */
function setPrimary(owner: Field | Edge, primary: Scalar, work: Work): boolean {
  if (work.isLate && owner.primary !== undefined && !owner.isPrimaryByPattern) return false
  owner.primary = primary
  owner.isPrimaryByPattern = work.isLate
  return true
}

function followChain(chain: EdgeChain, entry: Entry, tree: Tree, glob: Glob | undefined, work: Work): void {
  // An edge holds no edges.
  if (tree.owner !== undefined && !isField(tree.owner)) return
  const isGone = isWord(entry.primary, 'null') && chain.field.length === 0
  for (const [at, arrow] of chain.arrows.entries()) {
    const ends: Ends = { source: chain.ends[at] ?? [], target: chain.ends[at + 1] ?? [], arrow: kindOfArrow(arrow) }
    if (chain.index === undefined && !isGone) {
      for (const edge of makeEdges(ends, entry, tree, glob, work)) describeEdge(edge, chain, entry, work)
      continue
    }
    for (const edge of edgesThatAre(ends, chain.index ?? '0', entry, tree, glob, work)) {
      if (isGone) removeEdge(edge)
      else describeEdge(edge, chain, entry, work, glob)
    }
  }
}

function describeEdge(edge: Edge, chain: EdgeChain, entry: Entry, work: Work, glob?: Glob): void {
  const { primary, value, offset } = entry
  if (value?.kind === 'map' && value.hasFilter && !fitsFilters((edge.map ??= createTree(edge)), value)) {
    glob?.edges.delete(`${edge.id}`)
    return
  }
  if (chain.field.length > 0) {
    const search: Search = { work, offset, isMaking: true }
    const fields = findFields((edge.map ??= createTree(edge)), chain.field, search)
    for (const field of fields) describeField(field, entry, undefined, work)
    return
  }
  const suspension = suspensionOf(primary)
  if (suspension !== undefined) {
    if (!work.isLate) suspendEdge(edge, suspension)
    return
  }
  if (primary !== undefined && !setPrimary(edge, primary, work)) return
  if (value?.kind === 'map') followMap((edge.map ??= createTree(edge)), value, work)
}

function suspensionOf(primary: Scalar | undefined): boolean | undefined {
  if (isWord(primary, 'suspend')) return true
  return isWord(primary, 'unsuspend') ? false : undefined
}

function isWord(scalar: Scalar | undefined, word: string): boolean {
  return scalar?.form === 'bare' && scalar.text.toLowerCase() === word
}
