import type { GraphDocument, GraphNode } from '../graph/document.ts'
import { compareLamps } from '../lamp.ts'
import { missingReason } from './reasons.ts'
import type { NodeStatus, Overlay, Reason } from './snapshot.ts'
import { reasonLimit } from './snapshot.ts'

interface Member {
  readonly node: GraphNode
  readonly status: NodeStatus
}

/**
 * The statuses of all groups from those of the nodes: the worst lamp of the members at any depth, with counts. A group
 * that names services of its own is judged by them too (`statuses` holds that judgement already).
 */
export function judgeGroups(
  graph: GraphDocument,
  statuses: ReadonlyMap<string, NodeStatus>,
): ReadonlyMap<string, NodeStatus> {
  const members = membersOf(graph, statuses)
  const groups = new Map<string, NodeStatus>()
  for (const node of graph.nodes) {
    if (node.kind !== 'group') continue
    groups.set(node.id, judgeGroup(members.get(node.id) ?? [], statuses.get(node.id)))
  }
  return groups
}

function membersOf(graph: GraphDocument, statuses: ReadonlyMap<string, NodeStatus>): ReadonlyMap<string, Member[]> {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const members = new Map<string, Member[]>()
  for (const node of graph.nodes) {
    const status = statuses.get(node.id)
    if (node.kind === 'group' || status === undefined) continue
    for (let up = node.parent; up !== undefined; up = byId.get(up)?.parent) {
      const known = members.get(up)
      if (known) known.push({ node, status })
      else members.set(up, [{ node, status }])
    }
  }
  return members
}

function judgeGroup(members: readonly Member[], own: NodeStatus | undefined): NodeStatus {
  const sorted = members.toSorted(
    (a, b) => compareLamps(a.status.lamp, b.status.lamp) || a.node.name.localeCompare(b.node.name),
  )
  const worst = sorted[0]?.status
  if (worst === undefined) {
    return own ?? emptyGroup
  }
  const lamp = own && compareLamps(own.lamp, worst.lamp) < 0 ? own.lamp : worst.lamp
  const withLamp = [...sorted.map(({ status }) => status), ...(own ? [own] : [])].filter(
    (status) => status.lamp === lamp,
  )
  const counts: Record<string, number> = {
    critical: 0,
    warning: 0,
    unknown: 0,
    muted: 0,
    ok: 0,
    stale: 0,
    members: members.length,
  }
  for (const { status } of members) {
    counts[status.lamp] = (counts[status.lamp] ?? 0) + 1
    if (isStale(status)) counts['stale'] = (counts['stale'] ?? 0) + 1
  }
  return {
    lamp,
    overlays: [...staleOverlay(withLamp), ...(own?.overlays.filter(({ kind }) => kind !== 'stale') ?? [])],
    reasons: [...(own?.reasons ?? []), ...sorted.map(memberReason)].slice(0, reasonLimit),
    metrics: own?.metrics ?? [],
    ...(own?.version === undefined ? {} : { version: own.version }),
    counts,
  }
}

const emptyGroup: NodeStatus = {
  lamp: 'unknown',
  overlays: [],
  reasons: [missingReason('empty-group', 'the group has no members')],
  metrics: [],
  counts: { members: 0 },
}

/** Of an ok group one stale member is one too many; a worse lamp is stale only when nothing fresh gives it. */
function staleOverlay(withLamp: readonly NodeStatus[]): readonly Overlay[] {
  const stale = withLamp.flatMap((status) => status.overlays.find(({ kind }) => kind === 'stale') ?? [])
  const [first] = stale
  if (first === undefined) return []
  return withLamp[0]?.lamp === 'ok' || stale.length === withLamp.length ? [first] : []
}

function memberReason({ node, status }: Member): Reason {
  const [first] = status.reasons
  return {
    kind: 'member',
    lamp: status.lamp,
    title: node.name,
    text: `${node.name} is ${status.lamp}${status.lamp === 'ok' || first === undefined ? '' : `: ${first.text}`}`,
    node: node.id,
    ...(first?.since === undefined ? {} : { since: first.since }),
    ...(isStale(status) ? { stale: true } : {}),
  }
}

/** Whether the lamp is only held. */
export function isStale(status: { readonly overlays: readonly Overlay[] }): boolean {
  return status.overlays.some(({ kind }) => kind === 'stale')
}
