import { arrowOf, boxOfCurve, lookOfEdge, noStatusCode, routeInScene, traitsSize } from '@statusgraph/picture'
import type { EdgeLook, SceneEdge } from '@statusgraph/picture'
import { doOverlap } from '../geometry/box.ts'
import type { Frame } from './frame.ts'
import { dimAlpha, hairOf } from './frame.ts'
import { headSizeOf } from './head-size.ts'
import { drawStraight } from './draw-straight.ts'
import { isHidden, isNearArea, isStepping } from './edge-tests.ts'
import { emptyPath } from './pen.ts'

/** Below this scale a curve is a handful of pixels and a straight line looks the same. */
const straightScale = 0.12
/** More lines than this in one picture are a crowd, and quieter the more they are. */
const crowd = 500
const leastQuiet = 0.3
/** Below this scale an arrowhead is a blot. */
const headScale = 0.2

interface Bundle {
  readonly look: EdgeLook
  readonly isDim: boolean
  readonly edges: SceneEdge[]
}

/** All edges that are seen, those that look the same in one stroke. */
export function drawEdges(frame: Frame): void {
  const { pen, shot } = frame
  if (shot.scale < straightScale) {
    drawStraight(frame)
    return
  }
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  const bundles = bundleEdges(frame)
  const count = bundles.reduce((sum, { edges }) => sum + edges.length, 0)
  // Hundreds of quiet lines are a texture, through which the few that matter have to be seen.
  const quiet = Math.max(leastQuiet, Math.min(1, Math.sqrt(crowd / Math.max(1, count))))
  for (const bundle of bundles) drawBundle(frame, bundle, quiet)
  pen.globalAlpha = 1
}

/** What steps back lies below, what is loud above. */
function bundleEdges(frame: Frame): readonly Bundle[] {
  const bundles = new Map<number, Bundle>()
  for (const edge of frame.scene.edges) {
    const { index, source, target } = edge
    if (isHidden(frame, source, target) || !isNearArea(frame, source, target)) continue
    const isDim = isStepping(frame, source, target)
    const status = frame.edgeCodes[index] ?? noStatusCode
    const traits = frame.seen.edges[index] ?? 0
    const key = (status * traitsSize + traits) * 2 + (isDim ? 1 : 0)
    const bundle = bundles.get(key)
    if (bundle === undefined) bundles.set(key, { look: lookOfEdge(status, traits), isDim, edges: [edge] })
    else bundle.edges.push(edge)
  }
  return [...bundles.values()].toSorted((a, b) => rankOf(a) - rankOf(b))
}

function rankOf({ look, isDim }: Bundle): number {
  const loudness = look.lamp === 'critical' ? 3 : look.lamp === 'warning' ? 2 : look.alpha < 1 ? 0 : 1
  return (isDim ? 0 : 10) + loudness
}

function drawBundle(frame: Frame, { look, isDim, edges }: Bundle, quiet: number): void {
  const { pen, scene, colours, shot } = frame
  const hair = hairOf(frame)
  const isFar = shot.scale < 0.3
  pen.globalAlpha = (isDim ? dimAlpha : 1) * look.alpha * (look.isLoud ? 1 : quiet * (isFar ? 0.7 : 1))
  pen.strokeStyle = look.lamp === undefined ? colours.edge : colours.lamps[look.lamp].main
  pen.fillStyle = pen.strokeStyle
  // Further away lines are thinner, so that a busy map is no tangle of ropes; trouble stays as it is.
  const thin = look.isLoud ? 1 : Math.min(1, shot.scale * 1.6)
  const width = Math.max(look.widthPx < 1.5 ? 0.75 : 1, look.widthPx * thin) * hair
  const headSize = headSizeOf(shot.scale) + Math.max(0, look.widthPx * thin - 1.5) * 1.6 * hair
  const heads = emptyPath()
  pen.lineWidth = width
  if (look.dash.length > 0) pen.setLineDash(look.dash.map((part) => part * hair))
  pen.beginPath()
  for (const edge of edges) {
    const { curve, to } = routeInScene(scene, edge)
    if (!doOverlap(boxOfCurve(curve), frame.area)) continue
    trace(pen, curve)
    if (look.hasHead && shot.scale > headScale) addHead(heads, arrowOf(curve, to, headSize))
  }
  pen.stroke()
  if (look.dash.length > 0) pen.setLineDash([])
  if (look.isHollow) {
    pen.strokeStyle = colours.canvas
    pen.lineWidth = width * 0.45
    pen.stroke()
  }
  pen.fill(heads)
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
