import { drawCards } from './draw-cards.ts'
import { drawEdges } from './draw-edges.ts'
import { drawBadges, drawLabels } from './draw-labels.ts'
import { drawGroups, nameGroups } from './draw-groups.ts'
import { drawShadows } from './draw-shadows.ts'
import { nameFarNodes } from './name-far-nodes.ts'
import type { Frame } from './frame.ts'
import { isFontKnown } from './pen.ts'

/** Draws the part of the map that a shot shows, from back to front. */
export function drawPicture(frame: Frame): void {
  const { pen, shot, colours } = frame
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.globalAlpha = 1
  pen.fillStyle = colours.canvas
  pen.fillRect(0, 0, shot.width * shot.density, shot.height * shot.density)
  drawDots(frame)
  const k = shot.scale * shot.density
  pen.setTransform(k, 0, 0, k, shot.x * shot.density, shot.y * shot.density)
  drawGroups(frame)
  drawEdges(frame)
  if (frame.level === 'near') {
    if (isFontKnown()) drawLabels(frame)
    drawShadows(frame)
  } else {
    drawBadges(frame)
    drawCards(frame)
  }
  // Names come with the font, and on a large map a moment after the first picture: lamps are what matters first.
  if (!isFontKnown() || frame.isHasty) return
  // Trouble is named first, and no name of a group is half under it.
  if (frame.level !== 'near') nameGroups(frame, nameFarNodes(frame))
}

const gridPx = 24

/** A fine grid of dots; it thins out with the distance so that it is never a grey area. */
function drawDots({ pen, shot, colours }: Frame): void {
  let step = gridPx * shot.scale
  while (step < 22) step *= 2
  const { density } = shot
  const size = Math.max(1, Math.round(1.5 * density))
  const startX = ((shot.x % step) + step) % step
  const startY = ((shot.y % step) + step) % step
  pen.fillStyle = colours.dot
  for (let y = startY; y < shot.height; y += step) {
    for (let x = startX; x < shot.width; x += step) {
      // One by one: a path of thousands of rectangles takes longer to fill.
      pen.fillRect(Math.round(x * density) - (size >> 1), Math.round(y * density) - (size >> 1), size, size)
    }
  }
}
