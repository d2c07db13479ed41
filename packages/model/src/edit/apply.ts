import { findCycles } from '../graph/cycles.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import type { ElementChange, GraphDifference } from './difference.ts'
import { isEqual } from './equal.ts'
import type { GraphFields } from './fields.ts'
import { graphFields, mapItems, withElements, withField, withPatch } from './fields.ts'
import { mendStructure } from './mend.ts'
import type { ElementVersions } from './merge-elements.ts'
import { mergeEdge, mergeGraphFields, mergeNode } from './merge-elements.ts'
import type { Insert } from './order.ts'
import { insertAt } from './order.ts'
import { indexNodes } from './tree.ts'

/**
 * Does to a graph what a difference did to another: `applyDifference(a, diffGraphs(a, b))` equals `b`.
 *
 * The graph may have changed since, by what others saved. Then only the fields that the difference changed are set and
 * the rest stays as it is; elements that are gone are passed over, elements that are there already are left alone, what
 * was removed comes back at its place. Whatever comes out is whole: no edge without its ends, no parent that is no
 * group, no group inside itself. Elements that nothing happened to are the same objects.
 */
export function applyDifference(graph: GraphDocument, difference: GraphDifference): GraphDocument {
  const nodes = applyChanges(graph.nodes, difference.nodes, (versions) => mergeNode(versions, ignoreClash, 'as mine'))
  const edges = applyChanges(graph.edges, difference.edges, (versions) => mergeEdge(versions, ignoreClash))
  const changed = withFields(withElements(graph, nodes, edges), difference.fields)
  if (!isStructural(difference)) return changed
  return mendStructure(openCycles(changed, graph), formerParents(graph, difference.nodes))
}

/** Whether it can tear anything apart. Moving, renaming and binding cannot, and are done all the time. */
function isStructural({ nodes, edges }: GraphDifference): boolean {
  const isChanged = <Element extends object>(
    { before, after }: ElementChange<Element>,
    keys: readonly (keyof Element)[],
  ) => before === undefined || after === undefined || keys.some((key) => !isEqual(before[key], after[key]))
  return (
    nodes.some((change) => isChanged(change, ['parent', 'kind', 'ports'])) ||
    edges.some((change) => isChanged(change, ['source', 'sourcePort', 'target', 'targetPort']))
  )
}

// Whoever applies a difference wants what it says: there is nobody to ask.
function ignoreClash(): void {}

function withFields(graph: GraphDocument, fields: GraphDifference['fields']): GraphDocument {
  if (fields === undefined) return graph
  const theirs = withPatch<GraphFields>({ name: graph.name }, graphFields, graph)
  const merged = mergeGraphFields({ base: fields.before, mine: fields.after, theirs }, ignoreClash)
  return graphFields.reduce((changed, key) => withField(changed, key, merged[key]), graph)
}

function applyChanges<Element extends { readonly id: string }>(
  list: readonly Element[],
  changes: readonly ElementChange<Element>[],
  merge: (versions: ElementVersions<Element>) => Element,
): readonly Element[] {
  if (changes.length === 0) return list
  const byId = new Map(changes.map((change) => [change.id, change]))
  const stay: Element[] = []
  const inserts: Insert<Element>[] = []
  for (const element of list) {
    const change = byId.get(element.id)
    byId.delete(element.id)
    if (change === undefined) stay.push(element)
    else if (change.after === undefined) continue
    else if (change.before === undefined) stay.push(element)
    else {
      const merged = merge({ base: change.before, mine: change.after, theirs: element })
      if (change.to === undefined) stay.push(merged)
      else inserts.push({ element: merged, place: change.to })
    }
  }
  for (const { before, after, to } of byId.values())
    if (before === undefined && after !== undefined && to !== undefined) inserts.push({ element: after, place: to })
  return insertAt(stay, inserts)
}

/** Where the difference and what others did put groups into one another, the graph's own parents hold. */
function openCycles(changed: GraphDocument, before: GraphDocument): GraphDocument {
  const cycles = findCycles(changed.nodes, indexNodes(changed))
  if (cycles.length === 0) return changed
  const old = indexNodes(before)
  const ring = new Set(cycles.flat())
  const nodes = mapItems(changed.nodes, (node) =>
    ring.has(node.id) ? withField(node, 'parent', old.get(node.id)?.parent) : node,
  )
  return withElements(changed, nodes)
}

function formerParents(
  graph: GraphDocument,
  changes: readonly ElementChange<GraphNode>[],
): (id: string) => string | undefined {
  let known: ReadonlyMap<string, GraphNode> | undefined
  return (id) => {
    known ??= new Map([
      ...changes.flatMap(({ before, after }) => before ?? after ?? []).map((node) => [node.id, node] as const),
      ...indexNodes(graph),
    ])
    return known.get(id)?.parent
  }
}
