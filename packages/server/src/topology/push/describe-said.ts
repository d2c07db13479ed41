import type { Said, SeenEdge, SeenNode } from '@statusgraph/model'
import type { PushedEdge, PushedNode } from '@statusgraph/protocol'

/** What a source says, in the words of a snapshot that could be pushed, in the order of the names. */
export function describeSaid({ nodes, edges }: Said): {
  readonly nodes: readonly PushedNode[]
  readonly edges: readonly PushedEdge[]
} {
  const byName = <T extends { readonly name: string }>(a: T, b: T): number => (a.name < b.name ? -1 : 1)
  return {
    nodes: nodes
      .map(({ seen, ttlMs }) => ({ name: seen.id, pushed: describeNode(seen, ttlMs) }))
      .toSorted(byName)
      .map(({ pushed }) => pushed),
    edges: edges
      .map(({ seen, ttlMs }) => ({ name: `${seen.source}→${seen.target}`, pushed: describeEdge(seen, ttlMs) }))
      .toSorted(byName)
      .map(({ pushed }) => pushed),
  }
}

function describeNode({ ids, labels, ...node }: SeenNode, ttlMs: number | undefined): PushedNode {
  return {
    ...node,
    ...(ids === undefined ? {} : { ids: [...ids] }),
    ...(labels === undefined ? {} : { labels: { ...labels } }),
    ...describeTtl(ttlMs),
  }
}

function describeEdge({ labels, traffic, ...edge }: SeenEdge, ttlMs: number | undefined): PushedEdge {
  const { health, ...numbers } = traffic ?? {}
  return {
    ...edge,
    ...(traffic === undefined
      ? {}
      : { traffic: { ...numbers, ...(health === undefined ? {} : { health: health === 0 ? 0 : 1 }) } }),
    ...(labels === undefined ? {} : { labels: { ...labels } }),
    ...describeTtl(ttlMs),
  }
}

function describeTtl(ttlMs: number | undefined): { readonly ttlSeconds?: number } {
  return ttlMs === undefined ? {} : { ttlSeconds: ttlMs / 1_000 }
}
