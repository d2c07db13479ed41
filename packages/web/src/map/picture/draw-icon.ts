import { outlineOf } from '@statusgraph/picture'
import type { SceneNode } from '@statusgraph/picture'
import { iconIn } from './frame.ts'
import type { Frame } from './frame.ts'
import { pathFor } from './pen.ts'

/** Draws the icon of a node around a point; until it has come its place stays free, and one that nobody has is the shape of the kind. */
export function drawIcon(frame: Frame, { index, node }: SceneNode, x: number, y: number, size: number): void {
  const icon = iconIn(frame, index)
  if (icon === undefined) return
  const { pen, colours, icons } = frame
  const picture = icons.get(icon)
  if (picture !== undefined) pen.drawImage(picture, x - size / 2, y - size / 2, size, size)
  else if (icons.has(icon)) {
    const k = size / 64
    pen.translate(x - 30 * k, y - 20 * k)
    pen.scale(k, k)
    pen.strokeStyle = colours.text2
    pen.lineWidth = 4.5
    pen.stroke(pathFor(outlineOf(node.kind, 60, 40)))
    pen.scale(1 / k, 1 / k)
    pen.translate(30 * k - x, 20 * k - y)
  }
}
