import { resizeNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { boundsOf, doOverlap, groupFrame, inflateBox, sizeNode } from '../../../../map/index.ts'
import type { Box, GraphMapHandle, MapDrag, MapPlace, Point } from '../../../../map/index.ts'
import type { Editor } from '../../editor.ts'
import type { CanvasStore } from '../canvas-state.ts'
import { emptyHand } from '../canvas-state.ts'
import { pullHandle } from '../geometry/resizing.ts'
import type { Least, ResizeHandle } from '../geometry/resizing.ts'
import { guidesFor, snapEdge, snapToGrid } from '../geometry/snapping.ts'
import { holdPlaces } from '../hold-places.ts'
import { snapReachPx } from './move.ts'

/** A card this narrow still shows its mark and the beginning of its name. */
const leastCardPx = 96
const leastShapePx = 48

/** Makes one node larger or smaller, by one of its handles. */
export function startResize(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  id: string,
  handle: ResizeHandle,
  from: MapPlace,
): MapDrag | undefined {
  const boxes = map.boxes()
  const box = boxes.get(id)
  const node = editor.session.state().graph.nodes.find((one) => one.id === id)
  if (box === undefined || node === undefined) return undefined
  const least = leastOf(node, editor.session.state().graph, boxes)
  const others = findNeighbours(node, boxes, box)
  const end = (): void => {
    canvas.set(emptyHand)
    map.preview(undefined)
  }
  const pull = ({ point }: MapPlace, isFree: boolean): Box => {
    const raw = { x: point.x - from.point.x, y: point.y - from.point.y }
    const by = isFree ? raw : snapPull(box, handle, raw, others, snapReachPx / map.viewport().scale)
    return pullHandle(box, handle, by, least)
  }
  const isGone = (): boolean => !editor.session.state().graph.nodes.some((one) => one.id === id)
  return {
    move(place, event) {
      if (isGone()) return end()
      const now = pull(place, event.altKey)
      const isSeen = event.altKey ? [] : guidesFor(now, others)
      canvas.set({ sized: { id, box: now }, guides: isSeen })
      map.preview(new Map([[id, now]]))
    },
    drop(place, event) {
      const now = pull(place, event.altKey)
      if (!isGone())
        editor.session.edit(`resize ${node.name}`, (graph) => resizeNode(holdPlaces(graph, boxes), id, now))
      end()
    },
    cancel: end,
  }
}

/** The pulled sides go to the edges of what is near, else onto the grid. */
function snapPull(box: Box, handle: ResizeHandle, by: Point, others: readonly Box[], reach: number): Point {
  const along = (start: number, length: number, side: -1 | 0 | 1, delta: number, isUpright: boolean): number => {
    if (side === 0) return 0
    const edge = side === 1 ? start + length : start
    return (snapEdge(edge + delta, others, isUpright, reach) ?? snapToGrid(edge + delta)) - edge
  }
  return {
    x: along(box.x, box.width, handle.x, by.x, true),
    y: along(box.y, box.height, handle.y, by.y, false),
  }
}

/** How small a node may become: its rows are never cut off, and a group stands around its members. */
function leastOf(node: GraphNode, graph: GraphDocument, boxes: ReadonlyMap<string, Box>): Least {
  if (node.kind === 'group') {
    const members = boundsOf(graph.nodes.flatMap((one) => (one.parent === node.id ? (boxes.get(one.id) ?? []) : [])))
    const { padPx, titlePx } = groupFrame
    return {
      width: leastCardPx,
      height: titlePx + padPx,
      around:
        members === undefined
          ? undefined
          : {
              x: members.x - padPx,
              y: members.y - titlePx,
              width: members.width + 2 * padPx,
              height: members.height + titlePx + padPx,
            },
    }
  }
  if (node.kind === 'hexagon' || node.kind === 'diamond') return { width: leastShapePx, height: leastShapePx }
  const { height } = sizeNode({ ...node, size: { width: boxes.get(node.id)?.width ?? leastCardPx, height: 8 } })
  return { width: leastCardPx, height }
}

const sightPx = 1_000

function findNeighbours(node: GraphNode, boxes: ReadonlyMap<string, Box>, box: Box): readonly Box[] {
  const sight = inflateBox(box, sightPx)
  return [...boxes].flatMap(([id, other]) =>
    id !== node.id && id !== node.parent && doOverlap(other, sight) ? [other] : [],
  )
}
