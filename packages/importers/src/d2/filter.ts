import { fitsPattern, hasStar } from './glob.ts'
import { findPlain } from './find-plain.ts'
import type { Entry, MapValue, Scalar } from './syntax.ts'
import { boardOf, hasShapes, isBoard, isField, pathOnBoard } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'

/** What a shape or an edge has when nobody says otherwise. */
const usual: ReadonlyMap<string, string> = new Map([
  ['shape', 'rectangle'],
  ['border-radius', '0'],
  ['stroke-dash', '0'],
  ['opacity', '1'],
  ['stroke-width', '2'],
  ['icon', ''],
  ['tooltip', ''],
  ['link', ''],
  ['shadow', 'false'],
  ['multiple', 'false'],
  ['3d', 'false'],
  ['animated', 'false'],
  ['filled', 'false'],
])

/** Whether what the tree belongs to is what the filters of a map, `&shape: circle`, ask for. */
export function fitsFilters({ owner }: Tree, map: MapValue): boolean {
  if (!map.hasFilter) return true
  if (owner === undefined) return false
  return map.entries.every((entry) => {
    if (entry.kind !== 'filter' || entry.edge !== undefined) return true
    return fits(owner, entry) !== (entry.isNot === true)
  })
}

function fits(owner: Field | Edge, { path, primary }: Entry): boolean {
  const [first, ...rest] = path
  if (first === undefined || primary === undefined) return false
  const end = first.text === 'src' ? 'source' : first.text === 'dst' ? 'target' : undefined
  if (end !== undefined && !isField(owner)) {
    if (rest.length > 0)
      return fitsOne(
        owner[end],
        rest.map(({ text }) => text),
        primary,
      )
    return fitsText(pathOnBoard(owner[end]).join('.'), primary)
  }
  return fitsOne(
    owner,
    path.map(({ text }) => text),
    primary,
  )
}

function fitsOne(owner: Field | Edge, path: readonly string[], wanted: Scalar): boolean {
  const field = findPlain(owner.map, path)
  if (field !== undefined) {
    if (field.list?.some(({ text }) => text === wanted.text) === true) return true
    return field.primary !== undefined && fitsText(field.primary.text, wanted)
  }
  if (wanted.text === '*') return false
  const name = path.at(-1) ?? ''
  const assumed = usual.get(name)
  if (assumed !== undefined) return fitsText(assumed, wanted)
  if (name === 'label') return fitsText(owner.primary?.text ?? (isField(owner) ? owner.name : '\u0000'), wanted)
  if (!isField(owner)) return false
  switch (name) {
    case 'level':
      return String(levelOf(owner)) === wanted.text
    case 'leaf':
      return String(!hasShapes(owner.map)) === wanted.text
    case 'connected':
      return String(owner.isConnected) === wanted.text
    default:
      return false
  }
}

function fitsText(text: string, wanted: Scalar): boolean {
  const isPattern = wanted.form === 'bare' && hasStar({ text: wanted.text, isQuoted: false })
  return isPattern ? fitsPattern(text, wanted.text) : text === wanted.text
}

function levelOf(field: Field): number {
  let level = 0
  const board = boardOf(field.tree)
  for (let at = field.tree; at !== board && at.owner !== undefined && !isBoard(at); at = at.owner.tree) level++
  return level
}
