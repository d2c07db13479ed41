import type { Lamp } from '@statusgraph/model'
import { compareCodes, decodeAppearance, isNotable, markOf } from '@statusgraph/picture'
import type { SceneNode } from '@statusgraph/picture'
import { clamp } from '../geometry/box.ts'
import { fitText, measureText } from '../geometry/text-width.ts'
import { haloText } from './draw-groups.ts'
import type { Frame } from './frame.ts'
import { cardsIn } from './frame.ts'
import { middleShare } from './level.ts'
import { drawMark, fontOf } from './pen.ts'
import { TakenRows } from './taken-rows.ts'
import { leastWallPx } from './wall-names.ts'

const limit = 120
const textPx = 12.5

/** Far away only trouble and closed groups have a name: mark and name at reading size, worst first, none over another. Returns where they stand. */
export function nameFarNodes(frame: Frame): TakenRows | undefined {
  const { pen, colours, shot, dimmed, nodeCodes } = frame
  const share = frame.wall !== undefined ? 1 : middleShare(shot.scale)
  if (share >= 1) return undefined
  const found: { readonly one: SceneNode; readonly lamp: Lamp; readonly code: number }[] = []
  for (const one of cardsIn(frame)) {
    if (frame.hidden?.[one.index] === 1 || dimmed?.[one.index] === 1) continue
    const code = nodeCodes[one.index] ?? 2
    const { lamp, isStale } = decodeAppearance(code)
    const isTrouble = lamp === 'critical' || lamp === 'warning' || (isStale && lamp !== 'ok')
    // A closed group keeps its name, as an open one does.
    if (isTrouble || one.node.kind === 'group') found.push({ one, lamp, code })
  }
  const sizePx = (frame.isWall ? leastWallPx : textPx) / shot.scale
  const taken = new TakenRows(sizePx * 1.4)
  // The shot is larger than the screen by the same margin on either side.
  const marginX = (frame.area.width * (1 - 1 / shot.overscan)) / 2
  const seen = { x: frame.area.x + marginX, width: frame.area.width - 2 * marginX }
  pen.font = fontOf(600, sizePx)
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  let named = 0
  for (const { one, lamp, code } of found.toSorted(
    (a, b) => compareCodes(a.code, b.code) || a.one.index - b.one.index,
  )) {
    if (named >= limit) break
    const text = fitText(one.node.name, sizePx, 600, 14.5 * sizePx)
    const width = measureText(text, sizePx, 600) + sizePx * 1.6
    const centre = one.box.x + one.box.width / 2
    const isSeen = centre > seen.x && centre < seen.x + seen.width
    // A name whose node is on the screen is on the screen as a whole.
    const x = isSeen
      ? clamp(centre - width / 2, seen.x + sizePx * 0.4, seen.x + seen.width - width - sizePx * 0.6)
      : centre - width / 2
    // A card that is large enough even from afar, such as that of a closed namespace, bears its name.
    const isRoomy = one.box.height > sizePx * 1.6 && one.box.width > width * 0.8
    const y = one.box.y + (isRoomy ? one.box.height / 2 : one.box.height + sizePx * 0.95)
    const box = { x, y: y - sizePx * 0.7, width, height: sizePx * 1.4 }
    if (!taken.take(box)) continue
    named++
    haloText(frame, text, x + sizePx * 1.5, y, sizePx)
    if (isNotable(decodeAppearance(code)))
      drawMark(pen, markOf(decodeAppearance(code)), x + sizePx * 0.6, y, sizePx * 1.15, colours)
    pen.fillStyle = lamp === 'critical' || lamp === 'warning' ? colours.lamps[lamp].text : colours.text2
    pen.fillText(text, x + sizePx * 1.5, y + sizePx * 0.04)
  }
  pen.globalAlpha = 1
  return taken
}
