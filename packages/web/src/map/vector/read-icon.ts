import type { FindIcon } from '@statusgraph/picture'
import { lookUpIcon } from '../../icons/index.ts'
import { drawIconCanvas } from '../picture/draw-icon-canvas.ts'

/** Sharp on paper, and small enough for hundreds of them. */
const sidePx = 80

/** An icon as the page has it now. */
export const readIcon: FindIcon = (icon, colours) => {
  const look = lookUpIcon(icon)
  return look.kind === 'drawn'
    ? { kind: 'drawn', href: drawIconCanvas(look, colours, sidePx).toDataURL() }
    : { kind: look.kind }
}
