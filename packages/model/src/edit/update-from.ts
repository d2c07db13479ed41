import type { GraphDocument, GraphEdge } from '../graph/document.ts'
import { isEqual } from './equal.ts'
import { fileEdgeFields, fileNodeFields, fingerprintEdge, fingerprintNode } from './import-record.ts'
import { indexNodes } from './tree.ts'

/** One field that a newer file has otherwise. */
export interface FieldUpdate {
  readonly field: string
  readonly now: unknown
  readonly file: unknown
}

/** One element that a newer file adds, lacks, or has otherwise than the graph. */
export interface UpdateChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly element: 'node' | 'edge'
  readonly id: string
  /** Of an edge: its ends. */
  readonly name: string
  /** Only of what was changed. */
  readonly fields: readonly FieldUpdate[]
  /**
   * Why accepting it would undo what people did. Such a change is for somebody to decide; the others can be taken as
   * they are.
   */
  readonly against?: 'edited' | 'removed-here' | 'used-here' | 'unknown'
}

/**
 * What a newer file would do to a graph that was made from an older one. Elements are the same when their ids are.
 *
 * `graph.imported` tells who changed what: an element that the file has as it had it then was changed by people, and
 * is no change; one that the graph has as the file had it then was changed in the file, and can be taken. What both
 * changed, and what people deleted, connected or put inside, is told with `against`. What only people made is never
 * mentioned. Of a graph without such a record nothing that the file lacks is removed, and every change is `unknown`.
 *
 * Edges of nodes that come or go come and go with them, and are not told one by one.
 */
export function proposeUpdate(graph: GraphDocument, file: GraphDocument): readonly UpdateChange[] {
  const nodes = { now: indexNodes(graph), file: indexNodes(file), before: readPrints(graph.imported?.nodes) }
  const edges = { now: indexEdges(graph), file: indexEdges(file), before: readPrints(graph.imported?.edges) }
  const nodeChanges = compareElements(nodes, fileNodeFields, fingerprintNode, graph.imported === undefined)
  const edgeChanges = compareElements(edges, fileEdgeFields, fingerprintEdge, graph.imported === undefined)
  const used = findUsed(graph, nodes.before, edges.before)
  const names = (id: string): string => nodes.now.get(id)?.name ?? nodes.file.get(id)?.name ?? id
  const isInBoth = (id: string): boolean => nodes.now.has(id) && nodes.file.has(id)
  return [
    ...nodeChanges.map(({ element, ...change }): UpdateChange => {
      const isUsed = change.kind === 'removed' && change.against === undefined && used.has(change.id)
      return { ...change, element: 'node', name: element.name, ...(isUsed ? { against: 'used-here' } : {}) }
    }),
    ...edgeChanges.flatMap(({ element, ...change }): readonly UpdateChange[] => {
      if (!isInBoth(element.source) || !isInBoth(element.target)) return []
      return [{ ...change, element: 'edge', name: `${names(element.source)} → ${names(element.target)}` }]
    }),
  ]
}

interface Sides<Element> {
  readonly now: ReadonlyMap<string, Element>
  readonly file: ReadonlyMap<string, Element>
  /** Fingerprints of the file that the graph was made from. */
  readonly before: ReadonlyMap<string, string>
}

interface Compared<Element> extends Omit<UpdateChange, 'element' | 'name'> {
  readonly element: Element
}

function compareElements<Element extends { readonly id: string }>(
  { now, file, before }: Sides<Element>,
  keys: readonly (keyof Element & string)[],
  print: (element: Element) => string,
  isUnknown: boolean,
): readonly Compared<Element>[] {
  const changes: Compared<Element>[] = []
  for (const [id, theirs] of file) {
    const mine = now.get(id)
    const was = before.get(id)
    if (mine === undefined) {
      const wasRemoved = was !== undefined
      changes.push({
        kind: 'added',
        id,
        element: theirs,
        fields: [],
        ...(wasRemoved ? { against: 'removed-here' } : {}),
      })
      continue
    }
    if (was === print(theirs)) continue
    const fields = keys.flatMap((field) =>
      isEqual(mine[field] ?? null, theirs[field] ?? null) ? [] : [{ field, now: mine[field], file: theirs[field] }],
    )
    if (fields.length === 0) continue
    const against = isUnknown ? 'unknown' : was === print(mine) ? undefined : 'edited'
    changes.push({ kind: 'changed', id, element: mine, fields, ...(against === undefined ? {} : { against }) })
  }
  for (const [id, was] of before) {
    const mine = now.get(id)
    if (mine === undefined || file.has(id)) continue
    const isEdited = was !== print(mine)
    changes.push({ kind: 'removed', id, element: mine, fields: [], ...(isEdited ? { against: 'edited' } : {}) })
  }
  return changes
}

/** Nodes that people connected something to, or put something into. */
function findUsed(
  { nodes, edges }: GraphDocument,
  nodesBefore: ReadonlyMap<string, string>,
  edgesBefore: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const ownEdges = edges.filter(({ id }) => !edgesBefore.has(id))
  const inside = nodes.filter(({ id }) => !nodesBefore.has(id)).flatMap(({ parent }) => parent ?? [])
  return new Set([...ownEdges.flatMap(({ source, target }) => [source, target]), ...inside])
}

function readPrints(prints: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(prints))
}

function indexEdges({ edges }: GraphDocument): ReadonlyMap<string, GraphEdge> {
  return new Map(edges.map((edge) => [edge.id, edge]))
}

/** Names a change, for a set of those that somebody accepted; with a field, that field of it alone. */
export function changeKey({ element, id }: Pick<UpdateChange, 'element' | 'id'>, field?: string): string {
  return JSON.stringify(field === undefined ? [element, id] : [element, id, field])
}
