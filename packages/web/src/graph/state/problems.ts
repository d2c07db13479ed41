import type { GraphDocument, GraphNode, NodeStatus } from '@statusgraph/model'
import { formatClock, isStale, sinceOf } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'

/** A node that someone should look at. */
export interface Problem {
  readonly node: GraphNode
  readonly status: NodeStatus | undefined
  readonly section: ProblemSection
}

export const problemSections = ['critical', 'warning', 'stale', 'unknown', 'muted'] as const
export type ProblemSection = (typeof problemSections)[number]

const rank = new Map<ProblemSection, number>(problemSections.map((section, index) => [section, index]))

/**
 * Everything that is not a fresh ok: what burns first, in each section the newest first.
 * Groups only repeat their members and are left out.
 */
export function findProblems(
  graph: GraphDocument,
  statusOf: (id: string) => NodeStatus | undefined,
): readonly Problem[] {
  return graph.nodes
    .flatMap((node): readonly Problem[] => {
      if (node.kind === 'group') return []
      const status = statusOf(node.id)
      const section = sectionOf(status)
      return section === undefined ? [] : [{ node, status, section }]
    })
    .toSorted(
      (a, b) =>
        (rank.get(a.section) ?? 0) - (rank.get(b.section) ?? 0) ||
        (sinceOf(b.status) ?? '').localeCompare(sinceOf(a.status) ?? '') ||
        a.node.name.localeCompare(b.node.name),
    )
}

export function sectionOf(status: NodeStatus | undefined): ProblemSection | undefined {
  if (status === undefined) return 'unknown'
  if (status.lamp !== 'ok') return status.lamp
  return isStale(status) ? 'stale' : undefined
}

/** What is drawn beside a name: a stale ok shows the clock and nothing green. */
export function markOf(status: NodeStatus | undefined): Mark {
  return sectionOf(status) ?? 'ok'
}

/** The next problem in the round, burning ones before the rest; undefined when nothing is wrong. */
export function stepProblem(
  problems: readonly Problem[],
  selected: string | undefined,
  by: 1 | -1,
): string | undefined {
  const burning = problems.filter(({ section }) => section === 'critical' || section === 'warning')
  const round = burning.length > 0 ? burning : problems
  if (round.length === 0) return undefined
  const at = round.findIndex(({ node }) => node.id === selected)
  const next = at === -1 ? (by === 1 ? 0 : round.length - 1) : (at + by + round.length) % round.length
  return round[next]?.node.id
}

/** The first thing a person would say about a node. */
export function reasonOf(status: NodeStatus | undefined): string {
  if (status === undefined) return 'Nothing is known about it yet.'
  const stale = status.overlays.find((overlay) => overlay.kind === 'stale')
  // Of an ok that nobody confirms, what made it ok is no longer the thing to say.
  if (stale !== undefined && status.lamp === 'ok') return endSentence(stale)
  const reason = status.reasons.find((one) => one.lamp === status.lamp) ?? status.reasons[0]
  if (reason !== undefined) return reason.text
  const overlay = status.overlays[0]
  return overlay === undefined ? '' : overlay.reason
}

/** A reason that ends in `since` speaks of the moment that stands beside it. */
function endSentence({ reason, since }: { readonly reason: string; readonly since: string }): string {
  return reason.endsWith(' since') ? `${reason} ${formatClock(since)}` : reason
}
