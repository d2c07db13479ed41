import { findOutermost, pinFound, resizeNode, setParent, shiftNodes, withMembers } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { boundsOf, doOverlap, inflateBox } from '../../../../map/index.ts'
import type { Box, GraphMapHandle, MapDrag, MapPlace, Point } from '../../../../map/index.ts'
import { nameElements } from '../../actions/chosen.ts'
import type { Editor } from '../../editor.ts'
import type { CanvasStore } from '../canvas-state.ts'
import { emptyHand } from '../canvas-state.ts'
import { findGroupAt, parentAfterMove } from '../geometry/drop-group.ts'
import { nodesById } from '../geometry/node-index.ts'
import { snapBox, snapToGrid } from '../geometry/snapping.ts'
import type { Guide } from '../geometry/snapping.ts'
import { holdPlaces } from '../hold-places.ts'

/** This close on the screen something snaps. */
export const snapReachPx = 6
/** Further away than this on the screen nobody sees with what something is aligned. */
const sightPx = 1_000

/** What is moved: taken when the drag begins, so that others may go on changing the graph. */
interface Load {
  /** Those that the hand holds; the rest are in them. */
  readonly outermost: readonly string[]
  readonly all: ReadonlySet<string>
  /** Where everything stood. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly bounds: Box
  /** What it may be aligned with: everything that is not moved, apart from the groups around it. */
  readonly others: readonly Box[]
}

/** Moves everything that is selected. @param pressed the node under the hand, which is the one that snaps to the grid */
export function startMove(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  pressed: string,
  from: MapPlace,
): MapDrag | undefined {
  const load = takeUp(editor, map)
  const anchor = load?.boxes.get(pressed) ?? load?.bounds
  if (load === undefined || anchor === undefined) return undefined
  const isGone = (): boolean => {
    const byId = nodesById(editor.drawn())
    return !load.outermost.some((id) => byId.has(id))
  }
  let isOver = false
  const end = (): void => {
    isOver = true
    canvas.set(emptyHand)
    map.preview(undefined)
  }

  const aim = (place: MapPlace, isFree: boolean): Aim => {
    const by = { x: place.point.x - from.point.x, y: place.point.y - from.point.y }
    return aimAt(load, anchor, by, isFree, map.viewport().scale)
  }

  return {
    move(place, event) {
      if (isOver) return
      if (isGone()) {
        end()
        editor.announce('Somebody else deleted what you were moving.')
        return
      }
      const { by, guides } = aim(place, event.altKey)
      const { graph } = editor.session.state()
      const taker = findGroupAt(graph, load.boxes, place.point, load.all)
      const isNew = load.outermost.some((id) => nodesById(graph).get(id)?.parent !== taker)
      canvas.set({ shift: by, guides, taker: isNew ? taker : undefined })
      map.preview(shiftBoxes(load, by))
    },
    drop(place, event) {
      if (isOver) return
      const { by } = aim(place, event.altKey)
      const under = findGroupAt(editor.session.state().graph, load.boxes, place.point, load.all)
      if (!isGone()) {
        const byId = nodesById(editor.drawn())
        const moved = load.outermost.flatMap((id) => byId.get(id) ?? [])
        const drawn = editor.drawn()
        editor.session.edit(`move ${nameElements(moved)}`, (now) => putDownAll(now, drawn, load, by, under))
      }
      end()
    },
    cancel: end,
  }
}

function takeUp(editor: Editor, map: GraphMapHandle): Load | undefined {
  const graph = editor.drawn()
  const outermost = findOutermost(nodesById(graph), editor.ui.state().selection.nodes)
  const all = withMembers(graph, outermost)
  const boxes = map.boxes()
  const bounds = boundsOf(outermost.flatMap((id) => boxes.get(id) ?? []))
  if (bounds === undefined) return undefined
  const others = graph.nodes.flatMap((node) =>
    all.has(node.id) || isAround(node, bounds, boxes) ? [] : (boxes.get(node.id) ?? []),
  )
  return { outermost, all, boxes, bounds, others }
}

function isAround(node: GraphNode, bounds: Box, boxes: ReadonlyMap<string, Box>): boolean {
  const box = boxes.get(node.id)
  return node.kind === 'group' && box !== undefined && doOverlap(box, bounds)
}

interface Aim {
  readonly by: Point
  readonly guides: readonly Guide[]
}

/** Where it goes: in line with what is near, else onto the grid; with Alt exactly where the hand is. */
function aimAt(load: Load, anchor: Box, by: Point, isFree: boolean, scale: number): Aim {
  if (isFree) return { by: { x: Math.round(by.x), y: Math.round(by.y) }, guides: [] }
  const raw = { ...load.bounds, x: load.bounds.x + by.x, y: load.bounds.y + by.y }
  const sight = inflateBox(raw, sightPx / scale)
  const snap = snapBox(
    raw,
    load.others.filter((box) => doOverlap(box, sight)),
    snapReachPx / scale,
  )
  return {
    by: {
      x: toPlace(snap.dx === undefined ? snapToGrid(anchor.x + by.x) - anchor.x : by.x + snap.dx),
      y: toPlace(snap.dy === undefined ? snapToGrid(anchor.y + by.y) - anchor.y : by.y + snap.dy),
    },
    guides: snap.guides,
  }
}

/** A document shall read 200, and not 199.99999999997. */
function toPlace(value: number): number {
  return Math.round(value * 100) / 100
}

/**
 * The document with everything where it was let go. What was only discovered is in no document, and is pinned there.
 *
 * @param drawn what the map shows: the document with what was discovered
 */
export function putDownAll(
  graph: GraphDocument,
  drawn: GraphDocument,
  load: Pick<Load, 'outermost' | 'all' | 'boxes'>,
  by: Point,
  under: string | undefined,
): GraphDocument {
  const own = nodesById(graph)
  const shown = nodesById(drawn)
  const pins = new Map<string, Point>()
  for (const id of load.all) {
    const box = own.has(id) || shown.get(id)?.kind === 'group' ? undefined : load.boxes.get(id)
    if (box !== undefined) pins.set(id, { x: toPlace(box.x + by.x), y: toPlace(box.y + by.y) })
  }
  return pinFound(putDown(graph, load, by, under), pins)
}

function shiftBoxes({ all, boxes }: Load, { x, y }: Point): ReadonlyMap<string, Box> {
  const shifted = new Map<string, Box>()
  for (const id of all) {
    const box = boxes.get(id)
    if (box !== undefined) shifted.set(id, { ...box, x: box.x + x, y: box.y + y })
  }
  return shifted
}

/** The document with everything where it was let go, in the groups that it was let go in. */
export function putDown(
  graph: GraphDocument,
  { outermost, boxes }: Pick<Load, 'outermost' | 'boxes'>,
  by: Point,
  under: string | undefined,
): GraphDocument {
  const byId = nodesById(graph)
  const movers = new Map<string | undefined, string[]>()
  for (const id of outermost) {
    const node = byId.get(id)
    const box = boxes.get(id)
    if (node === undefined || box === undefined) continue
    const parent = parentAfterMove(graph, boxes, node, { ...box, x: box.x + by.x, y: box.y + by.y }, under)
    if (parent !== node.parent) listIn(movers, parent).push(id)
  }
  let result = shiftNodes(holdPlaces(graph, boxes), outermost, by.x, by.y, boxes)
  for (const [parent, ids] of movers) result = setParent(result, ids, parent)
  return keepEmptied(graph, result, boxes)
}

function listIn<Key>(lists: Map<Key, string[]>, key: Key): string[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

/** A group whose last member went keeps its frame, to be filled again. */
function keepEmptied(before: GraphDocument, after: GraphDocument, boxes: ReadonlyMap<string, Box>): GraphDocument {
  const held = new Set(after.nodes.map(({ parent }) => parent))
  let result = after
  for (const id of new Set(before.nodes.map(({ parent }) => parent))) {
    const box = id === undefined || held.has(id) ? undefined : boxes.get(id)
    if (id !== undefined && box !== undefined) result = resizeNode(result, id, box)
  }
  return result
}
