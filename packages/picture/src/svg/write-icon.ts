import { card } from '@statusgraph/layout'
import { iconOf } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { outlineOf } from '../geometry/outline.ts'
import type { SvgElement } from './elements.ts'
import { element } from './elements.ts'
import type { Sheet } from './sheet.ts'

/** The icon of a node with its middle at a point, held in the drawing itself; none while it has not come. */
export function writeIcon({ colours, icons }: Sheet, node: GraphNode, cx: number, cy: number): readonly SvgElement[] {
  const icon = iconOf(node)
  if (icon === undefined) return []
  const held = icons.hold(icon)
  switch (held.kind) {
    case 'waiting':
      return []
    case 'none': {
      const k = card.iconPx / 64
      const place = { transform: `translate(${cx - 30 * k} ${cy - 20 * k}) scale(${k})` }
      const line = { fill: 'none', stroke: colours.text3, 'stroke-width': 4.5 }
      return [element('path', { ...place, ...line, d: outlineOf(node.kind, 60, 40) })]
    }
    case 'held':
      return [element('use', { href: `#${held.id}`, x: cx - card.iconPx / 2, y: cy - card.iconPx / 2 })]
  }
}
