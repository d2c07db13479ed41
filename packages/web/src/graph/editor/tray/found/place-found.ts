import { adoptFound } from '@statusgraph/model'
import type { AdoptedPlace, GraphDocument, GraphNode, TopologyView } from '@statusgraph/model'
import { placeAdded } from '../../../../layout/index.ts'
import { boundsOf, sizeNode } from '../../../../map/index.ts'
import type { Box, Point } from '../../../../map/index.ts'
// Not by the index: whoever looks at the map would load the layout with that.
import { placeNodes } from '../../../../map/geometry/place-nodes.ts'
import type { LayOut } from '../../../../map/geometry/place-nodes.ts'
import { findGroupAt } from '../../canvas/geometry/drop-group.ts'
import { snapToGrid } from '../../canvas/geometry/snapping.ts'

interface PlaceFoundOptions {
  /** Of what is drawn. */
  readonly boxes: ReadonlyMap<string, Box>
  /** Where the first of them is to have its middle. */
  readonly near: Point | undefined
  readonly layOut: LayOut
}

/** More than these are not fitted in one by one: they come as a block beside the drawing. */
const mostFitted = 120
const besidePx = 160
const noneMoved: ReadonlySet<string> = new Set()

/** The automatic layout, fetched when it is needed. */
export async function layOutLater(): Promise<LayOut> {
  return (await import('../../../../map/geometry/lay-out.ts')).layOutUnplaced
}

/** Finds places for what is about to be added: under the hand, beside what it is joined to, or where it stands already. */
export function placeFound(
  graph: GraphDocument,
  view: TopologyView,
  ids: { readonly nodes: readonly string[]; readonly edges: readonly string[] },
  { boxes, near, layOut }: PlaceFoundOptions,
): ReadonlyMap<string, AdoptedPlace> {
  const places = new Map<string, AdoptedPlace>()
  const known = new Set(graph.nodes.map(({ id }) => id))
  const isNewcomer = ({ id, kind }: GraphNode): boolean => !known.has(id) && kind !== 'group'
  const first = adoptFound(graph, view, ids).nodes.find(isNewcomer)
  if (first === undefined) return places
  if (near !== undefined) {
    const { width, height } = sizeNode(first)
    const parent = findGroupAt(graph, boxes, near, noneMoved)
    const at = { x: snapToGrid(near.x - width / 2), y: snapToGrid(near.y - height / 2) }
    places.set(first.id, parent === undefined ? at : { ...at, parent })
  }
  if (boxes.size === 0) return places
  const adopted = adoptFound(graph, view, ids, places)
  const free = adopted.nodes.filter((node) => isNewcomer(node) && node.position === undefined)
  if (free.length === 0) return places
  const points =
    free.length > mostFitted
      ? placeBlock({ ...adopted, nodes: free }, boxes, layOut)
      : placeAdded(adopted, new Set(free.map(({ id }) => id)), withPlaced(boxes, adopted, places), layOut)
  for (const [id, point] of points) places.set(id, point)
  return places
}

/** What is drawn, together with what stands already among the new. */
function withPlaced(
  boxes: ReadonlyMap<string, Box>,
  { nodes }: GraphDocument,
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Box> {
  const all = new Map(boxes)
  for (const node of nodes) {
    const place = places.get(node.id)
    if (place !== undefined) all.set(node.id, { x: place.x, y: place.y, ...sizeNode(node) })
  }
  return all
}

/** All of them together, laid out among themselves, to the right of everything. */
function placeBlock(graph: GraphDocument, boxes: ReadonlyMap<string, Box>, layOut: LayOut): ReadonlyMap<string, Point> {
  const ids = new Set(graph.nodes.map(({ id }) => id))
  const nodes = graph.nodes.map(({ parent: _, ...node }) => node)
  const edges = graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
  const placed = placeNodes({ ...graph, nodes, edges }, layOut)
  const drawn = boundsOf(boxes.values()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const own = boundsOf(placed.values()) ?? drawn
  const by = { x: drawn.x + drawn.width + besidePx - own.x, y: drawn.y - own.y }
  return new Map(placed.entries().map(([id, { x, y }]) => [id, { x: snapToGrid(x + by.x), y: snapToGrid(y + by.y) }]))
}
