import { decodeAppearance } from '../appearance.ts'
import { doOverlap } from '../geometry/box.ts'
import { arrowOf, boxOfCurve } from '../geometry/curve.ts'
import { card } from '../geometry/node-size.ts'
import { spotInScene } from '../geometry/label-spots.ts'
import { routeInScene } from '../geometry/scene-routes.ts'
import type { Frame } from './frame.ts'
import { dimAlpha, hairOf, noStatusCode } from './frame.ts'
import { headSizeOf } from './head-size.ts'
import { emptyPath, fontOf } from './pen.ts'

/** Below this scale a curve is a handful of pixels and a straight line looks the same. */
const straightScale = 0.12

/** All edges that are seen, as few strokes as possible. */
export function drawEdges(frame: Frame): void {
  const { pen, scene, colours, shot } = frame
  const hair = hairOf(frame)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = colours.edge
  pen.fillStyle = colours.edge
  if (shot.scale < straightScale) {
    drawStraight(frame)
    return
  }
  pen.lineWidth = Math.max(1, Math.min(1.5, shot.scale * 2.4)) * hair
  for (const isDim of frame.dimmed === undefined ? [false] : [true, false]) {
    pen.globalAlpha = (isDim ? dimAlpha : 1) * (shot.scale < 0.3 ? 0.7 : 1)
    pen.beginPath()
    const heads = emptyPath()
    const size = headSizeOf(shot.scale)
    for (const edge of scene.edges) {
      const { index, source, target } = edge
      if (isHidden(frame, source, target) || isStepping(frame, source, target) !== isDim) continue
      if ((frame.edgeCodes[index] ?? noStatusCode) !== noStatusCode) continue
      if (!isNearArea(frame, source, target)) continue
      const { curve, to } = routeInScene(scene, edge)
      if (!doOverlap(boxOfCurve(curve), frame.area)) continue
      trace(pen, curve)
      if (shot.scale > 0.2) addHead(heads, arrowOf(curve, to, size))
    }
    pen.stroke()
    pen.fill(heads)
  }
  pen.globalAlpha = 1
  drawSpeakingEdges(frame)
}

/** Edges with evidence of their own stand above the others in the colour of their lamp. */
function drawSpeakingEdges(frame: Frame): void {
  const { pen, scene, colours } = frame
  const hair = hairOf(frame)
  for (const edge of scene.edges) {
    const { index, source, target } = edge
    const code = frame.edgeCodes[index] ?? noStatusCode
    if (code === noStatusCode || isHidden(frame, source, target)) continue
    const { lamp, isStale } = decodeAppearance(code)
    const { curve, to } = routeInScene(scene, edge)
    if (!doOverlap(boxOfCurve(curve), frame.area)) continue
    pen.globalAlpha = isStepping(frame, source, target) ? dimAlpha : 1
    const isLoud = lamp === 'critical' || lamp === 'warning'
    // A fresh ok stays as calm as an edge that nobody watches.
    pen.strokeStyle = lamp === 'ok' ? colours.edge : colours.lamps[lamp].main
    pen.fillStyle = pen.strokeStyle
    pen.lineWidth = (isLoud ? 2.2 : 1.5) * hair
    if (isStale || lamp === 'unknown') pen.setLineDash([5 * hair, 4 * hair])
    pen.beginPath()
    trace(pen, curve)
    pen.stroke()
    pen.setLineDash([])
    const head = emptyPath()
    addHead(head, arrowOf(curve, to, (isLoud ? 10 : 8) * hair))
    pen.fill(head)
  }
  pen.globalAlpha = 1
}

/** Lines from middle to middle. There may be tens of thousands of them, so little is done for each. */
function drawStraight(frame: Frame): void {
  const { pen, scene, shot, dimmed } = frame
  const { nodes, ends } = scene
  const xs = new Float32Array(nodes.length)
  const ys = new Float32Array(nodes.length)
  for (const { index, box } of nodes) {
    xs[index] = box.x + box.width / 2
    ys[index] = box.y + box.height / 2
  }
  const { x: left, y: top } = frame.area
  const right = left + frame.area.width
  const bottom = top + frame.area.height
  // What is shorter than a few pixels lies below its own cards.
  const least = 4 / shot.scale
  pen.lineWidth = hairOf(frame)
  for (const isDim of dimmed === undefined ? [false] : [true, false]) {
    pen.globalAlpha = (isDim ? 0.1 : 0.4) * Math.max(0.45, Math.min(1, shot.scale * 10))
    pen.beginPath()
    for (let at = 0; at < ends.length; at += 2) {
      const source = ends[at] ?? 0
      const target = ends[at + 1] ?? 0
      if (isHidden(frame, source, target)) continue
      if (dimmed !== undefined && isStepping(frame, source, target) !== isDim) continue
      const x0 = xs[source] ?? 0
      const y0 = ys[source] ?? 0
      const x1 = xs[target] ?? 0
      const y1 = ys[target] ?? 0
      if ((x0 < left && x1 < left) || (x0 > right && x1 > right)) continue
      if ((y0 < top && y1 < top) || (y0 > bottom && y1 > bottom)) continue
      if (Math.abs(x0 - x1) + Math.abs(y0 - y1) < least) continue
      pen.moveTo(x0, y0)
      pen.lineTo(x1, y1)
    }
    pen.stroke()
  }
  pen.globalAlpha = 1
}

/** Labels on chips in the colour of the canvas. */
export function drawLabels(frame: Frame): void {
  const { pen, scene, colours } = frame
  pen.font = fontOf(400, card.chipSizePx)
  pen.textBaseline = 'middle'
  pen.textAlign = 'center'
  for (const { index, edge, source, target } of scene.edges) {
    if (edge.label === undefined || isHidden(frame, source, target)) continue
    if (!isNearArea(frame, source, target)) continue
    const spot = spotInScene(scene, index)
    if (spot === undefined || !doOverlap(spot.box, frame.area)) continue
    const { x, y, width, height } = spot.box
    pen.globalAlpha = 1
    pen.fillStyle = colours.canvas
    pen.beginPath()
    pen.roundRect(x, y, width, height, 4)
    pen.fill()
    pen.globalAlpha = isStepping(frame, source, target) ? dimAlpha : 1
    pen.fillStyle = colours.text2
    pen.fillText(spot.text, x + width / 2, y + height / 2 + 0.5)
  }
  pen.globalAlpha = 1
}

/** Edges of what is drawn elsewhere are drawn there, too. */
function isHidden({ hidden }: Frame, source: number, target: number): boolean {
  return hidden !== undefined && (hidden[source] === 1 || hidden[target] === 1)
}

function isStepping(frame: Frame, source: number, target: number): boolean {
  return frame.dimmed !== undefined && (frame.dimmed[source] === 1 || frame.dimmed[target] === 1)
}

/** A cheap first test: the area may be crossed only by an edge whose ends do not lie on one side of it. */
function isNearArea(frame: Frame, source: number, target: number): boolean {
  const a = frame.scene.nodes[source]?.box
  const b = frame.scene.nodes[target]?.box
  if (a === undefined || b === undefined) return false
  const { area } = frame
  const slack = 240
  return !(
    (a.x + a.width + slack < area.x && b.x + b.width + slack < area.x) ||
    (a.x - slack > area.x + area.width && b.x - slack > area.x + area.width) ||
    (a.y + a.height + slack < area.y && b.y + b.height + slack < area.y) ||
    (a.y - slack > area.y + area.height && b.y - slack > area.y + area.height)
  )
}

function trace(pen: Frame['pen'], curve: readonly number[]): void {
  pen.moveTo(curve[0] ?? 0, curve[1] ?? 0)
  for (let at = 2; at + 5 < curve.length; at += 6) {
    pen.bezierCurveTo(
      curve[at] ?? 0,
      curve[at + 1] ?? 0,
      curve[at + 2] ?? 0,
      curve[at + 3] ?? 0,
      curve[at + 4] ?? 0,
      curve[at + 5] ?? 0,
    )
  }
}

function addHead(path: Path2D, [tip, left, right]: ReturnType<typeof arrowOf>): void {
  path.moveTo(tip.x, tip.y)
  path.lineTo(left.x, left.y)
  path.lineTo(right.x, right.y)
  path.closePath()
}
