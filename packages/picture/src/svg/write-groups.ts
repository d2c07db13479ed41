import { fitText, measureText } from '@statusgraph/layout'
import { outlineOf } from '../geometry/outline.ts'
import { isNotable, markOf } from '../status/appearance.ts'
import { element, movedTo, textAt } from './elements.ts'
import type { SvgElement } from './elements.ts'
import { appearanceOn, statusOn } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { markAt } from './write-mark.ts'

const nameSizePx = 13

/** Soft areas with their names; the outermost have a dashed hairline. */
export function writeGroups(sheet: Sheet): readonly SvgElement[] {
  const { scene, colours } = sheet
  return scene.groups.map((one) => {
    const { x, y, width, height } = one.box
    const outline = element('path', {
      d: outlineOf('group', width, height),
      fill: colours.group,
      stroke: one.depth === 0 ? colours.hairlineStrong : undefined,
      'stroke-dasharray': one.depth === 0 ? '4 4' : undefined,
    })
    const name = fitText(one.node.name, nameSizePx, 600, width - 64)
    const parts = [outline, textAt(name, 16, 18, { sizePx: nameSizePx, weight: 600, fill: colours.text2 })]
    const status = statusOn(sheet, one.node.id)
    const appearance = appearanceOn(sheet, status)
    if (status !== undefined && appearance !== undefined && isNotable(appearance)) {
      const at = 16 + measureText(name, nameSizePx, 600) + 8
      parts.push(markAt(markOf(appearance), at + 7, 18, 14, colours))
      const count = status.counts[status.lamp] ?? 0
      const ink = { sizePx: 12, weight: 600, fill: colours.text2 } as const
      if (count > 0) parts.push(textAt(String(count), at + 18, 18, ink))
    }
    return movedTo(x, y, parts)
  })
}
