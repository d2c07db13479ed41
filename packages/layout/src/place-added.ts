import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Box, Point, Size } from './geometry/box.ts'
import { boundsOf, doOverlap } from './geometry/box.ts'
import { group, sizeNode } from './geometry/node-size.ts'
import { placeNodes } from './geometry/place-nodes.ts'
import type { LayOut } from './geometry/place-nodes.ts'
import { findGap, findRowEnd } from './find-gap.ts'
import { findRoom } from './find-room.ts'
import { gaps } from './sheet.ts'

/** A new node, or a new group with what is new in it, which comes as one. */
interface Unit {
  readonly parent: string | undefined
  /** Where its nodes stand in it. */
  readonly inside: ReadonlyMap<string, Box>
  readonly size: Size
}

/** Between a node and what it calls, wide enough for a label. */
const besidePx = 112

/**
 * Finds places for nodes that come to a drawing: right of who calls them, below what they call, else with their group.
 * Nothing that is drawn moves, nothing new lies on it, and groups grow over as little as can be.
 *
 * @param graph with the new nodes in it
 * @param added their ids; those that have a position keep it
 * @param boxes of everything that is drawn, groups with their frames
 */
export function placeAdded(
  graph: GraphDocument,
  added: ReadonlySet<string>,
  boxes: ReadonlyMap<string, Box>,
  layOut: LayOut,
): ReadonlyMap<string, Point> {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const drawn = new Map(boxes)
  const points = new Map<string, Point>()
  const waiting = findUnits(graph, byId, added, layOut)
  const links = linkUnits(graph, waiting)
  while (waiting.length > 0) {
    const linked = waiting.findIndex((unit) => links.get(unit)?.some(({ id }) => drawn.has(id)))
    const [unit] = waiting.splice(Math.max(0, linked), 1)
    if (unit === undefined) break
    const at = findPlace(unit, links.get(unit) ?? [], byId, drawn)
    for (const [id, box] of unit.inside) {
      const place = { ...box, x: Math.round(at.x + box.x), y: Math.round(at.y + box.y) }
      drawn.set(id, place)
      if (byId.get(id)?.kind !== 'group') points.set(id, { x: place.x, y: place.y })
    }
    for (const [id, frame] of growFrames({ ...at, ...unit.size }, unit.parent, byId, drawn)) drawn.set(id, frame)
  }
  return points
}

function findUnits(
  graph: GraphDocument,
  byId: ReadonlyMap<string, GraphNode>,
  added: ReadonlySet<string>,
  layOut: LayOut,
): Unit[] {
  const rootOf = (node: GraphNode): GraphNode => {
    let root = node
    for (let up = byId.get(node.parent ?? ''); up !== undefined && added.has(up.id); up = byId.get(up.parent ?? ''))
      root = up
    return root
  }
  const isFree = (node: GraphNode): boolean => added.has(node.id) && node.position === undefined
  const roots = Map.groupBy(graph.nodes.filter(isFree), (node) => rootOf(node))
  return [...roots].map(([root, nodes]): Unit => {
    const ids = new Set(nodes.map(({ id }) => id))
    const edges = graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
    const placed = placeNodes({ ...graph, nodes: nodes.map((node) => loosen(node, root)), edges }, layOut)
    const bounds = boundsOf(placed.values()) ?? { x: 0, y: 0, ...sizeNode(root) }
    const inside = new Map(
      placed.entries().map(([id, box]) => [id, { ...box, x: box.x - bounds.x, y: box.y - bounds.y }]),
    )
    return { parent: root.parent, inside, size: { width: bounds.width, height: bounds.height } }
  })
}

/** The outermost of a unit, without the group that it comes into. */
function loosen(node: GraphNode, root: GraphNode): GraphNode {
  if (node !== root) return node
  const { parent: _, ...loose } = node
  return loose
}

/** The other end of an edge of a unit. */
interface UnitLink {
  readonly id: string
  /** It calls the unit, rather than being called. */
  readonly isCaller: boolean
}

function linkUnits({ edges }: GraphDocument, units: readonly Unit[]): ReadonlyMap<Unit, readonly UnitLink[]> {
  const unitOf = new Map(
    units.flatMap((unit) =>
      unit.inside
        .keys()
        .toArray()
        .map((id) => [id, unit] as const),
    ),
  )
  const links = new Map<Unit, UnitLink[]>(units.map((unit) => [unit, []]))
  for (const { source, target } of edges) {
    const [from, to] = [unitOf.get(source), unitOf.get(target)]
    if (from === to) continue
    if (to !== undefined) links.get(to)?.push({ id: source, isCaller: true })
    if (from !== undefined) links.get(from)?.push({ id: target, isCaller: false })
  }
  return links
}

function findPlace(
  { parent, size }: Unit,
  links: readonly UnitLink[],
  byId: ReadonlyMap<string, GraphNode>,
  drawn: ReadonlyMap<string, Box>,
): Point {
  const around = ancestors(parent, byId)
  const frame = parent === undefined ? undefined : drawn.get(parent)
  const wishes: Point[] = []
  for (const { id, isCaller } of links) {
    const box = drawn.get(id)
    if (box === undefined || (frame !== undefined && !around.has(byId.get(id)?.parent ?? ''))) continue
    if (isCaller) wishes.push({ x: box.x + box.width + besidePx, y: box.y })
    else wishes.push({ x: box.x, y: box.y + box.height + gaps.rows }, { x: box.x - size.width - besidePx, y: box.y })
  }
  const whole = frame ?? boundsOf(drawn.values())
  const taken = [...drawn].flatMap(([id, box]) => (around.has(id) ? [] : [box]))
  if (whole !== undefined) {
    const gap = frame === undefined ? findRowEnd(whole, size, byId, drawn) : findGap(frame, size, taken, wishes[0])
    if (gap !== undefined) wishes.push(gap)
    const inset = frame === undefined ? 0 : group.padPx
    wishes.push(
      { x: whole.x + inset, y: whole.y + whole.height + (frame === undefined ? gaps.rows : 0) },
      { x: whole.x + whole.width + (frame === undefined ? besidePx : 0), y: whole.y + inset },
    )
  }
  let best: Point = { x: 0, y: 0 }
  let least = Infinity
  for (const [at, wish] of wishes.entries()) {
    const room = findRoom({ ...wish, ...size }, taken, gaps.rows)
    const grown = growFrames({ ...room, ...size }, parent, byId, drawn)
    const covered = [...grown].reduce((sum, [id, box]) => sum + countCovered(id, box, byId, drawn), 0)
    // First of all nothing may be covered; then the better wish counts, unless there is no room near it.
    const growth = frame === undefined ? 0 : growthOf(frame, grown.get(parent ?? ''))
    const effort = covered * 1e6 + Math.hypot(room.x - wish.x, room.y - wish.y) + at * 40 + growth
    if (effort < least) [best, least] = [room, effort]
  }
  return best
}

/** By how much a frame becomes longer and wider. */
function growthOf(before: Size, after: Size = before): number {
  return after.width - before.width + after.height - before.height
}

/** The frames around a box, grown so that it lies in them. */
function growFrames(
  box: Box,
  parent: string | undefined,
  byId: ReadonlyMap<string, GraphNode>,
  drawn: ReadonlyMap<string, Box>,
): ReadonlyMap<string, Box> {
  const grown = new Map<string, Box>()
  let inner = box
  for (const id of ancestors(parent, byId)) {
    const own = {
      x: inner.x - group.padPx,
      y: inner.y - group.titlePx,
      width: inner.width + 2 * group.padPx,
      height: inner.height + group.titlePx + group.padPx,
    }
    const frame = drawn.get(id)
    inner = (frame && boundsOf([frame, own])) ?? own
    grown.set(id, inner)
  }
  return grown
}

/** What a grown frame lies over that does not belong in it, and did not lie there before. */
function countCovered(
  id: string,
  frame: Box,
  byId: ReadonlyMap<string, GraphNode>,
  drawn: ReadonlyMap<string, Box>,
): number {
  const before = drawn.get(id)
  const own = ancestors(id, byId)
  return [...drawn].filter(
    ([other, box]) =>
      !own.has(other) &&
      !ancestors(byId.get(other)?.parent, byId).has(id) &&
      doOverlap(frame, box) &&
      (before === undefined || !doOverlap(before, box)),
  ).length
}

/** A group and those around it, innermost first. */
function ancestors(id: string | undefined, byId: ReadonlyMap<string, GraphNode>): ReadonlySet<string> {
  const found = new Set<string>()
  for (let up = id; up !== undefined && byId.has(up) && !found.has(up); up = byId.get(up)?.parent) found.add(up)
  return found
}
