import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'

/** A good graph for tests: `nodes` services in a row, each calling the next, told apart by `mark`. */
export function sampleGraph(
  id: string,
  { nodes = 3, mark = '' }: { nodes?: number; mark?: string } = {},
): GraphDocument {
  const parsed = parseGraphDocument({
    version: 1,
    id,
    name: `Graph ${id} ${mark}`,
    nodes: Array.from({ length: nodes }, (_, n) => ({
      id: `n${n}`,
      name: `service-${n}.svc`,
      description: `${mark} `.repeat(4),
      labels: { 'k8s.io/app': `service-${n}` },
      position: { x: n * 320, y: 0 },
    })),
    edges: Array.from({ length: nodes - 1 }, (_, n) => ({ source: `n${n}`, target: `n${n + 1}` })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}
