import { marks } from '../status/marks.ts'
import type { Mark } from '../status/marks.ts'
import { element } from './elements.ts'
import type { SvgElement } from './elements.ts'
import type { SheetColours } from './colours.ts'

/** A lamp's mark around a point. */
export function markAt(mark: Mark, x: number, y: number, sizePx: number, colours: SheetColours): SvgElement {
  const own = mark === 'stale' ? colours.lamps.unknown.main : colours.lamps[mark].main
  const k = sizePx / 20
  const strokes = marks[mark].map((stroke) =>
    element('path', {
      d: stroke.d,
      fill: stroke.fill === undefined ? 'none' : own,
      stroke: stroke.stroke === undefined ? undefined : stroke.stroke === 'on' ? colours.on : own,
      'stroke-width': stroke.width,
      'stroke-dasharray': stroke.dash?.join(' '),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  )
  return element('g', { transform: `translate(${x - sizePx / 2} ${y - sizePx / 2}) scale(${k})` }, strokes)
}
