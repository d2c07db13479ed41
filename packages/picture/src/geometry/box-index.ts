import Flatbush from 'flatbush'
import type { Box } from '@statusgraph/layout'

/** Finds boxes by place; says each by its number in the list it was built from. */
export interface BoxIndex {
  /** The boxes that touch this one, in no particular order. */
  search(box: Box): readonly number[]
  /** The boxes within `reachPx` of a point, nearest first. */
  near(x: number, y: number, reachPx: number): readonly number[]
}

export function indexBoxes(boxes: readonly Box[]): BoxIndex {
  // Flatbush refuses to hold nothing.
  if (boxes.length === 0) return { search: () => [], near: () => [] }
  const tree = new Flatbush(boxes.length, 16, Float32Array)
  for (const box of boxes) tree.add(box.x, box.y, box.x + box.width, box.y + box.height)
  tree.finish()
  return {
    search: (box) => tree.search(box.x, box.y, box.x + box.width, box.y + box.height),
    near: (x, y, reachPx) => tree.neighbors(x, y, 8, reachPx),
  }
}
