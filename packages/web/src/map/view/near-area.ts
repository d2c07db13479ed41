import type { Scene } from '@statusgraph/picture'
import type { Box, Size } from '../geometry/box.ts'
import { doOverlap } from '../geometry/box.ts'
import type { Viewport } from './viewport.ts'
import { visibleBox } from './viewport.ts'

/** Cards are kept this many screen pixels beyond the edge, so that a pan finds them there. */
const marginPx = 220

/** Works out whose cards have to stand on the picture, anew only when a movement has used up half of the margin. */
export class NearArea {
  #area: Box | undefined

  /** What is known no longer holds. */
  forget(): void {
    this.#area = undefined
  }

  /** The nodes in and around the window; undefined while those found before still do. */
  find(scene: Scene, view: Viewport, screen: Size): ReadonlySet<string> | undefined {
    if (this.#isEnough(view, screen)) return undefined
    const area = visibleBox(view, screen, marginPx)
    this.#area = area
    const ids = new Set<string>()
    for (const at of scene.cardIndex.search(area)) {
      const one = scene.cards[at]
      if (one !== undefined) ids.add(one.node.id)
    }
    for (const one of scene.groups) if (doOverlap(one.box, area)) ids.add(one.node.id)
    return ids
  }

  #isEnough(view: Viewport, screen: Size): boolean {
    const known = this.#area
    if (known === undefined) return false
    const wanted = visibleBox(view, screen, marginPx / 2)
    return (
      known.x <= wanted.x &&
      known.y <= wanted.y &&
      known.x + known.width >= wanted.x + wanted.width &&
      known.y + known.height >= wanted.y + wanted.height &&
      // After zooming in far more would be kept than is seen.
      known.width < wanted.width * 2
    )
  }
}
