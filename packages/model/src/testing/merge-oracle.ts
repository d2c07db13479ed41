import type { GraphDocument } from '../graph/document.ts'
import type { Conflict } from '../edit/conflict.ts'
import { isEqual } from '../edit/equal.ts'

interface Merge {
  readonly base: GraphDocument
  readonly mine: GraphDocument
  readonly theirs: GraphDocument
  readonly graph: GraphDocument
  readonly conflicts: readonly Conflict[]
}

type Elements = ReadonlyMap<string, Readonly<Record<string, unknown>>>

const fieldsByItem = new Set(['labels', 'ports', 'services', 'links', 'id'])

/**
 * What a merge lost, told as sentences: fields that one side changed and the result does not have, elements that one
 * side added and that are gone, elements that one side removed, nobody else touched, and that are there. Written apart
 * from the merge, field by field and slowly.
 */
export function findLosses(merge: Merge): readonly string[] {
  const asked = new Set(
    merge.conflicts.map((conflict) => {
      const id = conflict.element.kind === 'graph' ? '' : conflict.element.id
      return `${conflict.element.kind} ${id} ${conflict.kind === 'field' ? conflict.path[0] : 'deletion'}`
    }),
  )
  return [
    ...findElementLosses(merge, 'nodes', 'node', asked),
    ...findElementLosses(merge, 'edges', 'edge', asked),
    ...findRuleLosses(merge, asked),
  ]
}

/** Rules of discovery, by what they are about. Those that somebody is asked about are left out, all together. */
function findRuleLosses({ base, mine, theirs, graph }: Merge, asked: ReadonlySet<string>): readonly string[] {
  if (asked.has('graph  rules')) return []
  const [b, m, t, result] = [base, mine, theirs, graph].map(({ rules }) => ({ ...rules }))
  return findItemLosses('rules', b, m ?? {}, t ?? {}, result ?? {}, asked, ['aliases', 'ignore', 'kinds', 'pins'])
}

function findElementLosses(
  merge: Merge,
  list: 'nodes' | 'edges',
  kind: 'node' | 'edge',
  asked: ReadonlySet<string>,
): readonly string[] {
  const index = (graph: GraphDocument): Elements =>
    new Map(graph[list].map((element) => [element.id, { ...element, ...bundleEnds(element) }]))
  const base = index(merge.base)
  const mine = index(merge.mine)
  const theirs = index(merge.theirs)
  const result = index(merge.graph)
  const losses: string[] = []
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const [b, m, t, merged] = [base.get(id), mine.get(id), theirs.get(id), result.get(id)]
    const isWanted = (m !== undefined && t !== undefined) || b === undefined
    const isTouched = !isEqual(b, m ?? t)
    if (merged === undefined) {
      if (isWanted) losses.push(`${kind} ${id} is lost`)
      if (kind === 'node' && isTouched) losses.push(`${kind} ${id} is lost with what was changed`)
      continue
    }
    if (m === undefined || t === undefined) continue
    for (const field of new Set([...Object.keys(m), ...Object.keys(t)])) {
      if (fieldsByItem.has(field) || asked.has(`${kind} ${id} ${field}`)) continue
      const expected = isEqual(m[field], b?.[field]) ? t[field] : m[field]
      if (!isEqual(merged[field], expected)) losses.push(`${field} of ${kind} ${id} is lost`)
    }
    losses.push(...findItemLosses(`${kind} ${id}`, b, m, t, merged, asked))
  }
  return losses
}

/** An edge's end is a node with its port, one field. */
function bundleEnds(element: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('source' in element)) return {}
  const { source, sourcePort, target, targetPort } = element
  return { source: { source, sourcePort }, target: { target, targetPort }, sourcePort: null, targetPort: null }
}

/** Labels, services and links: what either side added is in, what either took out is out. */
function findItemLosses(
  name: string,
  base: Readonly<Record<string, unknown>> | undefined,
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
  merged: Readonly<Record<string, unknown>>,
  asked: ReadonlySet<string>,
  fields: readonly string[] = ['labels', 'services', 'links', 'ports'],
): readonly string[] {
  const losses: string[] = []
  for (const field of fields) {
    if (asked.has(`${name} ${field}`)) continue
    const [b, m, t, result] = [base, mine, theirs, merged].map((element) => keysOf(element?.[field]))
    for (const key of new Set([...(b ?? []), ...(m ?? []), ...(t ?? [])])) {
      const isIn = b?.has(key) === true ? m?.has(key) === true && t?.has(key) === true : true
      if (result?.has(key) !== isIn) losses.push(`${key} of ${field} of ${name} is ${isIn ? 'lost' : 'back'}`)
    }
  }
  return losses
}

function keysOf(value: unknown): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.map((item) => JSON.stringify(idOf(item))))
  return new Set(Object.keys(typeof value === 'object' && value !== null ? value : {}))
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'id' in item ? item.id : item
}
