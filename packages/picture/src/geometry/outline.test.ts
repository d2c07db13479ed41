import { nodeKinds } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { outlineOf, sideInsetAt } from './outline.ts'

const sided = nodeKinds.filter((kind) => kind !== 'hexagon' && kind !== 'diamond' && kind !== 'group')
const width = 200

test.each(sided)('what stands on the side of a %s stands on its outline, whatever its height', (kind) => {
  for (const height of [48, 96, 216]) {
    const drawn = tracePoints(outlineOf(kind, width, height))
    for (let y = 16; y <= height - 16; y += 4) {
      const inset = sideInsetAt(kind, height, y)
      for (const x of [inset, width - inset])
        expect(Math.min(...drawn.map((at) => Math.hypot(at.x - x, at.y - y)))).toBeLessThan(1)
    }
  }
})

/** Points along path data of absolute commands, close to one another. */
function tracePoints(path: string): readonly { readonly x: number; readonly y: number }[] {
  const points: { x: number; y: number }[] = []
  let at = { x: 0, y: 0 }
  let start = at
  for (const [, command, text = ''] of path.matchAll(/([MHVLCQZ])([^MHVLCQZ]*)/g)) {
    const n = text.trim().split(/\s+/).map(Number)
    const last = n.length === 1 ? (command === 'H' ? { x: n[0] ?? 0, y: at.y } : { x: at.x, y: n[0] ?? 0 }) : undefined
    const end = command === 'Z' ? start : (last ?? { x: n.at(-2) ?? 0, y: n.at(-1) ?? 0 })
    const knots = [at, ...(command === 'C' || command === 'Q' ? pairs(n.slice(0, -2)) : []), end]
    if (command === 'M') start = end
    else for (let step = 0; step <= 200; step++) points.push(between(knots, step / 200))
    at = end
  }
  return points
}

function pairs(n: readonly number[]): readonly { readonly x: number; readonly y: number }[] {
  return n.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: n[at + 1] ?? 0 }] : []))
}

/** De Casteljau: a curve's point is that of the curve through the points between its knots. */
function between(
  knots: readonly { readonly x: number; readonly y: number }[],
  share: number,
): { x: number; y: number } {
  const [first] = knots
  if (knots.length === 1 && first !== undefined) return first
  return between(
    knots.slice(1).map((to, at) => {
      const from = knots[at] ?? to
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    }),
    share,
  )
}
