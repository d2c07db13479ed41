import type { Box } from '../geometry/box.ts'
import { doOverlap } from '../geometry/box.ts'

/**
 * The places that names have taken. They are looked for row by row: a map of a thousand groups would else compare each
 * name with all others.
 */
export class TakenRows {
  readonly #rowPx: number
  readonly #rows = new Map<number, Box[]>()

  /** @param rowPx about as high as the boxes are */
  constructor(rowPx: number) {
    this.#rowPx = rowPx
  }

  /** Takes a place, unless something of it is taken already. */
  take(box: Box): boolean {
    const first = Math.floor(box.y / this.#rowPx)
    const last = Math.floor((box.y + box.height) / this.#rowPx)
    for (let row = first; row <= last; row++)
      for (const other of this.#rows.get(row) ?? []) if (doOverlap(box, other)) return false
    for (let row = first; row <= last; row++) {
      const boxes = this.#rows.get(row)
      if (boxes === undefined) this.#rows.set(row, [box])
      else boxes.push(box)
    }
    return true
  }
}
