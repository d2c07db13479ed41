import type { DynamicMode, GraphEdge, GraphNode, ImportRecord } from '../graph/document.ts'
import type { ElementChange, GraphDifference } from './difference.ts'
import { describeRules } from './describe-rules.ts'
import { count, join, quote } from './describe-words.ts'
import { isEqual } from './equal.ts'
import { edgeFields, nodeFields } from './fields.ts'

/**
 * A difference in words, for a list of revisions or steps: `2 nodes added, checkout renamed to cart, 3 nodes moved,
 * 1 edge removed`. Names, never ids, and never more than a few lines, however much was done.
 */
export function describeDifference(difference: GraphDifference): string {
  return tell(difference, undefined)
}

/** The same about one node and what was done around it, which the reader knows the name of: `renamed to cart`. */
export function describeChangeOf(difference: GraphDifference, subject: string): string {
  return tell(difference, subject)
}

type NodeChange = ElementChange<GraphNode>
type EdgeChange = ElementChange<GraphEdge>
type Deed<Element> = Required<Pick<ElementChange<Element>, 'id' | 'before' | 'after'>>

/** How many things of one sort are told one by one, before they are only counted. */
const namedAtMost = 2

function tell(difference: GraphDifference, subject: string | undefined): string {
  const added = difference.nodes.filter(({ before }) => before === undefined)
  const removed = difference.nodes.filter(({ after }) => after === undefined)
  const changed = difference.nodes.flatMap(toDeed)
  const phrases = [
    ...tellFields(difference.fields),
    ...tellWhole(added, 'added'),
    ...tellWhole(removed, 'removed'),
    ...tellRenamed(changed, subject),
    ...tellSome(changed, subject, 'moved', ['position']),
    ...tellRegrouped(changed, subject),
    ...tellSome(changed, subject, 'resized', ['size']),
    ...tellOthers(changed, subject),
    ...tellEdges(difference.edges),
  ]
  if (phrases.length > 0) return phrases.join(', ')
  return difference.nodes.length + difference.edges.length > 0 ? 'order changed' : 'nothing changed'
}

function tellFields(fields: GraphDifference['fields']): readonly string[] {
  if (fields === undefined) return []
  const { before, after } = fields
  return [
    ...(before.name === after.name ? [] : [`graph renamed to ${quote(after.name)}`]),
    ...(before.description === after.description ? [] : ['description changed']),
    ...(isEqual(before.tags, after.tags) ? [] : ['tags changed']),
    ...(isEqual(before.origin, after.origin) ? [] : ['origin changed']),
    ...(before.dynamic === after.dynamic ? [] : [tellMode(after.dynamic)]),
    ...describeRules(before.rules, after.rules),
    ...(after.imported === undefined || isEqual(before.imported, after.imported) ? [] : [tellImport(after.imported)]),
  ]
}

function tellMode(mode: DynamicMode = 'off'): string {
  return mode === 'off' ? 'discovery turned off' : `discovery set to ${mode}`
}

function tellImport({ name, format }: ImportRecord): string {
  return `taken from ${name === undefined ? `a diagram (${format})` : quote(name)}`
}

function tellWhole(changes: readonly NodeChange[], deed: 'added' | 'removed'): readonly string[] {
  const nodes = changes.flatMap(({ before, after }) => after ?? before ?? [])
  const groups = nodes.filter(({ kind }) => kind === 'group')
  const others = nodes.filter(({ kind }) => kind !== 'group')
  return [...tellCounted(others, 'node', deed), ...tellCounted(groups, 'group', deed)]
}

function tellCounted(nodes: readonly GraphNode[], noun: string, deed: string): readonly string[] {
  const [only] = nodes
  if (only === undefined) return []
  return [nodes.length === 1 ? `${quote(only.name)} ${deed}` : `${count(nodes.length, noun)} ${deed}`]
}

function tellRenamed(changed: readonly Deed<GraphNode>[], subject: string | undefined): readonly string[] {
  const renamed = changed.filter(({ before, after }) => before.name !== after.name)
  if (renamed.length > namedAtMost) return [`${count(renamed.length, 'node')} renamed`]
  return renamed.map(({ id, before, after }) => say(id, before.name, `renamed to ${quote(after.name)}`, subject))
}

function tellRegrouped(changed: readonly Deed<GraphNode>[], subject: string | undefined): readonly string[] {
  const regrouped = changed.filter(({ before, after }) => before.parent !== after.parent)
  if (regrouped.length > 1) return [`${count(regrouped.length, 'node')} regrouped`]
  return regrouped.map(({ id, before, after }) =>
    say(id, after.name, after.parent === undefined ? 'taken out of its group' : wordOfMove(before), subject),
  )
}

function wordOfMove(before: GraphNode): string {
  return before.parent === undefined ? 'put into a group' : 'put into another group'
}

function tellSome(
  changed: readonly Deed<GraphNode>[],
  subject: string | undefined,
  deed: string,
  fields: readonly (keyof GraphNode)[],
): readonly string[] {
  const some = changed.filter(({ before, after }) => fields.some((field) => !isEqual(before[field], after[field])))
  if (some.length > 1) return [`${count(some.length, 'node')} ${deed}`]
  return some.map(({ id, after }) => say(id, after.name, deed, subject))
}

const toldApart: ReadonlySet<string> = new Set(['name', 'position', 'size', 'parent'])

function tellOthers(changed: readonly Deed<GraphNode>[], subject: string | undefined): readonly string[] {
  const deeds = changed.flatMap(({ id, before, after }) => {
    const fields = nodeFields.filter((field) => !toldApart.has(field) && !isEqual(before[field], after[field]))
    return fields.length === 0 ? [] : [{ id, name: after.name, fields }]
  })
  if (deeds.length > namedAtMost) return [`${count(deeds.length, 'node')} changed`]
  return deeds.map(({ id, name, fields }) =>
    id === subject ? `${join(fields)} changed` : `${join(fields)} of ${quote(name)} changed`,
  )
}

function tellEdges(changes: readonly EdgeChange[]): readonly string[] {
  const added = changes.filter(({ before }) => before === undefined)
  const removed = changes.filter(({ after }) => after === undefined)
  const changed = changes.flatMap(toDeed)
  const reconnected = changed.filter(({ before, after }) => endFields.some((field) => before[field] !== after[field]))
  const others = changed.filter(({ before, after }) => restFields.some((field) => before[field] !== after[field]))
  return [
    ...tellEdgeCount(added, 'added'),
    ...tellEdgeCount(removed, 'removed'),
    ...tellEdgeCount(reconnected, 'reconnected'),
    ...tellEdgeCount(others, 'changed'),
  ]
}

const [source, sourcePort, target, targetPort, ...restFields] = edgeFields
const endFields = [source, sourcePort, target, targetPort] as const

function tellEdgeCount(edges: readonly unknown[], deed: string): readonly string[] {
  return edges.length === 0 ? [] : [`${count(edges.length, 'edge')} ${deed}`]
}

function toDeed<Element>({ id, before, after }: ElementChange<Element>): readonly Deed<Element>[] {
  return before === undefined || after === undefined ? [] : [{ id, before, after }]
}

function say(id: string, name: string, deed: string, subject: string | undefined): string {
  return id === subject ? deed : `${quote(name)} ${deed}`
}
