import type { Delta, Snapshot } from './snapshot.ts'

/** What turns `before` into `after`; undefined when nothing changed. Unchanged elements are recognised by content. */
export function diffSnapshots(before: Snapshot, after: Snapshot): Delta | undefined {
  const nodes = diffRecords(before.nodes, after.nodes)
  const edges = diffRecords(before.edges, after.edges)
  const upstreams = diffRecords(before.upstreams, after.upstreams)
  const isSummaryNew = !isEqual(before.summary, after.summary)
  const isRevisionNew = before.revision !== after.revision
  const isSame =
    !isSummaryNew && !isRevisionNew && [nodes, edges, upstreams].every((one) => Object.keys(one).length === 0)
  if (isSame) return undefined
  return {
    graph: after.graph,
    nodes,
    edges,
    upstreams,
    ...(isSummaryNew ? { summary: after.summary } : {}),
    ...(isRevisionNew ? { revision: after.revision } : {}),
  }
}

/** The snapshot after a delta: `applyDelta(a, diffSnapshots(a, b))` equals `b`. Elements that did not change keep their identity. */
export function applyDelta(before: Snapshot, delta: Delta): Snapshot {
  return {
    graph: before.graph,
    revision: delta.revision ?? before.revision,
    nodes: applyRecords(before.nodes, delta.nodes),
    edges: applyRecords(before.edges, delta.edges),
    summary: delta.summary ?? before.summary,
    upstreams: applyRecords(before.upstreams, delta.upstreams),
  }
}

type Elements<T> = Readonly<Record<string, T>>

function diffRecords<T>(before: Elements<T>, after: Elements<T>): Elements<T | null> {
  const changes: Record<string, T | null> = Object.create(null)
  if (before === after) return changes
  for (const [id, element] of Object.entries(after)) {
    if (!Object.hasOwn(before, id) || !isEqual(before[id], element)) changes[id] = element
  }
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) changes[id] = null
  return changes
}

function applyRecords<T>(before: Elements<T>, changes: Elements<T | null>): Elements<T> {
  if (Object.keys(changes).length === 0) return before
  // Without a prototype, an element called __proto__ is an element like any other.
  const after: Record<string, T> = Object.create(null)
  for (const [id, element] of Object.entries(before)) {
    const change = Object.hasOwn(changes, id) ? changes[id] : element
    if (change !== null && change !== undefined) after[id] = change
  }
  for (const [id, element] of Object.entries(changes))
    if (element !== null && !Object.hasOwn(before, id)) after[id] = element
  return after
}

/** Deep equality of plain data. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a)
  if (left.length !== Object.keys(b).length) return false
  const right = new Map(Object.entries(b))
  return left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
}
