import { iconOf } from '@statusgraph/model'
import type { GraphNode, NodeKind } from '@statusgraph/model'
import type { Size } from './box.ts'
import { clamp } from './box.ts'
import { breakName, fitText, measureText } from './text-width.ts'

/** The measures of a card, shared by the DOM, the drawn picture and the edges that meet it. */
export const card = {
  headerPx: 56,
  portRowPx: 28,
  chipRowPx: 22,
  chipPadPx: 8,
  padPx: 14,
  markPx: 18,
  glyphPx: 18,
  iconPx: 20,
  nameSizePx: 15,
  smallSizePx: 12,
  chipSizePx: 11,
  minWidthPx: 168,
  /** A card with a metric also has to say `critical 12 min` beside it. */
  minMeteredWidthPx: 224,
  maxWidthPx: 320,
  /** Kept free beside the name for the value of a metric, so that its arrival moves nothing. */
  metricPx: 64,
  maxChips: 6,
} as const

export const group = { padPx: 20, titlePx: 36, emptyWidthPx: 240, emptyHeightPx: 96 } as const

export interface Insets {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

const none: Insets = { top: 0, right: 0, bottom: 0, left: 0 }

/** How far the outline of a kind reaches into the box, where no text may stand. */
export function insetsOf(kind: NodeKind): Insets {
  switch (kind) {
    case 'database':
      return { top: 10, right: 0, bottom: 6, left: 0 }
    case 'storage':
      return { top: 10, right: 6, bottom: 0, left: 6 }
    case 'queue':
      return { top: 0, right: 12, bottom: 0, left: 6 }
    case 'gateway':
      return { top: 0, right: 12, bottom: 0, left: 12 }
    case 'actor':
      return { top: 0, right: 10, bottom: 0, left: 4 }
    case 'cache':
    case 'service':
    case 'box':
    case 'function':
    case 'external':
    case 'hexagon':
    case 'diamond':
    case 'group':
      return none
  }
}

/** Whether a node is a frame around its members. A closed group is a card, and stands for them. */
export function isFrame(node: Pick<GraphNode, 'kind' | 'collapsed'>): boolean {
  return node.kind === 'group' && node.collapsed !== true
}

/** Shapes with their name in the middle and no rows. */
export function isShape(kind: NodeKind): kind is 'hexagon' | 'diamond' {
  return kind === 'hexagon' || kind === 'diamond'
}

/** The quiet second line that the document itself gives. */
function subtitleOf(node: GraphNode): string {
  return node.namespace ?? ''
}

/** The label chips of a node, as text; the last one counts those left out. */
export function chipsOf(node: GraphNode): readonly string[] {
  const chips = Object.entries(node.labels ?? {}).map(([key, value]) => (value === '' ? key : `${key}=${value}`))
  if (chips.length <= card.maxChips) return chips
  return [...chips.slice(0, card.maxChips - 1), `+${chips.length - card.maxChips + 1}`]
}

function chipWidthPx(chip: string): number {
  return measureText(chip, card.chipSizePx, 400) + 12
}

/** How many rows the chips of a node need in a card of this width. */
function countChipRows(node: GraphNode, widthPx: number): number {
  if (node.labels === undefined) return 0
  const room = widthPx - 2 * card.padPx
  let rows = 0
  let used = Infinity
  for (const chip of chipsOf(node)) {
    const width = Math.min(room, chipWidthPx(chip))
    if (used + width > room) {
      rows++
      used = 0
    }
    used += width + 4
  }
  return rows
}

/**
 * The size of a node from its content. Status has no say in it: an alert never moves a box, and the arrival of a
 * version or a metric finds its place already free.
 */
export function sizeNode(node: GraphNode): Size {
  // The size of a group is that of its frame; a closed one is as large as its card has to be.
  const size = node.kind === 'group' ? undefined : node.size
  if (isShape(node.kind)) {
    return size === undefined ? sizeShape(node, node.kind) : { ...size }
  }
  const width = size?.width ?? widthOfCard(node)
  const height = heightOfCard(node, width)
  // A size from an older drawing may be too low for the rows that the card has here: nothing is cut off.
  return { width, height: size === undefined ? roundUp(height) : Math.max(size.height, height) }
}

function widthOfCard(node: GraphNode): number {
  const insets = insetsOf(node.kind)
  const glyph = hasGlyph(node) ? card.glyphPx + 8 : 0
  const metric = hasMetric(node) ? card.metricPx : 0
  const icon = iconOf(node) === undefined ? 0 : card.iconPx + 8
  const lead = card.padPx + card.markPx + 8 + icon
  const rows = [
    lead + measureText(node.name, card.nameSizePx, 600) + Math.max(glyph, metric) + card.padPx,
    lead + measureText(subtitleOf(node), card.smallSizePx, 400) + glyph + card.padPx,
    ...(node.ports ?? []).map(
      (port) =>
        card.padPx +
        measureText(port.label ?? port.id, card.smallSizePx, 600) +
        22 +
        measureText(port.name ?? '', card.chipSizePx, 400) * 1.1 +
        card.padPx,
    ),
    ...chipsOf(node).map((chip) => chipWidthPx(chip) + 2 * card.padPx),
  ]
  const least = metric === 0 && node.kind !== 'group' ? card.minWidthPx : card.minMeteredWidthPx
  return roundUp(clamp(Math.max(...rows), least, card.maxWidthPx) + insets.left + insets.right)
}

function heightOfCard(node: GraphNode, widthPx: number): number {
  const insets = insetsOf(node.kind)
  const chipRows = countChipRows(node, widthPx)
  return (
    insets.top +
    card.headerPx +
    (node.ports?.length ?? 0) * card.portRowPx +
    (chipRows === 0 ? 0 : chipRows * card.chipRowPx + 2 * card.chipPadPx - 4) +
    insets.bottom
  )
}

/** How much of a card's width the value of a metric takes at its right edge, with the air around it. */
export function widthOfValuePx(value: string): number {
  // Figures are tabular, and in a proportional face the one is much narrower than the others.
  return measureText(value.replaceAll('1', '0'), card.smallSizePx, 600) + 12 + 4
}

/** Whether a name can be read beside a metric in a card of this inner width; the cards of some kinds keep no room for one. */
export function hasRoomForMetric(node: GraphNode, widthPx: number, value: string): boolean {
  const icon = iconOf(node) === undefined ? 0 : card.iconPx + 8
  const lead = card.padPx + card.markPx + 8 + icon
  const metricPx = Math.max(card.metricPx, widthOfValuePx(value))
  return lead + measureText(node.name, card.nameSizePx, 600) + 4 + metricPx <= widthPx
}

/** The name of a shape in the lines that stand in its middle, each no longer than the shape is wide there. */
export function linesOfShape(node: Pick<GraphNode, 'name' | 'kind'>, widthPx: number): readonly string[] {
  const roomPx = node.kind === 'diamond' ? (widthPx - 40) / 1.3 : widthPx - 40
  return breakName(node.name, card.nameSizePx, 600, shapeLinePx).map(
    (line) => fitText(line, card.nameSizePx, 600, roomPx) || '…',
  )
}

/** Kinds whose numbers are worth a place on the card. */
function hasMetric(node: GraphNode): boolean {
  return node.kind === 'service' || node.kind === 'gateway' || node.kind === 'database' || node.kind === 'queue'
}

/** A name that is longer than this is broken in two. */
const shapeLinePx = 120

function sizeShape(node: GraphNode, kind: 'hexagon' | 'diamond'): Size {
  const lines = breakName(node.name, card.nameSizePx, 600, shapeLinePx)
  const text = clamp(Math.max(...lines.map((line) => measureText(line, card.nameSizePx, 600))), 48, 200)
  if (kind === 'hexagon') return { width: roundUp(text + 72), height: lines.length === 1 ? 72 : 88 }
  return { width: roundUp(text * 1.3 + 88), height: roundUp(lines.length === 1 ? 96 : 120) }
}

/** Whether a drawn sign at the right of the header says what the node is; other kinds say it by their outline. */
function hasGlyph(node: GraphNode): boolean {
  return (
    node.kind === 'group' ||
    node.kind === 'actor' ||
    node.kind === 'cache' ||
    node.kind === 'function' ||
    node.kind === 'external'
  )
}

/** Where the header's middle is, measured from the node's top: the height at which edges meet it. */
export function axisYOf(kind: NodeKind, height: number): number {
  return isShape(kind) ? height / 2 : Math.min(insetsOf(kind).top + card.headerPx / 2, height / 2)
}

/** The middle of a port's row, measured from the node's top; undefined for a port that the node has not. */
export function portYOf(node: GraphNode, portId: string | null, height: number): number | undefined {
  if (portId === null || isShape(node.kind)) return undefined
  const at = node.ports?.findIndex((port) => port.id === portId) ?? -1
  if (at === -1) return undefined
  return Math.min(insetsOf(node.kind).top + card.headerPx + (at + 0.5) * card.portRowPx, height - 6)
}

function roundUp(value: number): number {
  return Math.ceil(value / 8) * 8
}
