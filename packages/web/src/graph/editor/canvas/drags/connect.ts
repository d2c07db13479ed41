import { addEdges } from '@statusgraph/model'
import type { Box, GraphMapHandle, MapDrag, MapPlace, Point } from '../../../../map/index.ts'
import { draftOf } from '../../actions/kinds.ts'
import type { Editor } from '../../editor.ts'
import type { CanvasStore } from '../canvas-state.ts'
import { emptyHand } from '../canvas-state.ts'
import { adoptEnds } from '../adopt-ends.ts'
import { connectEnds, edgeBetween, edgeEndAt, hangEnd, refuseEdge } from '../connect.ts'
import type { EdgeEnd } from '../connect.ts'
import { placeBeside } from '../geometry/connect-handles.ts'
import type { Side } from '../geometry/connect-handles.ts'
import { snapToGrid } from '../geometry/snapping.ts'
import { putNode, sizeOfDraft } from '../put-node.ts'

/** A hand that lets go closer than this to where it began has thought better of it. */
const secondThoughtPx = 24
/** Between a node and one that is added beside it: room for an edge with its label. */
const besidePx = 96

/** Draws a new edge from a handle: onto a node or a port, or onto the ground, where a new node then stands. */
export function startConnect(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  from: EdgeEnd,
  began: MapPlace,
): MapDrag {
  return {
    move: (place) => aimLink(editor, canvas, from, place),
    drop(place) {
      canvas.set(emptyHand)
      const target = edgeEndAt(place.target)
      const away = Math.hypot(place.screen.x - began.screen.x, place.screen.y - began.screen.y)
      if (target !== undefined) connectEnds(editor, from, target)
      else if (away >= secondThoughtPx) addConnected(editor, map, from, boxAtEnd(map, from, place.point))
    },
    cancel: () => canvas.set(emptyHand),
  }
}

/** Shows where an edge from `from` would go now. */
export function aimLink(editor: Editor, canvas: CanvasStore, from: EdgeEnd, { target, point }: MapPlace): void {
  const end = edgeEndAt(target)
  const isTaken = end !== undefined && refuseEdge(editor.session.state().graph, from, end) === undefined
  canvas.set({
    link: { from, to: isTaken ? end : { point }, isHeldAtStart: false },
    taker: isTaken ? end.node : undefined,
  })
}

/** Takes one end of an edge elsewhere. On the ground it is let go, and the edge stays as it was. */
export function startReconnect(
  editor: Editor,
  canvas: CanvasStore,
  id: string,
  end: 'source' | 'target',
): MapDrag | undefined {
  const edge = editor.session.state().graph.edges.find((one) => one.id === id)
  if (edge === undefined) return undefined
  const source = { node: edge.source, port: edge.sourcePort }
  const target = { node: edge.target, port: edge.targetPort }
  return {
    move(place) {
      const wanted = edgeEndAt(place.target)
      const { graph } = editor.session.state()
      const isPossible =
        wanted !== undefined &&
        refuseEdge(graph, end === 'source' ? wanted : source, end === 'target' ? wanted : target, id) === undefined
      const to = isPossible ? wanted : { point: place.point }
      canvas.set({
        link:
          end === 'source' ? { from: to, to: target, isHeldAtStart: true } : { from: source, to, isHeldAtStart: false },
        taker: isPossible ? wanted.node : undefined,
      })
    },
    drop(place) {
      canvas.set(emptyHand)
      const to = edgeEndAt(place.target)
      if (to !== undefined) hangEnd(editor, id, end, to)
    },
    cancel: () => canvas.set(emptyHand),
  }
}

/** Adds a service beside a node and connects the two: what a press on a handle does without a drag. */
export function addBeside(editor: Editor, map: GraphMapHandle, node: string, side: Side): void {
  const box = map.boxes().get(node)
  if (box === undefined) return
  const at = placeBeside(box, side, sizeOfDraft(draftOf('service')), besidePx)
  addConnected(
    editor,
    map,
    { node, port: null },
    { ...sizeOfDraft(draftOf('service')), x: snapToGrid(at.x), y: snapToGrid(at.y) },
  )
}

function addConnected(editor: Editor, map: GraphMapHandle, from: EdgeEnd, box: Box): void {
  putNode(
    editor,
    map,
    draftOf('service'),
    { box, isSized: false },
    {
      also: (graph, id) =>
        addEdges(adoptEnds(editor, graph, [from.node]), [edgeBetween(editor, from, { node: id, port: null })]),
    },
  )
}

/** Where a new node stands so that the edge that was drawn to a point meets its nearest side there. */
function boxAtEnd(map: GraphMapHandle, from: EdgeEnd, point: Point): Box {
  const { width, height } = sizeOfDraft(draftOf('service'))
  const origin = map.boxes().get(from.node)
  const dx = origin === undefined ? 1 : point.x - (origin.x + origin.width / 2)
  const dy = origin === undefined ? 0 : point.y - (origin.y + origin.height / 2)
  const isAcross = Math.abs(dx) * 0.6 >= Math.abs(dy)
  return {
    x: snapToGrid(isAcross ? (dx > 0 ? point.x : point.x - width) : point.x - width / 2),
    y: snapToGrid(isAcross ? point.y - height / 2 : dy > 0 ? point.y : point.y - height),
    width,
    height,
  }
}
