import type { Arc } from './rank-nodes.ts'

const rounds = 10

/**
 * Gathers items that are joined more with each other than with the rest, none larger than `most`: each joins the
 * neighbouring cluster where it has more lines than chance would give it. The same graph always gives the same answer.
 */
export function findClusters(count: number, lines: readonly Arc[], most: number): readonly (readonly number[])[] {
  const near: Map<number, number>[] = Array.from({ length: count }, () => new Map())
  for (const [a, b] of lines) {
    if (a === b) continue
    near[a]?.set(b, (near[a].get(b) ?? 0) + 1)
    near[b]?.set(a, (near[b].get(a) ?? 0) + 1)
  }
  const degrees = near.map((others) => others.values().reduce((sum, weight) => sum + weight, 0))
  const total = degrees.reduce((sum, degree) => sum + degree, 0) || 1
  const clusterOf = Int32Array.from(near.keys())
  const sizes = new Int32Array(count).fill(1)
  const weights = Float64Array.from(degrees)
  let hasMoved = true
  for (let round = 0; round < rounds && hasMoved; round++) {
    hasMoved = false
    for (let at = 0; at < count; at++) {
      const from = clusterOf[at] ?? 0
      const degree = degrees[at] ?? 0
      const pulls = new Map<number, number>()
      for (const [other, weight] of near[at] ?? [])
        pulls.set(clusterOf[other] ?? 0, (pulls.get(clusterOf[other] ?? 0) ?? 0) + weight)
      const gainOf = (cluster: number): number =>
        (pulls.get(cluster) ?? 0) - (degree * ((weights[cluster] ?? 0) - (cluster === from ? degree : 0))) / total
      let best = from
      let most1 = gainOf(from) + 1e-9
      for (const cluster of pulls.keys()) {
        if (cluster === from || (sizes[cluster] ?? 0) >= most) continue
        const gain = gainOf(cluster)
        if (gain > most1 + 1e-9) {
          best = cluster
          most1 = gain
        }
      }
      if (best === from) continue
      hasMoved = true
      clusterOf[at] = best
      sizes[from] = (sizes[from] ?? 0) - 1
      sizes[best] = (sizes[best] ?? 0) + 1
      weights[from] = (weights[from] ?? 0) - degree
      weights[best] = (weights[best] ?? 0) + degree
    }
  }
  return [...Map.groupBy(clusterOf.keys(), (at) => clusterOf[at] ?? 0).values()]
}
