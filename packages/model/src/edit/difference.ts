import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { isEqual } from './equal.ts'
import type { GraphFields } from './fields.ts'
import { graphFields, withPatch } from './fields.ts'
import type { Place } from './order.ts'
import { findMoved } from './order.ts'

/**
 * One element that was added (no `before`), removed (no `after`), changed (both, and they differ) or moved in its list
 * (both places).
 */
export interface ElementChange<Element> {
  readonly id: string
  readonly before?: Element
  readonly after?: Element
  /** Its place in the list before; only where it was removed or moved in the list. */
  readonly from?: Place
  /** Its place in the list after; only where it was added or moved in the list. */
  readonly to?: Place
}

/**
 * What separates two documents of one graph: as small as what was done, and enough to go either way. Plain data, to be
 * kept or sent.
 */
export interface GraphDifference {
  readonly fields?: { readonly before: GraphFields; readonly after: GraphFields }
  readonly nodes: readonly ElementChange<GraphNode>[]
  readonly edges: readonly ElementChange<GraphEdge>[]
}

/**
 * What turns `before` into `after`: `applyDifference(before, diffGraphs(before, after))` equals `after`, orders of
 * elements included. Elements that are the same object cost next to nothing.
 */
export function diffGraphs(before: GraphDocument, after: GraphDocument): GraphDifference {
  const nodes = diffElements(before.nodes, after.nodes)
  const edges = diffElements(before.edges, after.edges)
  const fields = { before: fieldsOf(before), after: fieldsOf(after) }
  return isEqual(fields.before, fields.after) ? { nodes, edges } : { fields, nodes, edges }
}

/** The way back. */
export function invertDifference({ fields, nodes, edges }: GraphDifference): GraphDifference {
  return {
    ...(fields === undefined ? {} : { fields: { before: fields.after, after: fields.before } }),
    nodes: nodes.map(invertChange),
    edges: edges.map(invertChange),
  }
}

export function isEmptyDifference({ fields, nodes, edges }: GraphDifference): boolean {
  return fields === undefined && nodes.length === 0 && edges.length === 0
}

function fieldsOf(graph: GraphDocument): GraphFields {
  return withPatch<GraphFields>({ name: graph.name }, graphFields, graph)
}

function invertChange<Element>({ id, before, after, from, to }: ElementChange<Element>): ElementChange<Element> {
  return {
    id,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    ...(to === undefined ? {} : { from: to }),
    ...(from === undefined ? {} : { to: from }),
  }
}

function diffElements<Element extends { readonly id: string }>(
  before: readonly Element[],
  after: readonly Element[],
): readonly ElementChange<Element>[] {
  if (before === after) return []
  // Most edits touch one place: what is the very same on both sides of it needs no index.
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const known = indexOf(before, start, before.length - tail)
  const kept = indexOf(after, start, after.length - tail)
  const moved = findMovedIds(known, kept)
  const changes: ElementChange<Element>[] = []
  for (const [id, { element, at }] of kept) {
    const old = known.get(id)
    if (old === undefined) changes.push({ id, after: element, to: placeOf(after, at) })
    else if (moved.has(id)) {
      changes.push({ id, before: old.element, after: element, from: placeOf(before, old.at), to: placeOf(after, at) })
    } else if (!isEqual(old.element, element)) changes.push({ id, before: old.element, after: element })
  }
  for (const [id, { element, at }] of known)
    if (!kept.has(id)) changes.push({ id, before: element, from: placeOf(before, at) })
  return changes
}

interface Indexed<Element> {
  readonly element: Element
  readonly at: number
}

function indexOf<Element extends { readonly id: string }>(
  list: readonly Element[],
  start: number,
  end: number,
): ReadonlyMap<string, Indexed<Element>> {
  const index = new Map<string, Indexed<Element>>()
  for (let at = start; at < end; at++) {
    const element = list[at]
    if (element !== undefined) index.set(element.id, { element, at })
  }
  return index
}

function placeOf(list: readonly { readonly id: string }[], at: number): Place {
  return { at, follows: list[at - 1]?.id ?? null }
}

function findMovedIds(
  before: ReadonlyMap<string, Indexed<unknown>>,
  after: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const common: string[] = []
  const ranks: number[] = []
  let isRising = true
  for (const id of after.keys()) {
    const old = before.get(id)
    if (old === undefined) continue
    isRising &&= old.at > (ranks.at(-1) ?? -1)
    common.push(id)
    ranks.push(old.at)
  }
  if (isRising) return new Set()
  const moved = findMoved(ranks)
  return new Set(common.filter((_, at) => moved.has(at)))
}
