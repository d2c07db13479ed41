import {
  badgeSizePx,
  decodeAppearance,
  detailOf,
  isTrouble,
  lookOfNode,
  markOf,
  outlineOf,
  sheetsOf,
  softAlpha,
} from '@statusgraph/picture'
import type { Appearance, Colours, SceneNode } from '@statusgraph/picture'
import { insetsOf, isShape } from '../geometry/node-size.ts'
import { measureText } from '../geometry/text-width.ts'
import { drawIcon } from './draw-icon.ts'
import { drawBadge } from './draw-labels.ts'
import type { Frame } from './frame.ts'
import { cardsIn, dimAlpha, hairOf, iconIn } from './frame.ts'
import { middleShare } from './level.ts'
import { drawMark, fontOf, isFontKnown, pathFor } from './pen.ts'
import { iconRoom, leastReadablePx, letterCard, markRoom } from './letter-card.ts'
import type { WallNames } from './wall-names.ts'
import { wallLineEm, wallMarkEm } from './wall-names.ts'

/** Below this scale the outline of a card is a rectangle. */
const rectangleScale = 0.1
const leastSolidPx = 2
const calmAlpha = 0.5

/** Cards without their rows: name and mark in the middle distance, solid shapes far away. */
export function drawCards(frame: Frame): void {
  const { pen, dimmed, nodeCodes, seen } = frame
  const share = frame.wall !== undefined ? 1 : middleShare(frame.shot.scale)
  const isFarthest = share === 0 && frame.shot.scale < rectangleScale && dimmed === undefined
  // Quiet ones first, so that trouble lies on top where boxes touch.
  const loud: SceneNode[] = []
  const calm: SceneNode[] = []
  cardsIn(frame).forEach((one) => {
    if (frame.hidden?.[one.index] === 1) return
    const code = nodeCodes[one.index] ?? 2
    if (isTrouble(code)) loud.push(one)
    else if (isFarthest && isCalm(decodeAppearance(code)) && (seen.nodes[one.index] ?? 0) === 0) calm.push(one)
    else draw(one)
  })
  fillCalm(frame, calm)
  for (const one of loud) draw(one)
  pen.globalAlpha = 1

  function draw(one: SceneNode): void {
    const appearance = decodeAppearance(nodeCodes[one.index] ?? 2)
    const alpha = (dimmed?.[one.index] === 1 ? dimAlpha : 1) * lookOfNode(seen.nodes[one.index] ?? 0).alpha
    if (share < 1) {
      pen.globalAlpha = alpha
      drawSolid(frame, one, appearance)
    }
    if (share > 0) {
      pen.globalAlpha = alpha * share
      drawMiddle(frame, one, appearance)
    }
  }
}

/** Nearly all of a large map that is well: one colour for all of them, because there may be ten thousand. */
function fillCalm(frame: Frame, cards: readonly SceneNode[]): void {
  const { pen, colours } = frame
  const least = leastSolidPx * hairOf(frame)
  pen.fillStyle = colours.lamps.ok.main
  pen.globalAlpha = calmAlpha
  cards.forEach(({ box }) => pen.fillRect(box.x, box.y, Math.max(box.width, least), Math.max(box.height, least)))
}

function isCalm({ lamp, isStale }: Appearance): boolean {
  return lamp === 'ok' && !isStale
}

/** The colour of a solid shape. A fresh ok is the quietest of them; a stale ok has none of its green. */
function solidColour(appearance: Appearance, colours: Colours): string {
  if (appearance.lamp === 'ok') return appearance.isStale ? colours.hairlineStrong : colours.lamps.ok.main
  return colours.lamps[appearance.lamp].main
}

function drawSolid(frame: Frame, one: SceneNode, appearance: Appearance): void {
  const { pen, colours, shot } = frame
  const hair = hairOf(frame)
  const { x, y, width, height } = one.box
  const { lamp, isStale } = appearance
  const alpha = pen.globalAlpha
  const isLoud = lamp === 'critical' || lamp === 'warning'
  // Trouble keeps a size that the eye finds, however far away it is.
  const least = (lamp === 'critical' ? 9 : lamp === 'warning' ? 7 : leastSolidPx) * hair
  const w = Math.max(width, least)
  const h = Math.max(height, least)
  const left = x + (width - w) / 2
  const top = y + (height - h) / 2
  pen.fillStyle = solidColour(appearance, colours)
  pen.globalAlpha = alpha * (isLoud ? 1 : isCalm(appearance) ? calmAlpha : 0.55)
  if (shot.scale < rectangleScale) {
    pen.fillRect(left, top, w, h)
    if (isStale && frame.hatch !== null && w * shot.scale > 4) {
      pen.fillStyle = frame.hatch
      pen.fillRect(left, top, w, h)
    }
  } else {
    const path = pathFor(outlineOf(one.node.kind, w, h))
    pen.translate(left, top)
    pen.fill(path)
    if (isStale && frame.hatch !== null) {
      pen.fillStyle = frame.hatch
      pen.fill(path)
    }
    pen.translate(-left, -top)
  }
  pen.globalAlpha = alpha
}

function drawMiddle(frame: Frame, one: SceneNode, appearance: Appearance): void {
  const { pen, colours } = frame
  const hair = hairOf(frame)
  const { kind } = one.node
  const { x, y, width, height } = one.box
  const { lamp, isStale } = appearance
  const path = pathFor(outlineOf(kind, width, height))
  pen.translate(x, y)
  if (appearance.impacted !== undefined) {
    pen.strokeStyle = colours.lamps[appearance.impacted].main
    pen.lineWidth = hair
    pen.stroke(pathFor(outlineOf(kind, width, height, Math.round(4 * hair))))
  }
  const isTinted = lamp === 'critical' || (lamp === 'warning' && frame.shot.scale < 0.5)
  if (kind === 'group') {
    pen.fillStyle = colours.surface
    pen.strokeStyle = colours.hairlineStrong
    pen.lineWidth = hair
    for (const sheet of sheetsOf(width, height).toReversed().map(pathFor)) {
      pen.fill(sheet)
      pen.stroke(sheet)
    }
  }
  const look = lookOfNode(frame.seen.nodes[one.index] ?? 0)
  pen.fillStyle = isTinted ? colours.lamps[lamp].tint : look.isHollow ? colours.canvas : colours.surface
  const alpha = pen.globalAlpha
  if (look.isSoft && !isTinted) pen.globalAlpha = alpha * softAlpha
  pen.fill(path)
  pen.globalAlpha = alpha
  if (isStale && frame.hatch !== null) {
    pen.fillStyle = frame.hatch
    pen.fill(path)
  }
  strokeBody(frame, appearance)
  if (look.isSoft && appearance.lamp === 'ok') {
    pen.strokeStyle = colours.edge
    pen.setLineDash([2 * hair, 3 * hair])
  }
  pen.stroke(path)
  pen.setLineDash([])
  const detail = detailOf(kind, width, height)
  if (detail !== '') pen.stroke(pathFor(detail))
  pen.translate(-x, -y)
  if (look.isHollow) drawBadge(frame, 'missing', x + width - badgeSizePx * 0.6 * hair, y, hair)
  if (isFontKnown()) writeName(frame, one, appearance)
}

/** The edge of a card says its lamp: thick red, amber, dotted, dashed, or a mere hairline. */
function strokeBody(frame: Frame, { lamp }: Appearance): void {
  const { pen, colours } = frame
  const hair = hairOf(frame)
  switch (lamp) {
    case 'critical':
      pen.strokeStyle = colours.lamps.critical.main
      pen.lineWidth = 2.4 * hair
      return
    case 'warning':
      pen.strokeStyle = colours.lamps.warning.main
      pen.lineWidth = 2 * hair
      return
    case 'muted':
      pen.strokeStyle = colours.lamps.muted.main
      pen.lineWidth = 1.4 * hair
      pen.setLineDash([0.1 * hair, 3.4 * hair])
      return
    case 'unknown':
      pen.strokeStyle = colours.hairlineStrong
      pen.lineWidth = 1.2 * hair
      pen.setLineDash([4 * hair, 3 * hair])
      return
    case 'ok':
      pen.strokeStyle = colours.hairlineStrong
      pen.lineWidth = hair
  }
}

function writeName(frame: Frame, one: SceneNode, appearance: Appearance): void {
  if (frame.wall !== undefined) {
    writeWallName(frame, frame.wall, one, appearance)
    return
  }
  const { colours, shot, pen } = frame
  const { lines, sizePx, hasIcon } = letterCard(one, frame.scene, shot.scale, iconIn(frame, one.index) !== undefined)
  const insets = insetsOf(one.node.kind)
  const cx = one.box.x + insets.left + (one.box.width - insets.left - insets.right) / 2
  const cy = one.box.y + insets.top + (one.box.height - insets.top - insets.bottom) / 2
  if (sizePx * shot.scale < leastReadablePx) {
    const size = Math.min(one.box.height * 0.7, 14 / shot.scale)
    if (appearance.lamp !== 'ok' || appearance.isStale) drawMark(pen, markOf(appearance), cx, cy, size, colours)
    return
  }
  const widest = Math.max(...lines.map((line) => measureText(line, sizePx, 600)))
  const ink = appearance.lamp === 'unknown' ? colours.text2 : colours.text
  const lead = (hasIcon ? markRoom + iconRoom : markRoom) * sizePx
  const isTooWide = widest + lead > one.box.width * 0.98
  if (isTooWide && one.box.height > sizePx * (lines.length + 1.6)) {
    // A tall card has room for its mark above the name.
    const top = cy - sizePx * 0.65
    const aside = hasIcon ? iconRoom / 2 : 0
    drawMark(pen, markOf(appearance), cx - aside * sizePx, top - sizePx * 0.35, sizePx * 1.2, colours)
    if (hasIcon) drawIcon(frame, one, cx + aside * sizePx, top - sizePx * 0.35, sizePx * 1.2)
    writeLines(
      frame,
      lines,
      cx,
      top + sizePx * (1 + (lines.length - 1) * 0.59),
      sizePx,
      'center',
      ink,
      widest > one.box.width * 0.96,
    )
    return
  }
  const left = cx - (widest + lead) / 2
  drawMark(pen, markOf(appearance), left + sizePx * 0.5, cy, sizePx * 1.05, colours)
  if (hasIcon) drawIcon(frame, one, left + sizePx * (markRoom + 0.56), cy, sizePx * 1.12)
  writeLines(frame, lines, left + lead, cy, sizePx, 'left', ink, isTooWide)
}

/** On a wall all names have one size and begin at the same distance from their border; in a shape they stand central. */
function writeWallName(frame: Frame, wall: WallNames, one: SceneNode, appearance: Appearance): void {
  const { pen, colours, shot } = frame
  const { sizePx } = wall
  const lines = wall.linesOf(one)
  const { kind } = one.node
  const { x, y, width, height } = one.box
  const insets = insetsOf(kind)
  const cy = y + insets.top + (height - insets.top - insets.bottom) / 2
  const widest = Math.max(...lines.map((line) => measureText(line, sizePx, 600)))
  const free = width - insets.left - insets.right - widest - wallMarkEm * sizePx
  const left = x + insets.left + (isShape(kind) ? free / 2 : Math.min(free / 2, wallPadPx / shot.scale))
  drawMark(pen, markOf(appearance), left + sizePx * 0.44, cy, sizePx * 0.88, colours)
  const ink = appearance.lamp === 'unknown' ? colours.text2 : colours.text
  writeLines(frame, lines, left + wallMarkEm * sizePx, cy, sizePx, 'left', ink, false, wallLineEm)
}

const wallPadPx = 12

function writeLines(
  frame: Frame,
  lines: readonly string[],
  x: number,
  cy: number,
  sizePx: number,
  align: 'left' | 'center',
  ink: string,
  hasHalo: boolean,
  lineEm = 1.18,
): void {
  const { pen, colours } = frame
  pen.font = fontOf(600, sizePx)
  pen.textAlign = align
  pen.textBaseline = 'middle'
  lines.forEach((line, at) => {
    const y = cy + (at - (lines.length - 1) / 2) * sizePx * lineEm + sizePx * 0.04
    if (hasHalo) {
      pen.strokeStyle = colours.surface
      pen.lineWidth = sizePx * 0.28
      pen.lineJoin = 'round'
      pen.strokeText(line, x, y)
    }
    pen.fillStyle = ink
    pen.fillText(line, x, y)
  })
}
