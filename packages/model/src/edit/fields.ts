import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import { isEqual } from './equal.ts'

/** The graph's own fields, apart from its elements. */
export type GraphFields = Pick<
  GraphDocument,
  'name' | 'description' | 'tags' | 'origin' | 'imported' | 'dynamic' | 'rules'
>

/** What to set: a key with the value undefined takes the field away, a key that is missing leaves it alone. */
export type Patch<Element> = { readonly [Key in keyof Omit<Element, 'id'>]?: Element[Key] | undefined }

/** The fields of a node that are one value: whoever changes such a field changes all of it. */
export const plainNodeFields = [
  'name',
  'kind',
  'namespace',
  'description',
  'parent',
  'position',
  'size',
  'icon',
  'pinned',
  'collapsed',
] as const satisfies readonly (keyof GraphNode)[]

/** The fields of a node that are made of parts. */
export const composedNodeFields = [
  'labels',
  'ports',
  'services',
  'links',
] as const satisfies readonly (keyof GraphNode)[]

export const nodeFields = [...plainNodeFields, ...composedNodeFields] as const

export const plainEdgeFields = ['label', 'description', 'kind'] as const satisfies readonly (keyof GraphEdge)[]

export const edgeFields = ['source', 'sourcePort', 'target', 'targetPort', ...plainEdgeFields] as const

export const plainGraphFields = [
  'name',
  'description',
  'origin',
  'imported',
  'dynamic',
] as const satisfies readonly (keyof GraphFields)[]

export const graphFields = [...plainGraphFields, 'tags', 'rules'] as const

/** The same element with one field set, or without it; the very same one when that changes nothing. */
export function withField<Element extends object, Key extends keyof Element>(
  element: Element,
  key: Key,
  value: Element[Key] | undefined,
): Element {
  if (isEqual(element[key], value)) return element
  const copy: Element = { ...element }
  if (value === undefined) delete copy[key]
  else copy[key] = value
  return copy
}

/** The record with one entry set, or without it; undefined once nothing is in it. */
export function withEntry<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
  value: Value | undefined,
): Record<string, Value> | undefined {
  const others = Object.entries(record ?? {}).filter(([name]) => name !== key)
  const entries = value === undefined ? others : [...others, [key, value] as const]
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** The element with the fields of a patch, which are read from the list of keys and from nowhere else. */
export function withPatch<Element extends object>(
  element: Element,
  keys: readonly (keyof Element)[],
  patch: { readonly [One in keyof Element]?: Element[One] | undefined },
): Element {
  let result = element
  for (const key of keys)
    if (Object.hasOwn(patch, key)) result = withField<Element, keyof Element>(result, key, patch[key])
  return result
}

/** The list with one item exchanged; the very same list when it is that item already. */
export function withItem<Item>(list: readonly Item[], at: number, item: Item): readonly Item[] {
  return Object.is(list[at], item) ? list : list.with(at, item)
}

/** The list with every item put through a function; the very same list when every item comes back as it went. */
export function mapItems<Item>(list: readonly Item[], change: (item: Item, at: number) => Item): readonly Item[] {
  let result: Item[] | undefined
  for (const [at, item] of list.entries()) {
    const changed = change(item, at)
    if (result !== undefined) result.push(changed)
    else if (!Object.is(changed, item)) result = [...list.slice(0, at), changed]
  }
  return result ?? list
}

/** The items that pass; the very same list when all do. */
export function keepItems<Item>(list: readonly Item[], isKept: (item: Item) => boolean): readonly Item[] {
  const kept = list.filter(isKept)
  return kept.length === list.length ? list : kept
}

/** The graph with other lists; the very same graph when they are its own. */
export function withElements(
  graph: GraphDocument,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[] = graph.edges,
): GraphDocument {
  return nodes === graph.nodes && edges === graph.edges ? graph : { ...graph, nodes, edges }
}
