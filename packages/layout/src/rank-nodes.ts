/** A line from one item to another, by their numbers. */
export type Arc = readonly [from: number, to: number]

/** Who follows whom, and who comes before. */
export interface Neighbours {
  readonly after: readonly (readonly number[])[]
  readonly before: readonly (readonly number[])[]
}

export function readNeighbours(count: number, arcs: readonly Arc[]): Neighbours {
  const after: number[][] = []
  const before: number[][] = []
  for (let at = 0; at < count; at++) {
    after.push([])
    before.push([])
  }
  for (const [from, to] of arcs) {
    after[from]?.push(to)
    before[to]?.push(from)
  }
  return { after, before }
}

/** Turns the lines around that close a circle, beginning where nothing comes in. */
export function breakCircles(count: number, arcs: readonly Arc[]): readonly Arc[] {
  const { after, before } = readNeighbours(count, arcs)
  // 0: not seen, 1: on the way that is walked now, 2: done.
  const states = new Uint8Array(count)
  const turned = new Set<number>()
  const walk = (start: number): void => {
    const way: { readonly at: number; next: number }[] = [{ at: start, next: 0 }]
    states[start] = 1
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const to = after[top.at]?.[top.next]
      top.next++
      if (to === undefined) {
        states[top.at] = 2
        way.pop()
      } else if (states[to] === 1) turned.add(top.at * count + to)
      else if (states[to] === 0) {
        states[to] = 1
        way.push({ at: to, next: 0 })
      }
    }
  }
  for (let at = 0; at < count; at++) if (before[at]?.length === 0) walk(at)
  for (let at = 0; at < count; at++) if (states[at] === 0) walk(at)
  return arcs.map(([from, to]) => (turned.has(from * count + to) ? [to, from] : [from, to]))
}

/** The column of each item: after everything that leads to it, and near to what it leads to. */
export function rankNodes(count: number, arcs: readonly Arc[]): Int32Array {
  const { after, before } = readNeighbours(count, arcs)
  const ranks = new Int32Array(count)
  const waiting = Int32Array.from(before, (list) => list.length)
  const order: number[] = []
  for (let at = 0; at < count; at++) if (waiting[at] === 0) order.push(at)
  for (const at of order) {
    for (const to of after[at] ?? []) {
      ranks[to] = Math.max(ranks[to] ?? 0, (ranks[at] ?? 0) + 1)
      waiting[to] = (waiting[to] ?? 0) - 1
      if (waiting[to] === 0) order.push(to)
    }
  }
  // Whoever calls more than it is called moves towards what it calls.
  for (const at of order.toReversed()) {
    const next = after[at] ?? []
    if (next.length === 0 || next.length < (before[at]?.length ?? 0)) continue
    ranks[at] = Math.max(ranks[at] ?? 0, Math.min(...next.map((to) => ranks[to] ?? 0)) - 1)
  }
  return ranks
}
