/** Where an element stands in its list: behind whom, and at which index should that one be gone. */
export interface Place {
  readonly at: number
  /** Null: at the head. */
  readonly follows: string | null
}

/**
 * One list out of two: the first in its order, and what only the second has, each behind the neighbour that it follows
 * there (and behind what only the first has behind that one).
 */
export function weave(spine: readonly string[], other: readonly string[]): readonly string[] {
  const inSpine = new Set(spine)
  const inOther = new Set(other)
  const followers = new Map<string | null, string[]>()
  let anchor: string | null = null
  for (const id of other) {
    if (inSpine.has(id)) anchor = id
    else append(followers, anchor, id)
  }
  if (followers.size === 0) return spine
  const result: string[] = []
  let waiting = followers.get(null) ?? []
  for (const id of spine) {
    if (inOther.has(id)) {
      for (const one of waiting) result.push(one)
      waiting = followers.get(id) ?? []
    }
    result.push(id)
  }
  for (const one of waiting) result.push(one)
  return result
}

/**
 * The order of what is kept when two people changed one list: as they have it, with mine behind the neighbour that it
 * follows. When I changed the order and they did not, it is the other way round.
 */
export function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  isKept: (id: string) => boolean,
): readonly string[] {
  if (mine.length === theirs.length && mine.every((id, at) => id === theirs[at])) return theirs.filter(isKept)
  const ranks = new Map(base.map((id, at) => [id, at]))
  const isMineTheOrder = isReordered(ranks, mine) && !isReordered(ranks, theirs)
  const [spine, other] = isMineTheOrder ? [mine, theirs] : [theirs, mine]
  return weave(spine.filter(isKept), other.filter(isKept))
}

function isReordered(ranks: ReadonlyMap<string, number>, list: readonly string[]): boolean {
  let last = -1
  for (const id of list) {
    const rank = ranks.get(id)
    if (rank === undefined) continue
    if (rank < last) return true
    last = rank
  }
  return false
}

/** An element on its way to a place. */
export interface Insert<Element> {
  readonly element: Element
  readonly place: Place
}

/** Puts elements into a list, each at its place. */
export function insertAt<Element extends { readonly id: string }>(
  list: readonly Element[],
  inserts: readonly Insert<Element>[],
): readonly Element[] {
  if (inserts.length === 0) return list
  const known = new Set(list.map(({ id }) => id))
  const followers = new Map<string | null, Element[]>()
  const anchors = new Map<string, string | null>()
  for (const { element, place } of inserts.toSorted((a, b) => a.place.at - b.place.at)) {
    const anchor = findAnchor(place, known, anchors, list)
    anchors.set(element.id, anchor)
    append(followers, anchor, element)
  }
  const result = [...(followers.get(null) ?? [])]
  for (const element of list) {
    result.push(element)
    const after = followers.get(element.id)
    if (after !== undefined) for (const one of after) result.push(one)
  }
  return result
}

function findAnchor(
  { at, follows }: Place,
  known: ReadonlySet<string>,
  anchors: ReadonlyMap<string, string | null>,
  list: readonly { readonly id: string }[],
): string | null {
  if (follows === null || known.has(follows)) return follows
  const inserted = anchors.get(follows)
  if (inserted !== undefined) return inserted
  return list[Math.min(at, list.length) - 1]?.id ?? null
}

/**
 * The items that must be moved so that the rest stands in rising order: as few as can be (the rest is a longest rising
 * run).
 */
export function findMoved(ranks: readonly number[]): ReadonlySet<number> {
  const tails: number[] = []
  const previous: number[] = []
  for (const [at, rank] of ranks.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranks[tails[middle] ?? 0] ?? 0) < rank) low = middle + 1
      else high = middle
    }
    previous.push(tails[low - 1] ?? -1)
    tails[low] = at
  }
  const moved = new Set(ranks.keys())
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) moved.delete(at)
  return moved
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
