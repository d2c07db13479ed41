import { inflateBox } from '@statusgraph/layout'
import type { Box, Point } from '@statusgraph/layout'

/** How far beside a card a way runs, and how close to one it may pass. */
export const besidePx = 18
const clearancePx = 9
const bendCost = 60
/** More boxes than this make the search too slow for what one edge is worth. */
const boxLimit = 48

/**
 * The shortest way in right angles from one point to another that passes no box; undefined when there is none.
 * It searches the lines that run beside the boxes, paying for every bend.
 *
 * @param heading the direction in which the way sets out, so that it does not turn back into its own box
 */
export function findWay(from: Point, to: Point, heading: Point, boxes: readonly Box[]): readonly Point[] | undefined {
  if (boxes.length > boxLimit) return undefined
  const xs = linesOf(
    from.x,
    to.x,
    boxes.map((box) => [box.x, box.width] as const),
  )
  const ys = linesOf(
    from.y,
    to.y,
    boxes.map((box) => [box.y, box.height] as const),
  )
  const walls = boxes.map((box) => inflateBox(box, clearancePx))
  const columns = xs.length
  const start = xs.indexOf(from.x) + ys.indexOf(from.y) * columns
  const goal = xs.indexOf(to.x) + ys.indexOf(to.y) * columns
  const steps = [
    { dx: 1, dy: 0 },
    { dx: 0, dy: 1 },
    { dx: -1, dy: 0 },
    { dx: 0, dy: -1 },
  ] as const
  const firstTurn = steps.findIndex((step) => step.dx === Math.sign(heading.x) && step.dy === Math.sign(heading.y))
  const costs = new Map<number, number>()
  const cameFrom = new Map<number, number>()
  const open = new Heap()
  const startState = start * 4 + Math.max(0, firstTurn)
  costs.set(startState, 0)
  open.push(startState, 0)
  const pointAt = (cell: number): Point => ({ x: xs[cell % columns] ?? 0, y: ys[Math.floor(cell / columns)] ?? 0 })
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const cell = state >> 2
    const turn = state & 3
    const cost = costs.get(state) ?? 0
    if (cell === goal) return trace(state)
    const here = pointAt(cell)
    steps.forEach((step, nextTurn) => {
      if ((nextTurn + 2) % 4 === turn) return
      const x = (cell % columns) + step.dx
      const y = Math.floor(cell / columns) + step.dy
      if (x < 0 || y < 0 || x >= columns || y >= ys.length) return
      const nextCell = x + y * columns
      const there = pointAt(nextCell)
      if (walls.some((wall) => isCrossed(wall, here, there))) return
      const next = nextCell * 4 + nextTurn
      const nextCost =
        cost + Math.abs(there.x - here.x) + Math.abs(there.y - here.y) + (nextTurn === turn ? 0 : bendCost)
      if (nextCost >= (costs.get(next) ?? Infinity)) return
      costs.set(next, nextCost)
      cameFrom.set(next, state)
      open.push(next, nextCost + Math.abs(to.x - there.x) + Math.abs(to.y - there.y))
    })
  }
  return undefined

  function trace(end: number): readonly Point[] {
    const way: Point[] = []
    for (let state: number | undefined = end; state !== undefined; state = cameFrom.get(state))
      way.push(pointAt(state >> 2))
    return way.toReversed()
  }
}

function linesOf(a: number, b: number, stretches: readonly (readonly [number, number])[]): readonly number[] {
  const lines = new Set([a, b])
  for (const [start, length] of stretches) {
    lines.add(start - besidePx)
    lines.add(start + length + besidePx)
  }
  return [...lines].toSorted((x, y) => x - y)
}

/** Whether a level or upright stretch passes through the inside of a box. */
function isCrossed(box: Box, a: Point, b: Point): boolean {
  return (
    Math.max(a.x, b.x) > box.x &&
    Math.min(a.x, b.x) < box.x + box.width &&
    Math.max(a.y, b.y) > box.y &&
    Math.min(a.y, b.y) < box.y + box.height
  )
}

/** The cheapest first. */
class Heap {
  readonly #items: { readonly state: number; readonly cost: number }[] = []

  push(state: number, cost: number): void {
    const items = this.#items
    let at = items.length
    items.push({ state, cost })
    while (at > 0) {
      const up = (at - 1) >> 1
      const parent = items[up]
      const own = items[at]
      if (parent === undefined || own === undefined || parent.cost <= own.cost) return
      items[up] = own
      items[at] = parent
      at = up
    }
  }

  pop(): number | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (top === undefined || last === undefined) return undefined
    if (items.length === 0) return top.state
    items[0] = last
    for (let at = 0; ;) {
      const left = 2 * at + 1
      const right = left + 1
      let least = at
      if ((items[left]?.cost ?? Infinity) < (items[least]?.cost ?? Infinity)) least = left
      if ((items[right]?.cost ?? Infinity) < (items[least]?.cost ?? Infinity)) least = right
      if (least === at) return top.state
      const a = items[at]
      const b = items[least]
      if (a === undefined || b === undefined) return top.state
      items[at] = b
      items[least] = a
      at = least
    }
  }
}
