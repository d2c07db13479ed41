import { clamp } from '../geometry/box.ts'

/** From this scale on real elements stand on the picture, which then draws no cards. */
const nearScale = 0.6
/** On a wall screen names matter more than rows, so the picture keeps drawing cards much longer. */
const nearScaleOnWall = 1.7

export type Level = 'near' | 'middle' | 'far'

/** What is drawn at a scale. */
export function levelAt(scale: number, isWall = false): Level {
  if (scale >= (isWall ? nearScaleOnWall : nearScale)) return 'near'
  return scale >= 0.2 ? 'middle' : 'far'
}

/**
 * How much of the middle distance is seen: it fades into the far one instead of popping. The band is narrow, so that a
 * map hardly ever comes to rest within it.
 */
export function middleShare(scale: number): number {
  return clamp((scale - 0.2) / 0.02, 0, 1)
}
