import { decodeAppearance, isNotable, markOf, outlineOf } from '@statusgraph/picture'
import { clamp, doOverlap } from '../geometry/box.ts'
import { fitText, measureText } from '../geometry/text-width.ts'
import type { Frame } from './frame.ts'
import { dimAlpha, hairOf } from './frame.ts'
import { drawMark, fontOf, pathFor } from './pen.ts'
import { TakenRows } from './taken-rows.ts'

/** A group this small on the screen is an area and nothing else: its corners and dashes would be noise. */
const plainBelowPx = 90

/** Soft tinted areas with a dashed hairline; one inside another is deeper by its tint alone. */
export function drawGroups(frame: Frame): void {
  const { pen, scene, colours, dimmed } = frame
  const hair = hairOf(frame)
  for (const one of scene.groups) {
    if (!doOverlap(one.box, frame.area) || frame.hidden?.[one.index] === 1) continue
    const { x, y, width, height } = one.box
    pen.globalAlpha = dimmed?.[one.index] === 1 ? dimAlpha : 1
    if (width * frame.shot.scale < plainBelowPx) {
      pen.fillStyle = colours.group
      pen.fillRect(x, y, width, height)
      continue
    }
    const path = pathFor(outlineOf('group', width, height))
    pen.translate(x, y)
    pen.fillStyle = colours.group
    pen.fill(path)
    if (one.depth === 0) {
      pen.strokeStyle = colours.hairlineStrong
      pen.lineWidth = hair
      pen.setLineDash([4 * hair, 4 * hair])
      pen.stroke(path)
      pen.setLineDash([])
    }
    pen.translate(-x, -y)
  }
  pen.globalAlpha = 1
}

/**
 * Names of groups when no elements stand on the picture: as large as there is room, never smaller than readable.
 *
 * @param taken where other names stand already
 */
export function nameGroups(frame: Frame, taken: TakenRows | undefined): void {
  const { pen, scene, colours, nodeCodes, dimmed, shot } = frame
  let places = taken
  // Where two names would lie over one another, the outer group keeps its own.
  for (const one of scene.groups.toSorted((a, b) => a.depth - b.depth)) {
    if (!doOverlap(one.box, frame.area) || frame.hidden?.[one.index] === 1) continue
    const { x, y, width } = one.box
    const onScreen = width * shot.scale
    if (onScreen < 44 || (one.depth > 0 && onScreen < 120)) continue
    const sizePx = (frame.isWall ? 17 : clamp(13 * shot.scale, 11, 15)) / shot.scale
    const appearance = decodeAppearance(nodeCodes[one.index] ?? 0)
    const isMarked = isNotable(appearance) && onScreen > 72
    const lead = isMarked ? sizePx * 1.5 : 0
    const text = fitText(one.node.name, sizePx, 600, width - sizePx * 1.2 - lead)
    if (text === '') continue
    const isAbove = shot.scale < 0.4
    const baseline = isAbove ? y - sizePx * 0.75 : y + 18
    const left = isAbove ? x : x + 16
    const room = {
      x: left,
      y: baseline - sizePx * 0.7,
      width: lead + measureText(text, sizePx, 600),
      height: sizePx * 1.4,
    }
    places ??= new TakenRows(room.height)
    if (!places.take(room)) continue
    pen.globalAlpha = dimmed?.[one.index] === 1 ? dimAlpha : 1
    if (isMarked) drawMark(pen, markOf(appearance), left + sizePx * 0.6, baseline, sizePx * 1.2, colours)
    pen.font = fontOf(600, sizePx)
    pen.textBaseline = 'middle'
    pen.textAlign = 'left'
    if (isAbove) haloText(frame, text, left + lead, baseline, sizePx)
    pen.fillStyle = colours.text2
    pen.fillText(text, left + lead, baseline)
  }
  pen.globalAlpha = 1
}

/** Clears the ground behind a text that stands on lines. */
export function haloText(frame: Frame, text: string, x: number, y: number, sizePx: number): void {
  const { pen, colours } = frame
  const width = measureText(text, sizePx, 600)
  const left = pen.textAlign === 'center' ? x - width / 2 : x
  const alpha = pen.globalAlpha
  pen.globalAlpha = alpha * 0.86
  pen.fillStyle = colours.canvas
  pen.beginPath()
  pen.roundRect(left - sizePx * 0.25, y - sizePx * 0.68, width + sizePx * 0.5, sizePx * 1.36, sizePx * 0.3)
  pen.fill()
  pen.globalAlpha = alpha
}
