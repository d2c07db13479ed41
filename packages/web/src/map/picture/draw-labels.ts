import {
  badgePaths,
  badgeRing,
  badgeSizePx,
  detailAt,
  labelsIn,
  lookOfEdge,
  noStatusCode,
  pointAlong,
  routeInScene,
} from '@statusgraph/picture'
import type { EdgeBadge } from '@statusgraph/picture'
import { doOverlap } from '../geometry/box.ts'
import { card } from '../geometry/node-size.ts'
import { isHidden, isNearArea, isStepping } from './edge-tests.ts'
import type { Frame } from './frame.ts'
import { dimAlpha, hairOf } from './frame.ts'
import { fontOf, pathFor } from './pen.ts'

/** Further away a badge is a blot. */
const badgeScale = 0.3

/** Labels on chips in the colour of the canvas. */
export function drawLabels(frame: Frame): void {
  const { pen, scene, seen, colours, edgeCodes, shot } = frame
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  const labels = labelsIn({
    scene,
    seen,
    statusCodes: edgeCodes,
    detail: detailAt(shot.scale),
    isWanted: ({ source, target }) => !isHidden(frame, source, target) && isNearArea(frame, source, target),
  })
  for (const { index, box, badge, text, words, textX, wordsX, look } of labels) {
    if (!doOverlap(box, frame.area)) continue
    const { x, y, width, height } = box
    const middle = y + height / 2 + 0.5
    pen.globalAlpha = 1
    pen.fillStyle = colours.canvas
    pen.beginPath()
    pen.roundRect(x, y, width, height, 4)
    pen.fill()
    const isDim = isStepping(frame, scene.ends[index * 2] ?? 0, scene.ends[index * 2 + 1] ?? 0)
    pen.globalAlpha = isDim ? dimAlpha : 1
    if (badge !== undefined) drawBadge(frame, badge, text === '' && words === '' ? x : x + 4, middle - 0.5, 1)
    if (text !== '') {
      pen.font = fontOf(400, card.chipSizePx)
      pen.fillStyle = colours.text2
      pen.fillText(text, x + textX, middle)
    }
    if (words !== '') {
      pen.font = fontOf(look.isLoud ? 600 : 400, card.chipSizePx)
      pen.fillStyle = look.isLoud && look.lamp !== undefined ? colours.lamps[look.lamp].text : colours.text2
      pen.fillText(words, x + wordsX, middle)
    }
  }
  pen.globalAlpha = 1
}

/** In the middle distance only what differs from the drawing has a sign. */
export function drawBadges(frame: Frame): void {
  const { scene, seen, edgeCodes, shot, pen } = frame
  if (shot.scale < badgeScale || seen.edges.length === 0) return
  const hair = hairOf(frame) * 0.8
  for (const edge of scene.edges) {
    const { index, source, target } = edge
    const { badge } = lookOfEdge(edgeCodes[index] ?? noStatusCode, seen.edges[index] ?? 0)
    if (badge === undefined || badge === 'frozen' || isHidden(frame, source, target)) continue
    if (!isNearArea(frame, source, target)) continue
    const { x, y } = pointAlong(routeInScene(scene, edge).curve, 0.5)
    pen.globalAlpha = isStepping(frame, source, target) ? dimAlpha : 1
    drawBadge(frame, badge, x - (badgeSizePx / 2) * hair, y, hair)
  }
  pen.globalAlpha = 1
}

/** @param left where it begins; it stands in the middle of `y` */
export function drawBadge({ pen, colours }: Frame, badge: EdgeBadge, left: number, y: number, k: number): void {
  const top = y - (badgeSizePx / 2) * k
  pen.translate(left, top)
  pen.scale(k, k)
  pen.lineWidth = 1.3
  pen.lineCap = 'round'
  pen.strokeStyle = colours.text2
  pen.fillStyle = colours.surface
  pen.fill(pathFor(badgeRing))
  pen.stroke(pathFor(badgeRing))
  pen.stroke(pathFor(badgePaths[badge]))
  pen.scale(1 / k, 1 / k)
  pen.translate(-left, -top)
}
