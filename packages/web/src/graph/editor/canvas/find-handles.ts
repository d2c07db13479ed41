import { sideInsetAt } from '../../../map/index.ts'
import type { Box, GraphMapHandle, MapPlace, Point } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import type { EdgeEnd } from './connect.ts'
import { findConnectHandle, handleReachPx, hasHandles } from './geometry/connect-handles.ts'
import type { Side } from './geometry/connect-handles.ts'
import { findHandle } from './geometry/resizing.ts'
import type { ResizeHandle } from './geometry/resizing.ts'

/** A handle of the canvas: what a press does there is not what it does beside it. */
export type Handle =
  | { readonly kind: 'resize'; readonly id: string; readonly handle: ResizeHandle }
  | { readonly kind: 'connect'; readonly from: EdgeEnd; readonly side: Side | undefined }
  | { readonly kind: 'edge-end'; readonly id: string; readonly end: 'source' | 'target' }

/** The handle at a place: of the one edge or node that is selected, and of the node that is pointed at. */
export function findHandleAt(
  editor: Editor,
  map: GraphMapHandle,
  place: MapPlace,
  pointed: string | undefined,
): Handle | undefined {
  const { nodes, edges } = editor.ui.state().selection
  const { scale } = map.viewport()
  const [edge] = edges
  if (edges.size === 1 && nodes.size === 0 && edge !== undefined) {
    const end = findEdgeEnd(map, edge, place.point, scale)
    if (end !== undefined) return { kind: 'edge-end', id: edge, end }
  }
  const [only] = nodes
  const selected = nodes.size === 1 && edges.size === 0 ? only : undefined
  for (const id of new Set([pointed, selected])) {
    const from = id === undefined ? undefined : findConnect(editor, map, id, place, scale)
    if (from !== undefined) return from
  }
  const box = selected === undefined ? undefined : map.boxes().get(selected)
  if (selected === undefined || box === undefined || !hasHandles(box, scale) || isCollapsed(editor, selected))
    return undefined
  const handle = findHandle(box, place.point, scale)
  return handle === undefined ? undefined : { kind: 'resize', id: selected, handle }
}

function findConnect(
  editor: Editor,
  map: GraphMapHandle,
  id: string,
  { point, target }: MapPlace,
  scale: number,
): Handle | undefined {
  const box = map.boxes().get(id)
  if (box === undefined || !hasHandles(box, scale)) return undefined
  if (target.kind === 'port' && target.node === id && isAtDot(editor, id, box, point, scale))
    return { kind: 'connect', from: { node: id, port: target.port }, side: undefined }
  const side = findConnectHandle(box, point, scale)
  const isOther = target.kind === 'node' && target.id !== id
  return side === undefined || isOther ? undefined : { kind: 'connect', from: { node: id, port: null }, side }
}

/** Whether a point in the row of a port is at its dot, which stands where the left side is drawn. */
function isAtDot(editor: Editor, id: string, box: Box, { x, y }: Point, scale: number): boolean {
  const kind = editor.session.state().graph.nodes.find((node) => node.id === id)?.kind
  const inset = kind === undefined ? 0 : sideInsetAt(kind, box.height, y - box.y)
  return Math.abs(x - box.x - inset) <= handleReachPx / scale
}

function findEdgeEnd(map: GraphMapHandle, id: string, point: Point, scale: number): 'source' | 'target' | undefined {
  const curve = map.drawing().routeOf(id)?.curve
  if (curve === undefined) return undefined
  const isAt = (x: number | undefined, y: number | undefined): boolean =>
    x !== undefined && y !== undefined && Math.hypot(x - point.x, y - point.y) <= handleReachPx / scale
  if (isAt(curve.at(-2), curve.at(-1))) return 'target'
  return isAt(curve[0], curve[1]) ? 'source' : undefined
}

/** A group that is shown as one node has the size of one. */
function isCollapsed(editor: Editor, id: string): boolean {
  return editor.session.state().graph.nodes.find((node) => node.id === id)?.collapsed === true
}
