import { drawTopology } from '@statusgraph/model'
import type { GraphDocument, GraphNode, TopologyView } from '@statusgraph/model'
import { arrangeFound } from './arrange-found.ts'
import type { Box, Point } from './geometry/box.ts'
import { boundsOf } from './geometry/box.ts'
import { sizeNode } from './geometry/node-size.ts'
import { placeGroups } from './geometry/place-nodes.ts'
import { layOutUnplaced } from './lay-out-unplaced.ts'
import { placeAdded } from './place-added.ts'
import { goodRatio } from './sheet.ts'

/** More newcomers than these in one place are arranged among themselves, and come as one block. */
const fittedAtMost = 24
const besidePx = 128
/** What is gone and may come back keeps its place free, as large as it can have been. */
const absentPx = { width: 344, height: 88 } as const
const leastAbsentKept = 200

/**
 * Where the discovered nodes of a graph stand in which discovery draws. What has a place keeps it, whatever appears or
 * disappears: newcomers stand beside their neighbours in the group of their namespace, on nothing else; a whole
 * namespace comes as a block. The first time all of it is laid out, beside what people drew. Pins win.
 *
 * @param places by id, as they were remembered; those of nodes that are gone are kept free for them
 * @returns the places of all that are discovered now; the same input gives the same places
 */
export function placeFound(
  graph: GraphDocument,
  view: TopologyView,
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const drawnIds = new Set(graph.nodes.map(({ id }) => id))
  const scene = sortFound(drawTopology(graph, view), drawnIds)
  const found = scene.nodes.filter(({ id, kind }) => !drawnIds.has(id) && kind !== 'group')
  const points = new Map<string, Point>()
  for (const { id, pinned, position } of found) {
    const place = pinned === true ? position : (places.get(id) ?? position)
    if (place !== undefined) points.set(id, { x: place.x, y: place.y })
  }
  const newcomers = found.filter(({ id }) => !points.has(id))
  if (newcomers.length === 0) return points
  const boxes = boxesOf(scene, drawnIds, points)
  keepFree(places, scene, boxes)
  // The first time there is more to lay out than to fit in, unless people drew most of it.
  const fitted = points.size === 0 ? Math.min(boxes.size, fittedAtMost) : fittedAtMost
  for (const [id, box] of placeBlocks(scene, newcomers, boxes, fitted)) {
    boxes.set(id, box)
    points.set(id, { x: box.x, y: box.y })
  }
  const rest = newcomers.filter(({ id }) => !points.has(id))
  if (rest.length > 0) {
    const framed = framesAround(scene, boxes)
    const loose = { ...scene, nodes: scene.nodes.map((node) => settle(node, points)) }
    const groups = scene.nodes.filter(({ id, kind }) => kind === 'group' && !framed.has(id))
    const added = new Set([...rest, ...groups].map(({ id }) => id))
    for (const [id, point] of placeAdded(loose, added, framed, layOutUnplaced)) points.set(id, point)
  }
  return points
}

/** What discovery adds, in an order that does not hang on when it was seen. */
function sortFound(scene: GraphDocument, drawnIds: ReadonlySet<string>): GraphDocument {
  const compare = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
  const drawn = scene.nodes.filter(({ id }) => drawnIds.has(id))
  const found = scene.nodes.filter(({ id }) => !drawnIds.has(id)).toSorted(compare)
  return { ...scene, nodes: [...drawn, ...found], edges: scene.edges.toSorted(compare) }
}

/** Of everything that has a place, without the groups. */
function boxesOf(
  { nodes }: GraphDocument,
  drawnIds: ReadonlySet<string>,
  points: ReadonlyMap<string, Point>,
): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const node of nodes) {
    if (node.kind === 'group') continue
    const point = drawnIds.has(node.id) ? node.position : points.get(node.id)
    if (point !== undefined) boxes.set(node.id, { x: point.x, y: point.y, ...sizeNode(node) })
  }
  return boxes
}

/** Whatever is gone finds its place free when it comes back, unless very much has come and gone. */
function keepFree(places: ReadonlyMap<string, Point>, { nodes }: GraphDocument, boxes: Map<string, Box>): void {
  const present = new Set(nodes.map(({ id }) => id))
  const absent = [...places].filter(([id]) => !present.has(id))
  for (const [id, { x, y }] of absent.slice(-Math.max(leastAbsentKept, present.size)))
    boxes.set(id, { x, y, ...absentPx })
}

/** The boxes of the newcomers that are too many to be fitted in one by one. */
function placeBlocks(
  scene: GraphDocument,
  newcomers: readonly GraphNode[],
  boxes: ReadonlyMap<string, Box>,
  fitted: number,
): ReadonlyMap<string, Box> {
  const frames = framesAround(scene, boxes)
  const standsIn = ({ parent }: GraphNode): string | undefined =>
    parent !== undefined && frames.has(parent) ? parent : undefined
  const placed = new Map<string, Box>()
  const all = new Map(boxes)
  for (const [group, members] of Map.groupBy(newcomers, standsIn)) {
    if (members.length <= fitted) continue
    const block = arrangeFound(scene, members)
    const taken = group === undefined ? [...framesAround(scene, all).values()] : [...all.values()]
    const frame = group === undefined ? boundsOf(taken) : frames.get(group)
    const corner = frame === undefined ? { x: 0, y: 0 } : cornerBeside(frame, boundsOf(block.values()), taken)
    for (const [id, box] of block) {
      const at = { ...box, x: corner.x + box.x, y: corner.y + box.y }
      placed.set(id, at)
      all.set(id, at)
    }
  }
  return placed
}

/** Right of a frame, or below one that is wide already, and past whatever else stands there. */
function cornerBeside(frame: Box, block: Box | undefined, taken: readonly Box[]): Point {
  const { width = 0, height = 0 } = block ?? {}
  const isWide = frame.width > frame.height * goodRatio
  let at = isWide
    ? { x: frame.x, y: frame.y + frame.height + besidePx }
    : { x: frame.x + frame.width + besidePx, y: frame.y }
  const lane = isWide
    ? taken.filter((box) => box.x < at.x + width + besidePx && box.x + box.width > at.x - besidePx)
    : taken.filter((box) => box.y < at.y + height + besidePx && box.y + box.height > at.y - besidePx)
  const start = isWide ? (box: Box) => box.y : (box: Box) => box.x
  for (const box of lane.toSorted((a, b) => start(a) - start(b))) {
    if (isWide && box.y < at.y + height + besidePx && box.y + box.height > at.y - besidePx)
      at = { x: at.x, y: Math.max(at.y, box.y + box.height + besidePx) }
    if (!isWide && box.x < at.x + width + besidePx && box.x + box.width > at.x - besidePx)
      at = { x: Math.max(at.x, box.x + box.width + besidePx), y: at.y }
  }
  return { x: Math.ceil(at.x / 8) * 8, y: Math.ceil(at.y / 8) * 8 }
}

/** All boxes, with the frames of the groups that hold something or were drawn. */
function framesAround(scene: GraphDocument, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, Box> {
  const framed = new Map(boxes)
  const byId = new Map(scene.nodes.map((node) => [node.id, node]))
  const inUse = new Set<string>()
  for (const id of boxes.keys())
    for (let up = byId.get(id)?.parent; up !== undefined && !inUse.has(up); up = byId.get(up)?.parent) inUse.add(up)
  const isShown = ({ id, kind, position }: GraphNode): boolean =>
    kind === 'group' ? inUse.has(id) || position !== undefined : boxes.has(id)
  placeGroups({ ...scene, nodes: scene.nodes.filter(isShown) }, framed)
  return framed
}

function settle(node: GraphNode, points: ReadonlyMap<string, Point>): GraphNode {
  const { position: _, ...rest } = node
  const point = points.get(node.id)
  return point === undefined ? node : { ...rest, position: { x: point.x, y: point.y } }
}
