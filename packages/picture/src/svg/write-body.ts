import type { GraphNode, Lamp } from '@statusgraph/model'
import { detailOf, outlineOf, sheetsOf } from '../geometry/outline.ts'
import { softAlpha } from '../seen/node-look.ts'
import type { NodeLook } from '../seen/node-look.ts'
import type { Appearance } from '../status/appearance.ts'
import { element } from './elements.ts'
import type { SvgElement } from './elements.ts'
import type { Sheet } from './sheet.ts'

/** The shape of a node without its words: what it is made of, and how its edge says its lamp. */
export function writeBody(
  { colours }: Sheet,
  { kind }: GraphNode,
  width: number,
  height: number,
  appearance: Appearance | undefined,
  { isHollow, isSoft }: NodeLook,
): readonly SvgElement[] {
  const { lamp, isStale = false, impacted, isPartial = false } = appearance ?? {}
  const paper = isHollow ? colours.canvas : colours.surface
  const isDotted = isSoft && lamp === 'ok'
  const outline = outlineOf(kind, width, height)
  const detail = detailOf(kind, width, height)
  const parts: SvgElement[] = []
  if (kind === 'group') {
    const sheetOf = { fill: colours.surface, stroke: colours.hairlineStrong }
    parts.push(
      ...sheetsOf(width, height)
        .toReversed()
        .map((d) => element('path', { d, ...sheetOf })),
    )
  }
  if (impacted !== undefined) {
    parts.push(
      element('path', {
        d: outlineOf(kind, width, height, 5),
        fill: 'none',
        stroke: colours.lamps[impacted].main,
        'stroke-opacity': 0.7,
      }),
    )
  }
  parts.push(
    element('path', {
      d: outline,
      fill: lamp === 'critical' ? colours.lamps.critical.tint : paper,
      ...edgeOf(lamp, colours),
      'fill-opacity': isSoft && lamp !== 'critical' ? softAlpha : undefined,
      ...(isDotted ? { stroke: colours.edge, 'stroke-dasharray': '2 3' } : {}),
    }),
  )
  if (isStale) parts.push(element('path', { d: outline, fill: 'url(#sheet-hatch)' }))
  if (detail !== '') parts.push(element('path', { d: detail, fill: 'none', stroke: colours.hairlineStrong }))
  if (isPartial) {
    parts.push(
      element('path', {
        d: `M${width} ${height - 16}L${width - 7} ${height - 11}L${width - 8} ${height - 6}L${width - 16} ${height}`,
        fill: 'none',
        stroke: colours.hairlineStrong,
      }),
    )
  }
  return parts
}

/** The edge of a card says its lamp. */
function edgeOf(lamp: Lamp | undefined, colours: Sheet['colours']): Readonly<Record<string, string | number>> {
  switch (lamp) {
    case 'critical':
      return { stroke: colours.lamps.critical.main, 'stroke-width': 2 }
    case 'warning':
      return { stroke: colours.lamps.warning.main, 'stroke-width': 1.75 }
    case 'muted':
      return {
        stroke: colours.lamps.muted.main,
        'stroke-width': 1.75,
        'stroke-linecap': 'round',
        'stroke-dasharray': '0.1 4',
      }
    case 'unknown':
      return { stroke: colours.lamps.unknown.main, 'stroke-dasharray': '5 4' }
    case 'ok':
    case undefined:
      return { stroke: colours.hairlineStrong }
  }
}
