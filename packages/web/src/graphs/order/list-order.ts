import { compareLamps } from '@statusgraph/model'
import type { GraphListItem } from '@statusgraph/protocol'
import { worstMark } from '@statusgraph/picture'

/** `arranged`: as people put it, for everybody; `worst`: what burns stands first. */
export type ListOrder = 'arranged' | 'worst'

const storageKey = 'statusgraph.list-order'

/** What this browser's reader chose; by itself the list is arranged once somebody has arranged it. */
export function readListOrder(items: readonly GraphListItem[]): ListOrder {
  const kept = readKept()
  if (kept === 'arranged' || kept === 'worst') return kept
  return items.some(({ place }) => place !== undefined) ? 'arranged' : 'worst'
}

export function keepListOrder(order: ListOrder): void {
  try {
    localStorage.setItem(storageKey, order)
  } catch {
    // A browser that keeps nothing shows the chosen order until the page is left.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** The server's own order is the arranged one. */
export function sortGraphs(items: readonly GraphListItem[], order: ListOrder): readonly GraphListItem[] {
  return order === 'arranged' ? items : items.toSorted(compareWorst)
}

function compareWorst(a: GraphListItem, b: GraphListItem): number {
  const [left, right] = [worstMark(a.summary), worstMark(b.summary)]
  const lampOf = (mark: typeof left) => (mark === 'stale' ? 'unknown' : mark)
  return (
    // What nobody has drawn yet is unknown too, and worries nobody.
    Number(a.nodes === 0) - Number(b.nodes === 0) ||
    compareLamps(lampOf(left), lampOf(right)) ||
    b.summary.critical - a.summary.critical ||
    b.summary.warning - a.summary.warning ||
    a.name.localeCompare(b.name)
  )
}
