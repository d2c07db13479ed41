import { card, doOverlap, fitText, measureText } from '@statusgraph/layout'
import type { Box } from '@statusgraph/layout'
import { lengthOf, pointAlong } from './curve.ts'
import { takenGround } from './label-ground.ts'
import { routeInScene } from './scene-routes.ts'
import type { Scene } from './scene.ts'
import { revealHidden } from '../words/visible-text.ts'

/** Where the label of an edge stands. */
export interface Spot {
  readonly box: Box
  readonly text: string
}

const maxWidthPx = 140
/** Beyond this many edges a label simply stands in the middle. */
const choosyLimit = 1_000
const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]

const laid = new WeakMap<Scene, ReadonlyMap<number, Spot>>()

/** Where the label of an edge stands; undefined when it has none, or no room for it. */
export function spotInScene(scene: Scene, edge: number): Spot | undefined {
  let spots = laid.get(scene)
  if (spots === undefined) {
    spots = layLabels(scene)
    laid.set(scene, spots)
  }
  return spots.get(edge)
}

/**
 * Gives the label of every edge a place on its curve, near the middle, that covers no card, no name of a group and no other label.
 * A label without such a place stands in the middle all the same: it is drawn below the cards.
 */
function layLabels(scene: Scene): ReadonlyMap<number, Spot> {
  const spots = new Map<number, Spot>()
  const taken: Box[] = []
  const ground = takenGround(scene)
  for (const one of scene.edges) {
    const { index, edge } = one
    if (edge.label === undefined || edge.label.trim() === '') continue
    const text = fitText(revealHidden(edge.label), card.chipSizePx, 400, maxWidthPx)
    const width = measureText(text, card.chipSizePx, 400) + 12
    const { curve } = routeInScene(scene, one)
    // A chip that hides the whole edge says less than the edge.
    if (lengthOf(curve) < width + 40) continue
    const boxes = (scene.edges.length > choosyLimit ? [0.5] : shares).map((share) => {
      const at = pointAlong(curve, share)
      return { x: at.x - width / 2, y: at.y - 9, width, height: 18 }
    })
    const box =
      boxes.length === 1
        ? boxes[0]
        : (boxes.find((one) => ground.search(one).length === 0 && !taken.some((other) => doOverlap(one, other))) ??
          boxes[0])
    if (box === undefined) continue
    taken.push(box)
    spots.set(index, { box, text })
  }
  return spots
}
