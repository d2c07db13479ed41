import type { GraphListItem } from '@statusgraph/protocol'

/** The graphs with a tag whose name, id, description or tags hold every word that is searched for. */
export function findGraphs(
  items: readonly GraphListItem[],
  search: string,
  tag: string | undefined,
): readonly GraphListItem[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return items.filter(({ id, name, description = '', tags = [] }) => {
    if (tag !== undefined && !tags.includes(tag)) return false
    const text = [name, id, description, ...tags].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Every tag there is, the most used first. */
export function countTags(items: readonly GraphListItem[]): readonly (readonly [tag: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const { tags = [] } of items) for (const tag of new Set(tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
}
