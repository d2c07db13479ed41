import type { GraphDocument, GraphNode } from '../graph/document.ts'
import type { NodeStatus, Reason } from './snapshot.ts'

/** A node that is critical or warning by its own evidence. */
export interface Trouble {
  readonly lamp: 'critical' | 'warning'
  /** Since when, ms since 1970; -Infinity where nobody knows. */
  readonly sinceMs: number
}

/** Every node that is in trouble itself. A group is when something that it names itself says so, not its members. */
export function findTroubled(
  graph: GraphDocument,
  statuses: ReadonlyMap<string, NodeStatus>,
): ReadonlyMap<string, Trouble> {
  const troubled = new Map<string, Trouble>()
  for (const node of graph.nodes) {
    const trouble = troubleOf(node, statuses.get(node.id))
    if (trouble !== undefined) troubled.set(node.id, trouble)
  }
  return troubled
}

function troubleOf({ kind }: GraphNode, status: NodeStatus | undefined): Trouble | undefined {
  if (status === undefined || (status.lamp !== 'critical' && status.lamp !== 'warning')) return undefined
  const own = status.reasons.filter((reason) => reason.kind !== 'member')
  const worst = own.find(({ lamp }) => lamp === status.lamp)
  if (kind !== 'group') return { lamp: status.lamp, sinceMs: beginningOf(worst) }
  const lamp = (['critical', 'warning'] as const).find((one) => own.some((reason) => reason.lamp === one))
  return lamp && { lamp, sinceMs: beginningOf(own.find((reason) => reason.lamp === lamp)) }
}

function beginningOf(reason: Reason | undefined): number {
  const sinceMs = reason?.since === undefined ? NaN : Date.parse(reason.since)
  return Number.isNaN(sinceMs) ? -Infinity : sinceMs
}
