import type { GraphDocument } from '../graph/document.ts'
import type { TopologyView } from '../topology/view.ts'
import type { NodeStatus, Overlay } from './snapshot.ts'

/** The most culprits that one node names. */
const culpritLimit = 10

interface Impact {
  lamp: 'critical' | 'warning'
  readonly by: string[]
}

/**
 * What depends on trouble: every node from which a walk along edges (source uses target) reaches a critical or warning
 * node. Culprits stand worst first, then nearest first. Cycles end, because a node takes each culprit once.
 */
export function findImpacts(
  graph: GraphDocument,
  statuses: ReadonlyMap<string, NodeStatus>,
  _topology?: TopologyView,
): ReadonlyMap<string, Overlay> {
  const dependants = new Map<string, string[]>()
  for (const { source, target } of graph.edges) {
    const known = dependants.get(target)
    if (known) known.push(source)
    else dependants.set(target, [source])
  }
  const impacts = new Map<string, Impact>()
  for (const lamp of ['critical', 'warning'] as const) {
    let front = graph.nodes
      .filter(({ id }) => statuses.get(id)?.lamp === lamp)
      .map(({ id }) => ({ at: id, culprit: id }))
    while (front.length > 0) {
      const next: typeof front = []
      for (const { at, culprit } of front) {
        for (const dependant of dependants.get(at) ?? []) {
          if (dependant !== culprit && addCulprit(impacts, dependant, culprit, lamp))
            next.push({ at: dependant, culprit })
        }
      }
      front = next
    }
  }
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]))
  return new Map([...impacts].map(([id, impact]) => [id, overlayOf(impact, names)]))
}

function addCulprit(impacts: Map<string, Impact>, id: string, culprit: string, lamp: Impact['lamp']): boolean {
  const impact = impacts.get(id)
  if (impact === undefined) {
    impacts.set(id, { lamp, by: [culprit] })
    return true
  }
  if (impact.by.length >= culpritLimit || impact.by.includes(culprit)) return false
  impact.by.push(culprit)
  return true
}

function overlayOf({ lamp, by }: Impact, names: ReadonlyMap<string, string>): Overlay {
  const [first = '', ...others] = by.map((id) => names.get(id) ?? id)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return { kind: 'impacted', lamp, by, reason: `it depends on ${first}${more}` }
}
