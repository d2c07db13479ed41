import type { GraphNode } from '@statusgraph/model'

export interface NamingRules {
  /** Whether an id may be written as it is. */
  readonly isGood: (id: string) => boolean
  /** What two ids have in common when the format takes them for one; default: they are the same text. */
  readonly fold?: (id: string) => string
}

/**
 * A name for each element that a format can take: its id where that is good, else what can be read of it. The same
 * graph gives the same names.
 */
export function nameElements(
  nodes: readonly GraphNode[],
  { isGood, fold = (id) => id }: NamingRules,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const next = new Map<string, number>()
  const take = (id: string, name: string): void => {
    taken.add(fold(name))
    names.set(id, name)
  }
  for (const { id } of nodes) if (isGood(id) && !taken.has(fold(id))) take(id, id)
  for (const { id } of nodes) {
    if (names.has(id)) continue
    const plain = id
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 60)
    // A letter and a line before it: no word of any format begins so, and no number does.
    const stem = isGood(plain) ? plain : `n_${plain === '' ? 'element' : plain}`
    let name = stem
    // Thousands of ids may read alike: each goes on counting where the last one stopped.
    let n = next.get(stem) ?? 2
    for (; taken.has(fold(name)); n++) name = `${stem}_${n}`
    next.set(stem, n)
    take(id, name)
  }
  return names
}
