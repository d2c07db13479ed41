import { iconOf } from '@statusgraph/model'
import type { NodeStatus } from '@statusgraph/model'
import { formatValue } from '../../parts/age.ts'
import type { Appearance } from '../appearance.ts'
import { decodeAppearance, encodeAppearance, markOf } from '../appearance.ts'
import { card, chipsOf, insetsOf, isShape } from '../geometry/node-size.ts'
import { sideInsetAt } from '../geometry/outline.ts'
import type { SceneNode } from '../geometry/scene.ts'
import { breakName, fitText, measureText } from '../geometry/text-width.ts'
import { badgeSizePx } from '../seen/edge-look.ts'
import { lookOfNode } from '../seen/node-look.ts'
import { saySeen } from '../seen/say-seen.ts'
import { glyphOf } from '../near/glyphs.tsx'
import { sayMembers, sayState } from '../near/say-state.ts'
import { traceSpark } from '../near/Sparkline.tsx'
import type { SvgElement } from './elements.ts'
import { element, movedTo, textAt } from './elements.ts'
import { statusOn } from './sheet.ts'
import type { Sheet } from './sheet.ts'
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
  const appearance = decodeAppearance(encodeAppearance(status))
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
    element('title', {}, [`${node.name}, ${appearance.lamp}${appearance.isStale ? ', stale' : ''}`]),
    ...(look.alpha === 1 ? parts : [element('g', { opacity: look.alpha }, parts)]),
  ])
}

function nameInk({ lamp }: Appearance, colours: Sheet['colours']): string {
  return lamp === 'unknown' ? colours.lamps.unknown.text : colours.text
}

function stateInk({ lamp, isStale }: Appearance, colours: Sheet['colours']): string {
  return lamp === 'ok' || isStale ? colours.text2 : colours.lamps[lamp].text
}

function writeShapeWords(
  sheet: Sheet,
  { node, box }: SceneNode,
  status: NodeStatus | undefined,
  appearance: Appearance,
): readonly SvgElement[] {
  const { colours } = sheet
  const lines = breakName(node.name, card.nameSizePx, 600, 120)
  const state = sayState(status, sheet.atMs)
  const height = card.markPx + 2 + lines.length * 18 + (state === '' ? 0 : 16)
  const cx = box.width / 2
  let y = (box.height - height) / 2
  const aside = iconOf(node) === undefined ? 0 : (card.iconPx + 8) / 2
  const parts = [
    markAt(markOf(appearance), cx - aside, y + card.markPx / 2, card.markPx, colours),
    ...writeIcon(sheet, node, cx + aside, y + card.markPx / 2),
  ]
  y += card.markPx + 2
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
  appearance: Appearance,
): readonly SvgElement[] {
  const { colours } = sheet
  const insets = insetsOf(node.kind)
  const left = insets.left + card.padPx
  const right = box.width - insets.right
  const axisY = insets.top + card.headerPx / 2
  const parts = [markAt(markOf(appearance), left + card.markPx / 2, axisY, card.markPx, colours)]
  const metric = node.kind === 'group' ? undefined : status?.metrics[0]
  const glyph = glyphOf(node.kind)
  let room = right - card.padPx
  if (metric !== undefined) {
    room = right - sparkWidthPx
    const tone =
      metric.lamp === 'critical' || metric.lamp === 'warning' ? colours.lamps[metric.lamp].text : colours.text2
    const value = { sizePx: card.smallSizePx, weight: 600, fill: tone, anchor: 'end' } as const
    parts.push(textAt(formatValue(metric.value, metric.unit), right - 12, insets.top + 17, value))
    parts.push(...writeSpark(sheet, node.id, right - sparkWidthPx, insets.top + card.headerPx - 6 - sparkHeightPx))
  } else if (glyph !== undefined) {
    room = right - 12 - card.glyphPx - 8
    const stroke = { fill: 'none', stroke: colours.text3, 'stroke-width': 1.5, 'stroke-linecap': 'round' } as const
    const scaled = { transform: `translate(${right - 12 - card.glyphPx} ${axisY - 9}) scale(0.9)` }
    parts.push(element('path', { ...scaled, ...stroke, 'stroke-linejoin': 'round', d: glyph }))
  }
  const iconX = left + card.markPx + 8
  const x = iconOf(node) === undefined ? iconX : iconX + card.iconPx + 8
  parts.push(...writeIcon(sheet, node, iconX + card.iconPx / 2, axisY))
  const own = sayState(status, sheet.atMs)
  const inside = node.kind === 'group' ? sayMembers(status, own) : undefined
  const sight = saySeen(sheet.topology.node(node.id), sheet.atMs)
  const said =
    inside === undefined ? [own === 'unknown' && sight !== '' ? '' : own, sight] : [inside.members, inside.trouble]
  const state = said.filter((part) => part !== '').join(' · ')
  const quiet =
    state === ''
      ? [node.namespace, status?.version].filter((part) => part !== undefined && part !== '').join(' · ')
      : state
  const name = { sizePx: card.nameSizePx, weight: 600, fill: nameInk(appearance, colours) } as const
  parts.push(textAt(fitText(node.name, card.nameSizePx, 600, room - x), x, quiet === '' ? axisY : axisY - 8, name))
  if (quiet !== '') {
    const ink = state === '' ? colours.text2 : stateInk(appearance, colours)
    const weight = state === '' ? 400 : 600
    const line = { sizePx: card.smallSizePx, weight, fill: ink } as const
    parts.push(textAt(fitText(quiet, card.smallSizePx, weight, room - x), x, axisY + 10, line))
  }
  return parts
}

function writeSpark({ sparklines, colours }: Sheet, id: string, x: number, y: number): readonly SvgElement[] {
  const spark = sparklines[id]
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
    const label = fitText(port.label ?? port.id, card.smallSizePx, 600, right - insets.left - 2 * card.padPx - 12)
    const width = measureText(label, card.smallSizePx, 600) + 12
    const left = insets.left + card.padPx
    parts.push(element('rect', { x: left, y: cy - 10, width, height: 20, rx: 4, fill: colours.accentTint }))
    parts.push(textAt(label, left + 6, cy, { sizePx: card.smallSizePx, weight: 600, fill: colours.accent }))
    if (port.name !== undefined) {
      const small = { sizePx: 10.5, weight: 400, fill: colours.text3 } as const
      const at = left + width + 8
      parts.push(textAt(fitText(port.name.toUpperCase(), 10.5, 400, right - at - 4), at, cy, small))
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
    const text = fitText(chip, card.chipSizePx, 400, right - left - 12)
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
