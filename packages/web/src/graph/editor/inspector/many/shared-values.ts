import type { GraphNode } from '@statusgraph/model'

/** What several nodes say of one thing: all the same, or not. */
export type Shared<Value> = { readonly kind: 'same'; readonly value: Value } | { readonly kind: 'mixed' }

export function shareValue<Value>(nodes: readonly GraphNode[], read: (node: GraphNode) => Value): Shared<Value> {
  const values = [...new Set(nodes.map(read))]
  const [first] = values
  return values.length !== 1 || first === undefined ? { kind: 'mixed' } : { kind: 'same', value: first }
}

/** A label that some of several nodes have. */
export interface SharedLabel {
  readonly key: string
  readonly value: Shared<string>
  /** How many have it. */
  readonly count: number
}

/** Every label that at least one of the nodes has, by key. */
export function shareLabels(nodes: readonly GraphNode[]): readonly SharedLabel[] {
  const values = new Map<string, string[]>()
  for (const { labels } of nodes) {
    for (const [key, value] of Object.entries(labels ?? {})) {
      const known = values.get(key)
      if (known === undefined) values.set(key, [value])
      else known.push(value)
    }
  }
  return [...values]
    .map(([key, all]): SharedLabel => {
      const [first = ''] = all
      const isSame = all.every((value) => value === first)
      return { key, value: isSame ? { kind: 'same', value: first } : { kind: 'mixed' }, count: all.length }
    })
    .toSorted((a, b) => a.key.localeCompare(b.key))
}
