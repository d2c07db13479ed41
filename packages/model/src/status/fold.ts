import { servicesOf } from '../graph/document.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { indexEvidence } from './evidence-index.ts'
import type { EvidenceIndex, ServiceEvidence } from './evidence-index.ts'
import { freshnessOfAlerts } from './freshness.ts'
import { isStale, judgeGroups } from './groups.ts'
import { findImpacts } from './impact.ts'
import { judge } from './judge.ts'
import type { Scene } from './judge.ts'
import { serviceKey } from './match.ts'
import type { ServiceKey } from './match.ts'
import { nextChangeAfter } from './next-change.ts'
import type { NodeStatus, Snapshot, Summary } from './snapshot.ts'
import { hasSameContent, isSteady } from './steady.ts'
import { judgeUpstreams } from './upstreams.ts'
import type { World } from './world.ts'

export interface Folded {
  readonly snapshot: Snapshot
  /** Monotonic ms: when time alone will change the snapshot, so that somebody folds again then. */
  readonly nextChangeAtMs?: number
}

/**
 * Everything that is known, seen through one drawn graph: the lamp of every node with its reasons and overlays.
 * Pure and total: the same world, graph and instant give the same snapshot, and no input makes it throw.
 */
export function fold(world: World, graph: GraphDocument, revision: number, now: Instant): Folded {
  const nextChangeAtMs = nextChangeAfter(world, now)
  return {
    snapshot: {
      graph: graph.id,
      revision,
      ...colour(world, graph, now),
      edges: Object.create(null),
      upstreams: judgeUpstreams(world, now),
    },
    ...(nextChangeAtMs === undefined ? {} : { nextChangeAtMs }),
  }
}

type Coloured = Pick<Snapshot, 'nodes' | 'summary'>

/** The last colouring of a graph from a steady world: most polls bring nothing new, and cost nothing then. */
const colourings = new WeakMap<GraphDocument, { readonly world: World; readonly coloured: Coloured }>()

function colour(world: World, graph: GraphDocument, now: Instant): Coloured {
  const isTimeless = isSteady(world, now)
  const known = colourings.get(graph)
  if (isTimeless && known && hasSameContent(known.world, world)) return known.coloured
  const coloured = colourAnew(world, graph, now)
  if (isTimeless) colourings.set(graph, { world, coloured })
  return coloured
}

function colourAnew(world: World, graph: GraphDocument, now: Instant): Coloured {
  const index = indexEvidence(world)
  const scene: Scene = { world, now, noAlerts: freshnessOfAlerts(world, now) }
  const own = new Map<string, NodeStatus>()
  for (const node of graph.nodes) {
    // A group stands for its members; only services that it names itself are judged here.
    if (node.kind === 'group' && (node.services ?? []).length === 0) continue
    own.set(node.id, judge(evidenceOf(node, index), scene))
  }
  const statuses = new Map([...own, ...judgeGroups(graph, own)])
  const impacts = findImpacts(graph, statuses)
  const nodes: Record<string, NodeStatus> = Object.create(null)
  for (const node of graph.nodes) {
    const status = statuses.get(node.id)
    const impact = impacts.get(node.id)
    if (status) nodes[node.id] = impact ? { ...status, overlays: [...status.overlays, impact] } : status
  }
  return { nodes, summary: summarise(graph, statuses) }
}

function evidenceOf(node: GraphNode, index: EvidenceIndex): readonly (readonly [ServiceKey, ServiceEvidence])[] {
  const found: [ServiceKey, ServiceEvidence][] = []
  for (const key of new Set(servicesOf(node).map(serviceKey))) {
    const evidence = index.services.get(key)
    if (evidence) found.push([key, evidence])
  }
  return found
}

function summarise(graph: GraphDocument, statuses: ReadonlyMap<string, NodeStatus>): Summary {
  const summary = { critical: 0, warning: 0, muted: 0, unknown: 0, ok: 0, stale: 0 }
  for (const node of graph.nodes) {
    const status = statuses.get(node.id)
    if (node.kind === 'group' || status === undefined) continue
    if (isStale(status)) summary.stale++
    if (!(isStale(status) && status.lamp === 'ok')) summary[status.lamp]++
  }
  return summary
}
