import type { Box } from '../../../../map/index.ts'
import { gridPx } from '../../actions/free-place.ts'

/** A line that shows with what something is aligned, or a distance that is the same as another one. */
export interface Guide {
  readonly kind: 'line' | 'gap'
  /** An upright line stands at `at` on x and runs from `from` to `to` on y; a level one the other way round. */
  readonly isUpright: boolean
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Snap {
  /** How far the box goes to where it snaps; undefined on an axis where it snaps to nothing. */
  readonly dx: number | undefined
  readonly dy: number | undefined
  readonly guides: readonly Guide[]
}

/** A box as one axis sees it: its stretch along the axis, and the one across. */
interface Stretch {
  readonly start: number
  readonly length: number
  readonly acrossStart: number
  readonly acrossLength: number
}

type Lines = (stretch: Stretch) => readonly number[]

/** Edges snap to edges and middles to middles: an edge that meets a middle looks like a mistake. */
const edgesOf: Lines = ({ start, length }) => [start, start + length]
const middleOf: Lines = ({ start, length }) => [start + length / 2]

/**
 * Finds where a box comes to stand in line with others, edge by edge or middle by middle, or at equal distances.
 *
 * @param reach how far away it may be to be drawn there, in canvas units
 */
export function snapBox(box: Box, others: readonly Box[], reach: number): Snap {
  const snap = snapFrom(box, others, reach, [...inLine, inRow])
  if (snap.dx === undefined || snap.guides.some(isAlongX)) return snap
  // Going down took it out of the row whose distances it had taken over.
  return snapFrom(box, others, reach, inLine)
}

/** First along x, by the ways given, and from there along y. */
function snapFrom(box: Box, others: readonly Box[], reach: number, waysAlongX: readonly Way[]): Snap {
  const dx = snapAlong(acrossOf(box), others.map(acrossOf), reach, waysAlongX)
  const beside = { ...box, x: box.x + (dx ?? 0) }
  const dy = snapAlong(downOf(beside), others.map(downOf), reach, [...inLine, inRow])
  const at = { ...beside, y: box.y + (dy ?? 0) }
  return {
    dx,
    dy,
    guides: [
      ...(dx === undefined ? [] : drawGuides(acrossOf(at), others.map(acrossOf), true)),
      ...(dy === undefined ? [] : drawGuides(downOf(at), others.map(downOf), false)),
    ],
  }
}

/** An upright line or a level distance says why a box stands where it does on x. */
function isAlongX({ kind, isUpright }: Guide): boolean {
  return (kind === 'line') === isUpright
}

/** Snaps one edge that is being pulled to the edges of others; undefined when none is within reach. */
export function snapEdge(at: number, others: readonly Box[], isUpright: boolean, reach: number): number | undefined {
  let best: number | undefined
  for (const other of others) {
    for (const line of edgesOf(isUpright ? acrossOf(other) : downOf(other))) {
      const distance = Math.abs(line - at)
      if (distance <= reach && (best === undefined || distance < Math.abs(best - at))) best = line
    }
  }
  return best
}

/** The lines to draw for a box that stands where it is. */
export function guidesFor(box: Box, others: readonly Box[]): readonly Guide[] {
  return [...drawLines(acrossOf(box), others.map(acrossOf), true), ...drawLines(downOf(box), others.map(downOf), false)]
}

export function snapToGrid(value: number): number {
  return Math.round(value / gridPx) * gridPx
}

/** Says how far a stretch is from each place where it would snap. */
type Way = (moving: Stretch, others: readonly Stretch[]) => readonly number[]

const inLine: readonly Way[] = [edgesOf, middleOf].map(
  (lines): Way =>
    (moving, others) =>
      others.flatMap((other) => lines(other).flatMap((line) => lines(moving).map((own) => line - own))),
)

/** At the same distance as others in its row, as long as that is so where it then stands. */
const inRow: Way = (moving, others) =>
  equalDistances(moving, others).flatMap(({ start }) =>
    findEqual({ ...moving, start }, others) === undefined ? [] : [start - moving.start],
  )

function snapAlong(
  moving: Stretch,
  others: readonly Stretch[],
  reach: number,
  ways: readonly Way[],
): number | undefined {
  let best: number | undefined
  for (const delta of ways.flatMap((way) => way(moving, others))) {
    if (Math.abs(delta) <= reach && (best === undefined || Math.abs(delta) < Math.abs(best))) best = delta
  }
  return best
}

interface EqualDistance {
  /** Where the moving stretch would begin. */
  readonly start: number
  /** The gaps that are then the same, as `[from, to]`. */
  readonly gaps: readonly (readonly [number, number])[]
}

/** Where a stretch would stand so that its distance to its neighbour in the row is the same as another one there. */
function equalDistances(moving: Stretch, others: readonly Stretch[]): readonly EqualDistance[] {
  const row = others.filter((other) => areSideBySide(moving, other)).toSorted((a, b) => a.start - b.start)
  const middle = moving.start + moving.length / 2
  const before = row.filter((other) => other.start + other.length / 2 < middle)
  const after = row.filter((other) => other.start + other.length / 2 >= middle)
  const found: EqualDistance[] = []
  const [left, leftOfLeft] = [before.at(-1), before.at(-2)]
  const [right, rightOfRight] = [after[0], after[1]]
  if (left !== undefined && right !== undefined) {
    const room = right.start - endOf(left) - moving.length
    const start = endOf(left) + room / 2
    if (room > 0) {
      found.push({
        start,
        gaps: [
          [endOf(left), start],
          [start + moving.length, right.start],
        ],
      })
    }
  }
  if (left !== undefined && leftOfLeft !== undefined && left.start > endOf(leftOfLeft)) {
    const start = endOf(left) + left.start - endOf(leftOfLeft)
    found.push({
      start,
      gaps: [
        [endOf(leftOfLeft), left.start],
        [endOf(left), start],
      ],
    })
  }
  if (right !== undefined && rightOfRight !== undefined && rightOfRight.start > endOf(right)) {
    const start = right.start - (rightOfRight.start - endOf(right)) - moving.length
    found.push({
      start,
      gaps: [
        [start + moving.length, right.start],
        [endOf(right), rightOfRight.start],
      ],
    })
  }
  return found
}

const closeEnough = 0.01

function drawGuides(moving: Stretch, others: readonly Stretch[], isUpright: boolean): readonly Guide[] {
  const lines = drawLines(moving, others, isUpright)
  const at = moving.acrossStart + moving.acrossLength / 2
  const gaps = (findEqual(moving, others)?.gaps ?? []).map(([from, to]): Guide => ({
    kind: 'gap',
    isUpright: !isUpright,
    at,
    from,
    to,
  }))
  return [...lines, ...gaps]
}

/** The equal distance at which a stretch stands, if it does. */
function findEqual(moving: Stretch, others: readonly Stretch[]): EqualDistance | undefined {
  return equalDistances(moving, others).find(({ start }) => Math.abs(start - moving.start) < closeEnough)
}

/** One line for each place at which something stands in line, from the first of them to the last. */
function drawLines(moving: Stretch, others: readonly Stretch[], isUpright: boolean): readonly Guide[] {
  const guides = new Map<number, Guide>()
  for (const lines of [edgesOf, middleOf]) {
    for (const own of lines(moving)) {
      for (const other of others) {
        if (!lines(other).some((line) => Math.abs(line - own) < closeEnough)) continue
        const known = guides.get(own)
        guides.set(own, {
          kind: 'line',
          isUpright,
          at: own,
          from: Math.min(known?.from ?? moving.acrossStart, other.acrossStart),
          to: Math.max(known?.to ?? acrossEndOf(moving), acrossEndOf(other)),
        })
      }
    }
  }
  return [...guides.values()]
}

function areSideBySide(a: Stretch, b: Stretch): boolean {
  return a.acrossStart < acrossEndOf(b) && b.acrossStart < acrossEndOf(a)
}

function endOf({ start, length }: Stretch): number {
  return start + length
}

function acrossEndOf({ acrossStart, acrossLength }: Stretch): number {
  return acrossStart + acrossLength
}

function acrossOf({ x, y, width, height }: Box): Stretch {
  return { start: x, length: width, acrossStart: y, acrossLength: height }
}

function downOf({ x, y, width, height }: Box): Stretch {
  return { start: y, length: height, acrossStart: x, acrossLength: width }
}
