import { isTrouble, lookOfEdge, noStatusCode } from '@statusgraph/picture'
import type { Frame } from './frame.ts'
import { dimAlpha, hairOf } from './frame.ts'
import { isHidden, isStepping } from './edge-tests.ts'

/** Lines from middle to middle. There may be tens of thousands of them, so little is done for each. */
export function drawStraight(frame: Frame): void {
  const { pen, scene, shot, dimmed, colours, edgeCodes } = frame
  const { nodes, ends } = scene
  const xs = new Float32Array(nodes.length)
  const ys = new Float32Array(nodes.length)
  nodes.forEach(({ box }, index) => {
    xs[index] = box.x + box.width / 2
    ys[index] = box.y + box.height / 2
  })
  const { x: left, y: top } = frame.area
  const right = left + frame.area.width
  const bottom = top + frame.area.height
  // What is shorter than a few pixels lies below its own cards.
  const least = 4 / shot.scale
  const loud: number[] = []
  const trace = (at: number): void => {
    const source = ends[at] ?? 0
    const target = ends[at + 1] ?? 0
    const x0 = xs[source] ?? 0
    const y0 = ys[source] ?? 0
    const x1 = xs[target] ?? 0
    const y1 = ys[target] ?? 0
    if ((x0 < left && x1 < left) || (x0 > right && x1 > right)) return
    if ((y0 < top && y1 < top) || (y0 > bottom && y1 > bottom)) return
    if (Math.abs(x0 - x1) + Math.abs(y0 - y1) < least) return
    pen.moveTo(x0, y0)
    pen.lineTo(x1, y1)
  }
  // Round ends would cost a third of the stroke, and lie below the cards.
  pen.lineCap = 'butt'
  pen.strokeStyle = colours.edge
  pen.lineWidth = hairOf(frame)
  for (const isDim of dimmed === undefined ? [false] : [true, false]) {
    pen.globalAlpha = (isDim ? 0.1 : 0.4) * Math.max(0.45, Math.min(1, shot.scale * 10))
    pen.beginPath()
    for (let at = 0; at < ends.length; at += 2) {
      const source = ends[at] ?? 0
      const target = ends[at + 1] ?? 0
      if (isHidden(frame, source, target)) continue
      if (dimmed !== undefined && isStepping(frame, source, target) !== isDim) continue
      if (isTrouble(edgeCodes[at / 2] ?? noStatusCode)) loud.push(at)
      else trace(at)
    }
    pen.stroke()
  }
  // Trouble has its colour from afar, too, and lies above the others.
  pen.lineWidth = 1.5 * hairOf(frame)
  for (const at of loud.toSorted((a, b) => (edgeCodes[b / 2] ?? 0) - (edgeCodes[a / 2] ?? 0))) {
    const { lamp } = lookOfEdge(edgeCodes[at / 2] ?? noStatusCode, 0)
    pen.globalAlpha = isStepping(frame, ends[at] ?? 0, ends[at + 1] ?? 0) ? dimAlpha : 0.9
    pen.strokeStyle = lamp === undefined ? colours.edge : colours.lamps[lamp].main
    pen.beginPath()
    trace(at)
    pen.stroke()
  }
  pen.globalAlpha = 1
}
