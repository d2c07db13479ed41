import type { Entry, KeyPart } from './syntax.ts'
import { boardKindOf, isKeyword } from './tree.ts'
import type { Field, Tree } from './tree.ts'
import { boardKinds, keywords } from './keywords.ts'

/** A statement with a pattern: it speaks of what is there and of what comes later, of each once. */
export interface Glob {
  readonly entry: Entry
  readonly scope: Tree
  readonly fields: Set<number>
  readonly edges: Set<string>
  /** `***` reaches all boards. */
  readonly isTriple: boolean
}

export function createGlob(entry: Entry, scope: Tree): Glob {
  return { entry, scope, fields: new Set(), edges: new Set(), isTriple: partsOf(entry).some(isTriple) }
}

/** Whether an entry speaks of shapes or edges by a pattern. */
export function isPattern(entry: Entry): boolean {
  return entry.edge?.index === '*' || partsOf(entry).some(hasStar)
}

export function hasStar({ text, isQuoted }: KeyPart): boolean {
  return !isQuoted && text.includes('*')
}

/** `**` and `***` mean things at any depth. */
export function isDeep(part: KeyPart): boolean {
  return !part.isQuoted && (part.text === '**' || part.text === '***')
}

function isTriple(part: KeyPart): boolean {
  return !part.isQuoted && part.text === '***'
}

function partsOf({ path, edge }: Entry): readonly KeyPart[] {
  return [path, ...(edge?.ends ?? []), edge?.field ?? []].flat()
}

/** The fields of a map that a part with a star means. */
export function expandPart(part: KeyPart, tree: Tree, countSteps: (steps: number) => boolean): readonly Field[] {
  if (!countSteps(tree.fields.size)) return []
  if (isDeep(part)) return gatherDeep(tree, isTriple(part), countSteps)
  return [...tree.fields.values()].filter(({ spread, name }) => spread === undefined && fitsPattern(name, part.text))
}

function gatherDeep(tree: Tree, isTripled: boolean, countSteps: (steps: number) => boolean): readonly Field[] {
  const found: Field[] = []
  const open = [...tree.fields.values()].toReversed()
  for (let field = open.pop(); field !== undefined; field = open.pop()) {
    if (!countSteps(1)) break
    if (field.spread !== undefined) continue
    const isWord = isKeyword(field)
    const leadsToBoards = isWord && boardKinds.some((kind) => kind === field?.name.toLowerCase())
    if (isWord && leadsToBoards !== isTripled) continue
    if (!isWord && boardKindOf(field) === undefined) found.push(field)
    if (field.map !== undefined) open.push(...[...field.map.fields.values()].toReversed())
  }
  return found
}

/**
 * Whether the parts of the pattern between its stars stand in the name, one after the other. As D2 has it, more may
 * follow the last one.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  if (keywords.has(name)) return false
  const text = name.toLowerCase()
  const [first = '', ...parts] = pattern.toLowerCase().split('*')
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return true
}
