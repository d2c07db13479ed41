import { iconOf } from '@statusgraph/model'
import type { NodeStatus } from '@statusgraph/model'
import {
  card,
  chipsOf,
  fitText,
  hasRoomForMetric,
  insetsOf,
  isShape,
  linesOfShape,
  measureText,
  widthOfValuePx,
} from '@statusgraph/layout'
import { sideInsetAt } from '../geometry/outline.ts'
import type { SceneNode } from '../geometry/scene.ts'
import { badgeSizePx } from '../seen/edge-look.ts'
import { lookOfNode } from '../seen/node-look.ts'
import { saySeen } from '../seen/say-seen.ts'
import { markOf } from '../status/appearance.ts'
import type { Appearance } from '../status/appearance.ts'
import { sayMembers, sayState } from '../words/say-state.ts'
import { formatValue } from '../words/value.ts'
import { revealHidden } from '../words/visible-text.ts'
import { element, movedTo, textAt } from './elements.ts'
import type { SvgElement } from './elements.ts'
import { glyphOf } from './glyphs.ts'
import { appearanceOn, statusOn } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { traceSpark } from './spark.ts'
import { writeBody } from './write-body.ts'
import { writeBadge } from './write-edges.ts'
import { writeIcon } from './write-icon.ts'
import { markAt } from './write-mark.ts'

const sparkWidthPx = 64
const sparkHeightPx = 22

/** A node as it looks close up. */
export function writeCard(sheet: Sheet, one: SceneNode, hasOutlet: boolean): SvgElement {
  const { node, box } = one
  const status = statusOn(sheet, node.id)
  const appearance = appearanceOn(sheet, status)
  const look = lookOfNode(sheet.seen.nodes[one.index] ?? 0)
  const body = writeBody(sheet, node, box.width, box.height, appearance, look)
  const words = isShape(node.kind)
    ? writeShapeWords(sheet, one, status, appearance)
    : [...writeHeader(sheet, one, status, appearance), ...writeRows(sheet, one, hasOutlet)]
  const badge = look.isHollow
    ? [writeBadge('missing', box.width - badgeSizePx * 0.7, -badgeSizePx * 0.3, sheet.colours)]
    : []
  const parts = [...body, ...words, ...badge]
  return movedTo(box.x, box.y, [
    element('title', {}, [sayNode(node.name, appearance)]),
    ...(look.alpha === 1 ? parts : [element('g', { opacity: look.alpha }, parts)]),
  ])
}

function sayNode(name: string, appearance: Appearance | undefined): string {
  return appearance === undefined ? name : `${name}, ${appearance.lamp}${appearance.isStale ? ', stale' : ''}`
}

function nameInk(appearance: Appearance | undefined, colours: Sheet['colours']): string {
  return appearance?.lamp === 'unknown' ? colours.lamps.unknown.text : colours.text
}

function stateInk(appearance: Appearance | undefined, colours: Sheet['colours']): string {
  if (appearance === undefined) return colours.text2
  const { lamp, isStale } = appearance
  return lamp === 'ok' || isStale ? colours.text2 : colours.lamps[lamp].text
}

function writeShapeWords(
  sheet: Sheet,
  { node, box }: SceneNode,
  status: NodeStatus | undefined,
  appearance: Appearance | undefined,
): readonly SvgElement[] {
  const { colours } = sheet
  const lines = linesOfShape({ name: revealHidden(node.name), kind: node.kind }, box.width)
  const state = sayOwnState(sheet, status)
  const hasIcon = iconOf(node) !== undefined
  // Above the name: the mark, the icon, or both side by side.
  const signsPx = appearance === undefined && !hasIcon ? 0 : card.markPx + 2
  const height = signsPx + lines.length * 18 + (state === '' ? 0 : 16)
  const cx = box.width / 2
  let y = (box.height - height) / 2
  const aside = appearance === undefined || !hasIcon ? 0 : (card.iconPx + 8) / 2
  const parts = [
    ...writeMark(appearance, cx - aside, y + card.markPx / 2, colours),
    ...writeIcon(sheet, node, cx + aside, y + card.markPx / 2),
  ]
  y += signsPx
  const ink = { sizePx: card.nameSizePx, weight: 600, fill: nameInk(appearance, colours), anchor: 'middle' } as const
  for (const line of lines) {
    parts.push(textAt(line, cx, y + 9, ink))
    y += 18
  }
  if (state !== '') {
    const quiet = {
      sizePx: card.smallSizePx,
      weight: 600,
      fill: stateInk(appearance, colours),
      anchor: 'middle',
    } as const
    parts.push(textAt(state, cx, y + 8, quiet))
  }
  return parts
}

function writeHeader(
  sheet: Sheet,
  { node, box }: SceneNode,
  status: NodeStatus | undefined,
  appearance: Appearance | undefined,
): readonly SvgElement[] {
  const { colours } = sheet
  const insets = insetsOf(node.kind)
  const left = insets.left + card.padPx
  const right = box.width - insets.right
  const axisY = insets.top + card.headerPx / 2
  const parts = [...writeMark(appearance, left + card.markPx / 2, axisY, colours)]
  const own = sayOwnState(sheet, status)
  const reading = node.kind === 'group' ? undefined : status?.metrics[0]
  const glyph = glyphOf(node.kind)
  const value = reading === undefined ? '' : formatValue(reading.value, reading.unit)
  const isTight = reading !== undefined && !hasRoomForMetric(node, right - insets.left, value)
  // Under the name there is room for one of the two, and the word for what is wrong is worth more than a number.
  const metric = isTight && own !== '' ? undefined : reading
  let nameRoom = right - card.padPx
  let quietRoom = nameRoom
  if (metric !== undefined) {
    const tone =
      metric.lamp === 'critical' || metric.lamp === 'warning' ? colours.lamps[metric.lamp].text : colours.text2
    const ink = { sizePx: card.smallSizePx, weight: 600, fill: tone, anchor: 'end' } as const
    const sparkY = insets.top + card.headerPx - 6 - sparkHeightPx
    const spark = isTight ? [] : writeSpark(sheet, node.id, right - sparkWidthPx, sparkY)
    const wordsPx = widthOfValuePx(value) + 4
    // Without room beside the name it stands under it.
    const [y, widthPx] = isTight
      ? [axisY + 10, wordsPx]
      : spark.length === 0
        ? [axisY, wordsPx]
        : [insets.top + 17, Math.max(sparkWidthPx, wordsPx)]
    quietRoom = right - widthPx
    if (!isTight) nameRoom = quietRoom
    parts.push(textAt(value, right - 12, y, ink), ...spark)
  } else if (glyph !== undefined) {
    nameRoom = right - 12 - card.glyphPx - 8
    quietRoom = nameRoom
    const stroke = { fill: 'none', stroke: colours.text3, 'stroke-width': 1.5, 'stroke-linecap': 'round' } as const
    const scaled = { transform: `translate(${right - 12 - card.glyphPx} ${axisY - 9}) scale(0.9)` }
    parts.push(element('path', { ...scaled, ...stroke, 'stroke-linejoin': 'round', d: glyph }))
  }
  const iconX = appearance === undefined ? left : left + card.markPx + 8
  const x = iconOf(node) === undefined ? iconX : iconX + card.iconPx + 8
  parts.push(...writeIcon(sheet, node, iconX + card.iconPx / 2, axisY))
  const inside = node.kind === 'group' ? sayMembers(status, own) : undefined
  const sight = sheet.live === undefined ? '' : saySeen(sheet.topology.node(node.id), sheet.live.atMs)
  const said =
    inside === undefined ? [own === 'unknown' && sight !== '' ? '' : own, sight] : [inside.members, inside.trouble]
  const state = said.filter((part) => part !== '').join(' · ')
  const quiet =
    state === ''
      ? [node.namespace, status?.version].filter((part) => part !== undefined && part !== '').join(' · ')
      : state
  const name = { sizePx: card.nameSizePx, weight: 600, fill: nameInk(appearance, colours) } as const
  parts.push(
    textAt(
      fitText(revealHidden(node.name), card.nameSizePx, 600, nameRoom - x),
      x,
      quiet === '' && !(isTight && metric !== undefined) ? axisY : axisY - 8,
      name,
    ),
  )
  if (quiet !== '') {
    const ink = state === '' ? colours.text2 : stateInk(appearance, colours)
    const weight = state === '' ? 400 : 600
    const line = { sizePx: card.smallSizePx, weight, fill: ink } as const
    parts.push(textAt(fitText(quiet, card.smallSizePx, weight, quietRoom - x), x, axisY + 10, line))
  }
  return parts
}

/** The lamp's mark around a point; nothing on a drawing. */
function writeMark(
  appearance: Appearance | undefined,
  x: number,
  y: number,
  colours: Sheet['colours'],
): readonly SvgElement[] {
  return appearance === undefined ? [] : [markAt(markOf(appearance), x, y, card.markPx, colours)]
}

function sayOwnState({ live }: Sheet, status: NodeStatus | undefined): string {
  return live === undefined ? '' : sayState(status, live.atMs, live.times)
}

function writeSpark({ live, colours }: Sheet, id: string, x: number, y: number): readonly SvgElement[] {
  const spark = live?.sparklines[id]
  if (spark === undefined) return []
  const { line, area } = traceSpark(spark.points, sparkWidthPx, sparkHeightPx)
  if (line === '') return []
  return [
    movedTo(x, y, [
      element('path', { d: area, fill: colours.text3, 'fill-opacity': 0.08 }),
      element('path', {
        d: line,
        fill: 'none',
        stroke: colours.text3,
        'stroke-width': 1.25,
        'stroke-linejoin': 'round',
      }),
    ]),
  ]
}

function writeRows({ colours }: Sheet, { node, box }: SceneNode, hasOutlet: boolean): readonly SvgElement[] {
  const insets = insetsOf(node.kind)
  const parts: SvgElement[] = []
  const right = box.width - insets.right
  const onSide = (y: number): number => sideInsetAt(node.kind, box.height, y)
  const hairline = (y: number): SvgElement =>
    element('path', { d: `M${insets.left + 1} ${y + 0.5}H${right - 1}`, fill: 'none', stroke: colours.hairline })
  let y = insets.top + card.headerPx
  for (const port of node.ports ?? []) {
    const cy = y + card.portRowPx / 2
    parts.push(hairline(y))
    const label = fitText(
      revealHidden(port.label ?? port.id),
      card.smallSizePx,
      600,
      right - insets.left - 2 * card.padPx - 12,
    )
    const width = measureText(label, card.smallSizePx, 600) + 12
    const left = insets.left + card.padPx
    parts.push(element('rect', { x: left, y: cy - 10, width, height: 20, rx: 4, fill: colours.accentTint }))
    parts.push(textAt(label, left + 6, cy, { sizePx: card.smallSizePx, weight: 600, fill: colours.accent }))
    if (port.name !== undefined) {
      const small = { sizePx: 10.5, weight: 400, fill: colours.text3 } as const
      const at = left + width + 8
      parts.push(textAt(fitText(revealHidden(port.name).toUpperCase(), 10.5, 400, right - at - 4), at, cy, small))
    }
    parts.push(
      element('circle', { cx: onSide(cy), cy, r: 4, fill: colours.edge, stroke: colours.surface, 'stroke-width': 1.5 }),
    )
    y += card.portRowPx
  }
  const chips = chipsOf(node)
  if (chips.length > 0) {
    parts.push(
      hairline(y),
      ...writeChips(chips, insets.left + card.padPx, y + card.chipPadPx, right - card.padPx, colours),
    )
  }
  if (hasOutlet) {
    const cy = insets.top + card.headerPx / 2
    const outlet = {
      cx: box.width - onSide(cy),
      cy,
      r: 4,
      fill: colours.surface,
      stroke: colours.edge,
      'stroke-width': 1.5,
    }
    parts.push(element('circle', outlet))
  }
  return parts
}

function writeChips(
  chips: readonly string[],
  left: number,
  top: number,
  right: number,
  colours: Sheet['colours'],
): readonly SvgElement[] {
  const parts: SvgElement[] = []
  let x = left
  let y = top
  for (const chip of chips) {
    const text = fitText(revealHidden(chip), card.chipSizePx, 400, right - left - 12)
    const width = measureText(text, card.chipSizePx, 400) + 12
    if (x > left && x + width > right) {
      x = left
      y += card.chipRowPx
    }
    parts.push(element('rect', { x, y, width, height: 18, rx: 4, fill: colours.sunken }))
    parts.push(textAt(text, x + 6, y + 9, { sizePx: card.chipSizePx, weight: 400, fill: colours.text2 }))
    x += width + 4
  }
  return parts
}
