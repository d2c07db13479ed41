import { isEqual } from '../edit/equal.ts'
import type { AliasSuggestion, TopologyEdge, TopologyNode, TopologySource, TopologyView } from './view.ts'

/** What turns one view into another. */
export interface TopologyDelta {
  /** New ones and changed ones, whole. */
  readonly nodes: readonly TopologyNode[]
  readonly edges: readonly TopologyEdge[]
  readonly removed: { readonly nodes: readonly string[]; readonly edges: readonly string[] }
  /** All of them, when any changed. */
  readonly sources?: readonly TopologySource[]
  /** All of them, when any changed. */
  readonly suggestions?: readonly AliasSuggestion[]
}

/** What turns `before` into `after`; undefined when nothing changed. Elements are told apart by content. */
export function diffTopology(before: TopologyView, after: TopologyView): TopologyDelta | undefined {
  const nodes = changesOf(before.nodes, after.nodes)
  const edges = changesOf(before.edges, after.edges)
  const areSourcesNew = !isEqual(before.sources, after.sources)
  const areSuggestionsNew = !isEqual(before.suggestions, after.suggestions)
  const isSame =
    !areSourcesNew &&
    !areSuggestionsNew &&
    [nodes.changed, nodes.removed, edges.changed, edges.removed].every(({ length }) => length === 0)
  if (isSame) return undefined
  return {
    nodes: nodes.changed,
    edges: edges.changed,
    removed: { nodes: nodes.removed, edges: edges.removed },
    ...(areSourcesNew ? { sources: Object.values(after.sources) } : {}),
    ...(areSuggestionsNew ? { suggestions: after.suggestions } : {}),
  }
}

/**
 * The view after a delta: `applyTopologyDelta(a, diffTopology(a, b))` equals `b`. Elements that did not change keep
 * their identity.
 */
export function applyTopologyDelta(before: TopologyView, delta: TopologyDelta): TopologyView {
  return {
    nodes: applyChanges(before.nodes, delta.nodes, delta.removed.nodes),
    edges: applyChanges(before.edges, delta.edges, delta.removed.edges),
    sources: delta.sources === undefined ? before.sources : recordOf(delta.sources, ({ name }) => name),
    suggestions: delta.suggestions ?? before.suggestions,
  }
}

/** A record without a prototype, so that an element called __proto__ is an element like any other. */
export function recordOf<T>(list: Iterable<T>, keyOf: (item: T) => string): Readonly<Record<string, T>> {
  const record: Record<string, T> = Object.create(null)
  for (const item of list) record[keyOf(item)] = item
  return record
}

type Elements<T> = Readonly<Record<string, T>>

function changesOf<T>(
  before: Elements<T>,
  after: Elements<T>,
): { readonly changed: readonly T[]; readonly removed: readonly string[] } {
  const changed: T[] = []
  const removed: string[] = []
  if (before === after) return { changed, removed }
  for (const [id, element] of Object.entries(after)) {
    if (!Object.hasOwn(before, id) || !isEqual(before[id], element)) changed.push(element)
  }
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) removed.push(id)
  return { changed, removed }
}

function applyChanges<T extends { readonly id: string }>(
  before: Elements<T>,
  changed: readonly T[],
  removed: readonly string[],
): Elements<T> {
  if (changed.length === 0 && removed.length === 0) return before
  const after: Record<string, T> = Object.create(null)
  const gone = new Set(removed)
  for (const [id, element] of Object.entries(before)) if (!gone.has(id)) after[id] = element
  for (const element of changed) after[element.id] = element
  return after
}
