import type { GraphDocument } from '../graph/document.ts'
import type { Conflict, ElementReference } from './conflict.ts'
import { isEqual } from './equal.ts'
import { graphFields, mapItems, withElements, withField } from './fields.ts'
import { mendStructure } from './mend.ts'
import type { IndexedGraph } from './merge-deletions.ts'
import { findDeletions, indexGraph } from './merge-deletions.ts'
import type { ElementVersions } from './merge-elements.ts'
import { mergeEdge, mergeGraphFields, mergeNode } from './merge-elements.ts'
import { mendMerged } from './merge-structure.ts'
import type { FieldPath, OnClash, Versions } from './merge-values.ts'
import { mergeOrder } from './order.ts'

export interface MergedGraph {
  readonly graph: GraphDocument
  /** What somebody must decide, each by `decideConflict`. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Brings together what two people made of one graph, element by element and field by field: labels by their key, ports
 * by their id, services, links and tags as sets. Only where both changed the very same field, or one deleted what the
 * other worked on, somebody must decide; until then the graph holds what `FieldConflict` and `DeletionConflict` say.
 * Whatever comes out is a whole graph. New elements of both are in, mine behind the neighbour that they follow.
 *
 * @param base the revision that both began with
 */
export function mergeGraphs(base: GraphDocument, mine: GraphDocument, theirs: GraphDocument): MergedGraph {
  const sides = indexSides(base, mine, theirs)
  const asked = new Map<string, Conflict>()
  const listenAt =
    (element: ElementReference): OnClash =>
    (path, versions) =>
      ask(asked, element, path, versions)
  const fields = mergeGraphFields({ base: sides.base.graph, mine, theirs }, listenAt({ kind: 'graph' }))
  const deletions = [
    findDeletions(sides.base, sides.mine, sides.theirs, 'me'),
    findDeletions(sides.base, sides.theirs, sides.mine, 'them'),
  ]
  const nodes = mergeElements(
    { base: sides.base.nodes, mine: sides.mine.nodes, theirs: sides.theirs.nodes },
    (id) => deletions.some(({ gone }) => gone.nodes.has(id)),
    (versions) => mergeNode(versions, listenAt({ kind: 'node', id: versions.mine.id })),
  )
  const edges = mergeElements(
    { base: sides.base.edges, mine: sides.mine.edges, theirs: sides.theirs.edges },
    (id) => deletions.some(({ gone }) => gone.edges.has(id)),
    (versions) => mergeEdge(versions, listenAt({ kind: 'edge', id: versions.mine.id })),
  )
  const named = graphFields.reduce((graph, key) => withField(graph, key, fields[key]), mine)
  const merged = mendMerged(
    withElements(named, reuse(nodes, mine.nodes), reuse(edges, mine.edges)),
    sides,
    (id, path, versions) => ask(asked, { kind: 'node', id }, path, versions),
  )
  const graph = mendStructure(merged, (id) => (sides.theirs.nodes.get(id) ?? sides.base.nodes.get(id))?.parent)
  return { graph, conflicts: [...asked.values(), ...deletions.flatMap(({ conflicts }) => conflicts)] }
}

function ask(
  asked: Map<string, Conflict>,
  element: ElementReference,
  path: FieldPath,
  { base, mine, theirs }: Versions<unknown>,
): void {
  const key = JSON.stringify([element, path])
  if (asked.has(key)) return
  asked.set(key, { kind: 'field', element, field: path.join('.'), path, base, mine, theirs })
}

/**
 * Documents that came over the wire share no objects, even where they say the same. Here they get to, so that what
 * nobody touched is found at a glance, and stays the same object for whoever draws it.
 */
function indexSides(base: GraphDocument, mine: GraphDocument, theirs: GraphDocument) {
  const myIndex = indexGraph(mine)
  const baseIndex = indexGraph(shareElements(base, [myIndex]))
  const theirIndex = indexGraph(shareElements(theirs, [baseIndex, myIndex]))
  return { base: baseIndex, mine: myIndex, theirs: theirIndex }
}

function shareElements(graph: GraphDocument, known: readonly IndexedGraph[]): GraphDocument {
  const nodes = mapItems(graph.nodes, (node) =>
    findTwin(
      node,
      known.map((one) => one.nodes.get(node.id)),
    ),
  )
  const edges = mapItems(graph.edges, (edge) =>
    findTwin(
      edge,
      known.map((one) => one.edges.get(edge.id)),
    ),
  )
  return withElements(graph, nodes, edges)
}

function findTwin<Element>(element: Element, others: readonly (Element | undefined)[]): Element {
  return others.find((other) => isEqual(other, element)) ?? element
}

interface Versioned<Element> {
  readonly base: ReadonlyMap<string, Element>
  readonly mine: ReadonlyMap<string, Element>
  readonly theirs: ReadonlyMap<string, Element>
}

function mergeElements<Element extends { readonly id: string }>(
  { base, mine, theirs }: Versioned<Element>,
  isGone: (id: string) => boolean,
  merge: (versions: ElementVersions<Element>) => Element,
): readonly Element[] {
  const merged = new Map<string, Element>()
  for (const [id, their] of theirs) {
    const own = mine.get(id)
    if (own !== undefined) merged.set(id, merge({ base: base.get(id), mine: own, theirs: their }))
    else if (!isGone(id)) merged.set(id, their)
  }
  for (const [id, own] of mine) if (!theirs.has(id) && !isGone(id)) merged.set(id, own)
  const order = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()], (id) => merged.has(id))
  return order.flatMap((id) => merged.get(id) ?? [])
}

function reuse<Element>(list: readonly Element[], known: readonly Element[]): readonly Element[] {
  return list.length === known.length && list.every((element, at) => element === known[at]) ? known : list
}
