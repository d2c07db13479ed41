import type { Box, Point } from './geometry/box.ts'
import { boundsOf, inflateBox } from './geometry/box.ts'
import { group } from './geometry/node-size.ts'
import { findRoom } from './find-room.ts'
import { eachBlock, frameOf, gaps } from './sheet.ts'
import type { Block, Places } from './sheet.ts'

/** Keeps so much air from what does not move. */
const airPx = gaps.rows

export interface Wish {
  /** Where the engine put what may move, and what is fixed too when it took part. */
  readonly places: Places
  /** Blocks that belong together, by key: those of one unit move as one. */
  readonly units: readonly (readonly number[])[]
}

/**
 * Brings an arrangement to where fixed things are: nothing fixed moves, everything else comes as near as it can to
 * its place beside it without lying on anything.
 *
 * @param wishOf what is wished for inside a group, or at the top for undefined
 */
export function arrangeAround(
  blocks: readonly Block[],
  fixed: ReadonlyMap<number, Box>,
  wishOf: (group: number | undefined) => Wish | undefined,
): Places {
  const settled = new Map<number, Box>()
  const isAnchored = (block: Block): boolean => eachBlock([block]).some(({ key }) => fixed.has(key))

  const settle = (scope: readonly Block[], holder: number | undefined, outside: readonly Box[]): void => {
    const anchored = scope.filter(isAnchored)
    const taken = [...outside]
    // What never moves is in nobody's way twice: groups that grow come after it.
    for (const block of anchored) if (block.inside === undefined || isAllFixed(block)) keep(block, taken)
    for (const block of anchored) {
      if (settled.has(block.key) || block.inside === undefined) continue
      const far = group.padPx + airPx
      settle(
        block.inside,
        block.key,
        taken.map((box) => ({ ...inflateBox(box, far), height: box.height + far + group.titlePx + airPx })),
      )
      const around = frameOf(
        block,
        block.inside.flatMap(({ key }) => settled.get(key) ?? []),
      )
      // Something in it is fixed, so the frame that somebody drew stays, too.
      const frame = (block.drawn && boundsOf([block.drawn, around])) ?? around
      settled.set(block.key, frame)
      taken.push(frame)
    }
    const wish = wishOf(holder)
    if (wish !== undefined) placeUnits(scope, wish, taken)
  }

  const keep = (block: Block, taken: Box[]): void => {
    for (const { key } of eachBlock([block])) {
      const box = fixed.get(key)
      if (box !== undefined) settled.set(key, box)
    }
    const box = settled.get(block.key)
    if (box !== undefined) taken.push(box)
  }

  const isAllFixed = (block: Block): boolean =>
    eachBlock([block]).every(({ key, inside }) => fixed.has(key) || (inside !== undefined && inside.length > 0)) &&
    fixed.has(block.key)

  const placeUnits = (scope: readonly Block[], { places, units }: Wish, taken: Box[]): void => {
    const offset = offsetOf(scope, places, fixed)
    const byKey = new Map(scope.map((block) => [block.key, block]))
    const free = units.flatMap((keys) => {
      const own = keys.flatMap((key) => byKey.get(key) ?? []).filter((block) => !isAnchored(block))
      return own.length === 0 ? [] : [own]
    })
    const topLeft = (unit: readonly Block[]): Box =>
      boundsOf(unit.flatMap(({ key }) => places.get(key) ?? [])) ?? { x: 0, y: 0, width: 0, height: 0 }
    const sorted = free.toSorted((a, b) => topLeft(a).x - topLeft(b).x || topLeft(a).y - topLeft(b).y)
    for (const unit of sorted) {
      const bounds = topLeft(unit)
      const wanted = { ...bounds, x: bounds.x + offset.x, y: bounds.y + offset.y }
      const at = findRoom(wanted, taken, airPx)
      const isFar = Math.hypot(at.x - wanted.x, at.y - wanted.y) > Math.max(wanted.width, wanted.height)
      if (unit.length > 1 && isFar) {
        // As one it finds no room near: each for itself.
        placeUnits(unit, { places: shiftPlaces(places, offset), units: unit.map(({ key }) => [key]) }, taken)
        continue
      }
      for (const { key } of eachBlock(unit)) {
        const box = places.get(key)
        if (box !== undefined) settled.set(key, { ...box, x: box.x + at.x - bounds.x, y: box.y + at.y - bounds.y })
      }
      for (const { key } of unit) {
        const box = settled.get(key)
        if (box !== undefined) taken.push(box)
      }
    }
  }

  settle(blocks, undefined, [])
  return settled
}

function shiftPlaces(places: Places, by: Point): Places {
  return new Map(places.entries().map(([key, box]) => [key, { ...box, x: box.x + by.x, y: box.y + by.y }]))
}

/** How far, in the mean, fixed things are from where the engine would have them. */
function offsetOf(scope: readonly Block[], places: Places, fixed: ReadonlyMap<number, Box>): Point {
  let x = 0
  let y = 0
  let count = 0
  for (const { key, inside } of eachBlock(scope)) {
    const [is, would] = [fixed.get(key), places.get(key)]
    if (inside !== undefined || is === undefined || would === undefined) continue
    x += is.x - would.x
    y += is.y - would.y
    count++
  }
  return count === 0 ? { x: 0, y: 0 } : { x: x / count, y: y / count }
}
