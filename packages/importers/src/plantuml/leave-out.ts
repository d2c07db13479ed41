import type { Item } from './scope.ts'

/** `hide`, `remove` and what takes that back, in the order in which the file says it. */
export interface Sight {
  readonly verb: string
  /** `*`, `@unlinked`, `$tag`, `<<stereotype>>` or a name. */
  readonly what: string
}

/** More lines than these nobody writes by hand. */
const mostSights = 1_000

/**
 * The elements that the file itself takes out of its drawing. The last line that speaks of an element counts; what lies
 * in a group that is out is out as well, and so is a group of which nothing is left.
 */
export function findLeftOut(
  items: readonly Item[],
  sights: readonly Sight[],
  linked: ReadonlySet<Item>,
): ReadonlySet<Item> {
  const out = new Set<Item>()
  if (sights.length === 0) return out
  const used = sights.slice(0, mostSights)
  const isTold = (item: Item, leaves: string, returns: string): boolean =>
    used.findLast(({ verb, what }) => (verb === leaves || verb === returns) && speaksOf(what, item, linked))?.verb ===
    leaves
  // An item comes after the group around it.
  for (const item of items) {
    const isWithin = item.parent !== undefined && out.has(item.parent)
    if (isWithin || isTold(item, 'hide', 'show') || isTold(item, 'remove', 'restore')) out.add(item)
  }
  const outMembers = new Map<Item, number>()
  for (const item of items.toReversed()) {
    if (item.members > 0 && outMembers.get(item) === item.members) out.add(item)
    if (item.parent !== undefined && out.has(item)) {
      outMembers.set(item.parent, (outMembers.get(item.parent) ?? 0) + 1)
    }
  }
  return out
}

function speaksOf(what: string, item: Item, linked: ReadonlySet<Item>): boolean {
  if (what === '*') return true
  if (what === '@unlinked') return item.members === 0 && !linked.has(item)
  if (what.startsWith('$')) return item.tags.includes(what)
  if (what.startsWith('<<')) return item.stereotypes.includes(what.slice(2, -2).trim())
  return item.code === what
}
