import type { GraphDocument } from '../graph/document.ts'
import type { TopologyView } from '../topology/view.ts'
import { blameFor } from './culprits.ts'
import type { Dependencies } from './dependencies.ts'
import { findDependencies } from './dependencies.ts'
import { findTroubled } from './troubled.ts'
import type { NodeStatus, Overlay } from './snapshot.ts'

/** The most troubled nodes that one node names. */
const namedAtMost = 10

interface Impact {
  lamp: 'critical' | 'warning'
  readonly by: string[]
}

/**
 * What depends on trouble: every node from which a walk along edges (source uses target) reaches a critical or warning
 * node. Those stand worst first, then nearest first, and the likely culprit among them is named. Cycles end, because a
 * node takes each of them once. A group suffers from what its members suffer from, which is how a closed one shows it.
 */
export function findImpacts(
  graph: GraphDocument,
  statuses: ReadonlyMap<string, NodeStatus>,
  topology?: TopologyView,
): ReadonlyMap<string, Overlay> {
  const troubled = findTroubled(graph, statuses)
  if (troubled.size === 0) return new Map()
  const dependencies = findDependencies(graph, topology)
  const impacts = new Map<string, Impact>()
  for (const lamp of ['critical', 'warning'] as const) {
    const starts = [...troubled].flatMap(([id, trouble]) => (trouble.lamp === lamp ? [id] : []))
    spread(starts, lamp, dependencies, impacts)
  }
  const blame = blameFor(troubled, dependencies)
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]))
  return new Map([...impacts].map(([id, impact]) => [id, overlayOf(impact, blame(id, impact.lamp), names)]))
}

function spread(
  starts: readonly string[],
  lamp: Impact['lamp'],
  { up, parents }: Dependencies,
  impacts: Map<string, Impact>,
): void {
  /** Groups around the trouble itself: it passes through them, and they show it as their lamp already. */
  const passed = new Map<string, Set<string>>()
  let front = starts.map((id) => ({ at: id, from: id }))
  while (front.length > 0) {
    const next: typeof front = []
    for (const { at, from } of front) {
      for (const dependant of up.get(at) ?? []) {
        if (dependant === from) continue
        const isNew = isAround(dependant, from, parents)
          ? addPassed(passed, dependant, from)
          : addTrouble(impacts, dependant, from, lamp)
        if (isNew) next.push({ at: dependant, from })
      }
    }
    front = next
  }
}

function isAround(group: string, id: string, parents: Dependencies['parents']): boolean {
  const seen = new Set<string>()
  for (let up = parents.get(id); up !== undefined && !seen.has(up); up = parents.get(up)) {
    if (up === group) return true
    seen.add(up)
  }
  return false
}

function addPassed(passed: Map<string, Set<string>>, group: string, from: string): boolean {
  const known = passed.get(group) ?? new Set()
  passed.set(group, known)
  if (known.size >= namedAtMost || known.has(from)) return false
  known.add(from)
  return true
}

function addTrouble(impacts: Map<string, Impact>, id: string, from: string, lamp: Impact['lamp']): boolean {
  const impact = impacts.get(id)
  if (impact === undefined) {
    impacts.set(id, { lamp, by: [from] })
    return true
  }
  if (impact.by.length >= namedAtMost || impact.by.includes(from)) return false
  impact.by.push(from)
  return true
}

function overlayOf({ lamp, by }: Impact, culprit: string | undefined, names: ReadonlyMap<string, string>): Overlay {
  const nameOf = (id: string): string => names.get(id) ?? id
  const [first = '', ...others] = by
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const isSaid = culprit === undefined || (culprit === first && others.length === 0)
  return {
    kind: 'impacted',
    lamp,
    by,
    ...(culprit === undefined ? {} : { culprit }),
    reason: `it depends on ${nameOf(first)}${more}${isSaid ? '' : `; the likely culprit is ${nameOf(culprit)}`}`,
  }
}
