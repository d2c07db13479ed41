import type { GraphDocument, GraphEdge, GraphNode, ImportRecord } from '../graph/document.ts'
import { toPosition } from './box.ts'
import type { Point } from './box.ts'
import { keepItems, mapItems, withElements, withField, withPatch } from './fields.ts'
import { fileEdgeFields, fileNodeFields } from './import-record.ts'
import { mendStructure } from './mend.ts'
import { indexNodes } from './tree.ts'
import type { UpdateChange } from './update-from.ts'

export interface UpdateOptions {
  /** Of the newer file, so that the next update begins with it. */
  readonly record: ImportRecord
  /** Where new nodes go whose place the file does not say. */
  readonly places?: ReadonlyMap<string, Point>
}

/**
 * Does to a graph what somebody accepted of a newer file. Positions, bindings and whatever else people did stay; what
 * is new comes with its edges, placed as far from its neighbours as in the file; who stood in a group that goes stands
 * in the one around it.
 *
 * @param accepted some of `proposeUpdate(graph, file)`, of those that changed perhaps with fewer fields
 */
export function applyUpdate(
  graph: GraphDocument,
  file: GraphDocument,
  accepted: readonly UpdateChange[],
  { record, places }: UpdateOptions,
): GraphDocument {
  const nodes = pick(accepted, 'node')
  const edges = pick(accepted, 'edge')
  const theirNodes = indexNodes(file)
  const theirEdges = new Map(file.edges.map((edge) => [edge.id, edge]))
  const shift = findShift(graph, theirNodes)

  const present = indexNodes(graph)
  const stay = mapItems(
    keepItems(graph.nodes, ({ id }) => nodes.get(id)?.kind !== 'removed'),
    (node) => takeFields(node, theirNodes.get(node.id), nodes.get(node.id), fileNodeFields),
  )
  const added = file.nodes.filter(({ id }) => nodes.get(id)?.kind === 'added' && !present.has(id))
  const addedIds = new Set(added.map(({ id }) => id))
  const all = added.length === 0 ? stay : [...stay, ...added.map((node) => moveBy(node, shift, places?.get(node.id)))]
  const allIds = new Set(all.map(({ id }) => id))
  const isWhole = ({ source, target }: GraphEdge): boolean => allIds.has(source) && allIds.has(target)

  const kept = mapItems(
    keepItems(graph.edges, ({ id }) => edges.get(id)?.kind !== 'removed'),
    (edge) => {
      const theirs = theirEdges.get(edge.id)
      const taken = takeFields(edge, theirs, edges.get(edge.id), fileEdgeFields)
      // The file may have led it to a node that was declined, or away from one that goes.
      return [taken, edge, theirs].find((one) => one !== undefined && isWhole(one)) ?? edge
    },
  )
  const keptIds = new Set(kept.map(({ id }) => id))
  const newEdges = file.edges.filter(
    ({ id, source, target }) =>
      !keptIds.has(id) && (addedIds.has(source) || addedIds.has(target) || edges.get(id)?.kind === 'added'),
  )
  const put = withElements(graph, all, newEdges.length === 0 ? kept : [...kept, ...newEdges])
  const updated = mendStructure(put, (id) => (present.get(id) ?? theirNodes.get(id))?.parent)
  return withField(updated, 'imported', record)
}

function pick(accepted: readonly UpdateChange[], element: UpdateChange['element']): ReadonlyMap<string, UpdateChange> {
  return new Map(accepted.filter((change) => change.element === element).map((change) => [change.id, change]))
}

function takeFields<Element extends GraphNode | GraphEdge>(
  mine: Element,
  theirs: Element | undefined,
  change: UpdateChange | undefined,
  keys: readonly (keyof Element & string)[],
): Element {
  if (theirs === undefined || change?.kind !== 'changed') return mine
  const wanted = new Set(change.fields.map(({ field }) => field))
  const patch: { [Key in keyof Element]?: Element[Key] } = {}
  for (const key of keys) if (wanted.has(key)) patch[key] = theirs[key]
  return withPatch(mine, keys, patch)
}

interface Shift {
  readonly dx: number
  readonly dy: number
}

/** How far people moved what both have, in the middle; undefined when the file has no places, or nothing in common. */
function findShift(graph: GraphDocument, theirs: ReadonlyMap<string, GraphNode>): Shift | undefined {
  const shifts = graph.nodes.flatMap(({ id, position }) => {
    const there = theirs.get(id)?.position
    return position === undefined || there === undefined ? [] : [{ dx: position.x - there.x, dy: position.y - there.y }]
  })
  if (shifts.length === 0) return undefined
  return { dx: middleOf(shifts.map(({ dx }) => dx)), dy: middleOf(shifts.map(({ dy }) => dy)) }
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Where nobody says a place the automatic one is found, as for every node that has none. */
function moveBy(node: GraphNode, shift: Shift | undefined, found: Point | undefined): GraphNode {
  const { position } = node
  const place =
    position === undefined || shift === undefined
      ? found
      : toPosition({ x: position.x + shift.dx, y: position.y + shift.dy })
  return withField(node, 'position', place)
}
