import type { GraphNode, Port } from '../graph/document.ts'
import { isEqual } from './equal.ts'
import { withField } from './fields.ts'
import { mergeOrder } from './order.ts'

/** One value as three documents have it; undefined where it is not there. */
export interface Versions<Value> {
  readonly base: Value | undefined
  readonly mine: Value | undefined
  readonly theirs: Value | undefined
}

/** The way to a value inside an element: `['name']`, `['labels', 'team']`, `['ports', 'create', 'label']`. */
export type FieldPath = readonly [field: string, ...parts: readonly string[]]

/** Hears of every field that both sides changed, each to something else. */
export type OnClash = (path: FieldPath, versions: Versions<unknown>) => void

/** One value that is changed as a whole. When both changed it, mine is taken and the clash is told. */
export function mergeValue<Value>(path: FieldPath, versions: Versions<Value>, onClash: OnClash): Value | undefined {
  const { base, mine, theirs } = versions
  if (isEqual(base, mine)) return theirs
  if (!isEqual(base, theirs) && !isEqual(mine, theirs)) onClash(path, versions)
  return mine
}

/** What one side left alone is taken from the other; undefined when both changed it and parts must be looked at. */
function takeSide<Value>({ base, mine, theirs }: Versions<Value>): { readonly value: Value | undefined } | undefined {
  if (isEqual(base, mine)) return { value: theirs }
  if (isEqual(base, theirs) || isEqual(mine, theirs)) return { value: mine }
  return undefined
}

/**
 * A list in which every item occurs once: what either side added is in, what either side took out is out. Only when
 * that is longer than may be is it a clash.
 */
export function mergeSet<Item>(
  path: FieldPath,
  versions: Versions<readonly Item[] | undefined>,
  limit: number,
  onClash: OnClash,
): Item[] | undefined {
  const side = takeSide(versions)
  if (side !== undefined) return side.value && [...side.value]
  const base = keyItems(versions.base)
  const mine = keyItems(versions.mine)
  const theirs = keyItems(versions.theirs)
  const order = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()], (key) =>
    base.has(key) ? mine.has(key) && theirs.has(key) : true,
  )
  if (order.length > limit) {
    onClash(path, versions)
    return versions.mine && [...versions.mine]
  }
  if (order.length === 0 && (versions.mine === undefined || versions.theirs === undefined)) return undefined
  return order.flatMap((key) => mine.get(key) ?? theirs.get(key) ?? [])
}

function keyItems<Item>(items: readonly Item[] | undefined): ReadonlyMap<string, Item> {
  return new Map(items?.map((item) => [JSON.stringify(item), item]))
}

/** Values by name, such as labels, each a field of its own. */
export function mergeRecord<Value>(
  path: FieldPath,
  versions: Versions<Readonly<Record<string, Value>> | undefined>,
  onClash: OnClash,
): Record<string, Value> | undefined {
  const side = takeSide(versions)
  if (side !== undefined) return side.value && { ...side.value }
  const base = new Map(Object.entries(versions.base ?? {}))
  const mine = new Map(Object.entries(versions.mine ?? {}))
  const theirs = new Map(Object.entries(versions.theirs ?? {}))
  const merged: [string, Value][] = []
  for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
    const versionsHere = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
    const value = mergeValue([...path, key], versionsHere, onClash)
    if (value !== undefined) merged.push([key, value])
  }
  if (merged.length === 0 && (versions.mine === undefined || versions.theirs === undefined)) return undefined
  return Object.fromEntries(merged)
}

/** What becomes of a port that one side took away and the other changed; either way it is a clash. */
export type ContestedPorts = 'stay' | 'as mine'

/** Ports, each by its id and each with fields of its own; their order is one more field, in which theirs wins. */
export function mergePorts(
  versions: Versions<GraphNode['ports']>,
  contested: ContestedPorts,
  limit: number,
  onClash: OnClash,
): GraphNode['ports'] {
  const side = takeSide(versions)
  if (side !== undefined) return side.value
  const base = indexPorts(versions.base)
  const mine = indexPorts(versions.mine)
  const theirs = indexPorts(versions.theirs)
  const merged = new Map<string, Port>()
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    const versionsHere = { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) }
    const port = mergePort(id, versionsHere, contested, onClash)
    if (port !== undefined) merged.set(id, port)
  }
  if (merged.size > limit) {
    onClash(['ports'], versions)
    return versions.mine
  }
  if (merged.size === 0 && (versions.mine === undefined || versions.theirs === undefined)) return undefined
  const order = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()], (id) => merged.has(id))
  return order.flatMap((id) => merged.get(id) ?? [])
}

function mergePort(
  id: string,
  versions: Versions<Port>,
  contested: ContestedPorts,
  onClash: OnClash,
): Port | undefined {
  const { base, mine, theirs } = versions
  if (mine === undefined || theirs === undefined) {
    const port = mergeValue(['ports', id], versions, onClash)
    return port === undefined && contested === 'stay' && !isEqual(base, theirs) ? theirs : port
  }
  let port = theirs
  for (const key of ['name', 'label'] as const) {
    const versionsHere = { base: base?.[key], mine: mine[key], theirs: theirs[key] }
    port = withField(port, key, mergeValue(['ports', id, key], versionsHere, onClash))
  }
  return port
}

function indexPorts(ports: GraphNode['ports']): ReadonlyMap<string, Port> {
  return new Map(ports?.map((port) => [port.id, port]))
}
