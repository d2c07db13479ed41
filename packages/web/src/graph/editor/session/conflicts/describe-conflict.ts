import type { Conflict, ElementReference, FieldConflict, GraphDocument } from '@statusgraph/model'

/** A conflict in words that need no knowledge of the document's format. */
export interface ConflictWords {
  /** What it is about: `checkout`, `cart → checkout`, `the graph`. */
  readonly element: string
  /** Which part of it: `name`, `place`, `label team`. Undefined: whether it is there at all. */
  readonly field: string | undefined
  /** How it was, where that helps to decide. */
  readonly before: string | undefined
  readonly mine: string
  readonly theirs: string
}

/**
 * Says what a conflict is about.
 *
 * @param graphs documents that may know the names of the elements, the best first
 */
export function describeConflict(conflict: Conflict, graphs: readonly GraphDocument[]): ConflictWords {
  const element = nameElement(conflict.element, graphs)
  if (conflict.kind === 'deletion') {
    const isMine = conflict.deletedBy === 'me'
    return {
      element,
      field: undefined,
      before: undefined,
      mine: isMine ? 'deleted' : conflict.change,
      theirs: isMine ? conflict.change : 'deleted',
    }
  }
  const { path, base, mine, theirs } = conflict
  const say = (value: unknown) => sayValue(path.join('.'), value, base, graphs)
  return {
    element,
    field: nameField(path, graphs), // What is said of a place begins where it was.
    before: path[0] === 'position' ? undefined : say(base),
    mine: say(mine),
    theirs: say(theirs),
  }
}

/** The name of an element as people know it. */
function nameElement(element: ElementReference, graphs: readonly GraphDocument[]): string {
  switch (element.kind) {
    case 'graph':
      return 'the graph'
    case 'node':
      return nameNode(element.id, graphs)
    case 'edge': {
      const edge = firstOf(graphs, ({ edges }) => edges.find(({ id }) => id === element.id))
      if (edge === undefined) return 'an edge'
      const ends = `${nameNode(edge.source, graphs)} → ${nameNode(edge.target, graphs)}`
      return edge.label === undefined ? ends : `${edge.label} (${ends})`
    }
  }
}

const fieldNames: ReadonlyMap<string, string> = new Map([
  ['position', 'place'],
  ['parent', 'group'],
  ['pinned', 'pin'],
  ['collapsed', 'shown as one node'],
  ['source', 'start'],
  ['target', 'end'],
  ['dynamic', 'discovery'],
])

function nameField(path: FieldConflict['path'], graphs: readonly GraphDocument[]): string {
  const [list, key, part] = path
  if (list === 'labels' && key !== undefined) return `label ${key}`
  if (list === 'ports' && key !== undefined) {
    return part === undefined ? `port ${namePort(key, graphs)}` : `${part} of port ${namePort(key, graphs)}`
  }
  if (list === 'rules' && key !== undefined) return nameRule(key, part)
  return fieldNames.get(list) ?? list
}

function nameRule(rule: string, id: string | undefined): string {
  if (rule === 'sources') return 'sources of discovery'
  if (rule === 'kinds' && id !== undefined) return `kind of ${id}`
  if (rule === 'pins' && id !== undefined) return `place of ${id}`
  return `rules of discovery (${rule})`
}

function namePort(id: string, graphs: readonly GraphDocument[]): string {
  const port = firstOf(graphs, ({ nodes }) => nodes.flatMap(({ ports = [] }) => ports).find((port) => port.id === id))
  return port?.label ?? port?.name ?? id
}

function sayValue(field: string, value: unknown, base: unknown, graphs: readonly GraphDocument[]): string {
  if (value === undefined || value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return field === 'parent' ? nameNode(value, graphs) : value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(sayItem).join(', ')
  if (!isRecord(value)) return 'something else'
  if (field === 'position' || field.startsWith('rules.pins.')) return sayPlace(value, base)
  if (field === 'size') return `${sayNumber(value['width'])} × ${sayNumber(value['height'])}`
  if (field === 'source' || field === 'target') return sayEnd(value, graphs)
  return sayItem(value)
}

/** A link, a port or a text of a list. */
function sayItem(item: unknown): string {
  if (!isRecord(item)) return String(item)
  const textOf = (key: string) => (typeof item[key] === 'string' && item[key] !== '' ? [item[key]] : [])
  const words = ['title', 'name', 'label'].flatMap(textOf)
  if (words.length > 0) return words.join(' ')
  return ['id', 'url', 'graph'].flatMap(textOf)[0] ?? 'something else'
}

function sayEnd(end: Readonly<Record<string, unknown>>, graphs: readonly GraphDocument[]): string {
  const node = nameNode(String(end['node']), graphs)
  return typeof end['port'] === 'string' ? `${node}, port ${namePort(end['port'], graphs)}` : node
}

/** Where something went says more than where it is. */
function sayPlace(place: Readonly<Record<string, unknown>>, base: unknown): string {
  if (!isRecord(base)) return `at ${sayNumber(place['x'])}, ${sayNumber(place['y'])}`
  const dx = Math.round(Number(place['x']) - Number(base['x']))
  const dy = Math.round(Number(place['y']) - Number(base['y']))
  const ways = [
    ...(dx === 0 ? [] : [`${Math.abs(dx)} px ${dx > 0 ? 'right' : 'left'}`]),
    ...(dy === 0 ? [] : [`${Math.abs(dy)} px ${dy > 0 ? 'down' : 'up'}`]),
  ]
  return ways.length === 0 ? 'where it was' : `moved ${ways.join(', ')}`
}

function sayNumber(value: unknown): string {
  return String(Math.round(Number(value)))
}

function nameNode(id: string, graphs: readonly GraphDocument[]): string {
  return firstOf(graphs, ({ nodes }) => nodes.find((node) => node.id === id))?.name ?? id
}

function firstOf<Found>(
  graphs: readonly GraphDocument[],
  find: (graph: GraphDocument) => Found | undefined,
): Found | undefined {
  for (const graph of graphs) {
    const found = find(graph)
    if (found !== undefined) return found
  }
  return undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
