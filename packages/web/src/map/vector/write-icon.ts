import { iconOf } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { lookUpIcon } from '../../icons/index.ts'
import { card } from '../geometry/node-size.ts'
import { outlineOf } from '../geometry/outline.ts'
import { drawIconCanvas } from '../picture/draw-icon-canvas.ts'
import type { SvgElement } from './elements.ts'
import { element } from './elements.ts'
import type { Sheet } from './sheet.ts'

/** Sharp on paper, and small enough for hundreds of them. */
const sidePx = 80

const drawn = new WeakMap<Sheet, Map<string, string>>()

/** The icon of a node with its middle at a point, held in the drawing itself; none while it has not come. */
export function writeIcon(sheet: Sheet, node: GraphNode, cx: number, cy: number): readonly SvgElement[] {
  const icon = iconOf(node)
  const look = icon === undefined ? undefined : lookUpIcon(icon)
  if (icon === undefined || look === undefined || look.kind === 'waiting') return []
  if (look.kind === 'none') {
    const k = card.iconPx / 64
    const place = { transform: `translate(${cx - 30 * k} ${cy - 20 * k}) scale(${k})` }
    const line = { fill: 'none', stroke: sheet.colours.text3, 'stroke-width': 4.5 }
    return [element('path', { ...place, ...line, d: outlineOf(node.kind, 60, 40) })]
  }
  const known = drawn.get(sheet) ?? new Map<string, string>()
  drawn.set(sheet, known)
  const href = known.get(icon) ?? drawIconCanvas(look, sheet.colours, sidePx).toDataURL()
  known.set(icon, href)
  const { iconPx } = card
  return [element('image', { x: cx - iconPx / 2, y: cy - iconPx / 2, width: iconPx, height: iconPx, href })]
}
