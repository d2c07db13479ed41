import { servicesOf } from '../graph/document.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { judgeEdges } from '../topology/judge-edges.ts'
import type { JudgedEdges } from '../topology/judge-edges.ts'
import type { TopologyView } from '../topology/view.ts'
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
 * Everything that is known, seen through one drawn graph: the lamp of every node with its reasons and overlays, and of
 * every edge that anything is known of. Pure and total: the same input gives the same snapshot, and none makes it throw.
 *
 * @param topology what discovery knows, seen through the same graph at the same instant
 * @param before the last snapshot of the graph: trouble on an edge that goes on keeps its beginning from there
 */
export function fold(
  world: World,
  graph: GraphDocument,
  revision: number,
  now: Instant,
  topology?: TopologyView,
  before?: Snapshot,
): Folded {
  const { nodes, summary, judgedEdges } = colour({ world, graph, now, topology, before })
  const times = [nextChangeAfter(world, now), judgedEdges.nextChangeAtMs].filter((atMs) => atMs !== undefined)
  return {
    snapshot: {
      graph: graph.id,
      revision,
      nodes,
      edges: judgedEdges.edges,
      summary,
      upstreams: judgeUpstreams(world, now),
    },
    ...(times.length === 0 ? {} : { nextChangeAtMs: Math.min(...times) }),
  }
}

interface Sight {
  readonly world: World
  readonly graph: GraphDocument
  readonly now: Instant
  readonly topology: TopologyView | undefined
  readonly before: Snapshot | undefined
}

/** What a world means for a graph, step by step: each is done anew only when something that it builds on is new. */
interface Coloured {
  readonly world: World
  readonly topology: TopologyView | undefined
  /** Of nodes and groups, by their own evidence alone. */
  readonly statuses: ReadonlyMap<string, NodeStatus>
  readonly summary: Summary
  readonly judgedEdges: JudgedEdges
  readonly nodes: Snapshot['nodes']
}

/** The last colouring of a graph from a steady world: most polls bring nothing new, and cost nothing then. */
const colourings = new WeakMap<GraphDocument, Coloured>()

function colour(sight: Sight): Coloured {
  const { world, graph, now, topology, before } = sight
  const isTimeless = isSteady(world, now)
  const last = colourings.get(graph)
  const known = isTimeless && last !== undefined && hasSameContent(last.world, world) ? last : undefined
  const isSeenSame = known !== undefined && known.topology === topology
  // What is held on an edge goes by the clock, however steady the world is.
  if (isSeenSame && known.judgedEdges.nextChangeAtMs === undefined) return known
  const scene: Scene = { world, now, noAlerts: freshnessOfAlerts(world, now) }
  const statuses = known?.statuses ?? judgeNodes(graph, scene)
  const coloured = {
    world,
    topology,
    statuses,
    summary: known?.summary ?? summarise(graph, statuses),
    judgedEdges: judgeEdges(graph, topology, scene, before?.edges),
    nodes: isSeenSame ? known.nodes : addImpacts(graph, statuses, topology),
  }
  if (isTimeless) colourings.set(graph, coloured)
  return coloured
}

function judgeNodes(graph: GraphDocument, scene: Scene): ReadonlyMap<string, NodeStatus> {
  const index = indexEvidence(scene.world)
  const own = new Map<string, NodeStatus>()
  for (const node of graph.nodes) {
    // A group stands for its members; only services that it names itself are judged here.
    if (node.kind === 'group' && (node.services ?? []).length === 0) continue
    own.set(node.id, judge(evidenceOf(node, index), scene))
  }
  return new Map([...own, ...judgeGroups(graph, own)])
}

function addImpacts(
  graph: GraphDocument,
  statuses: ReadonlyMap<string, NodeStatus>,
  topology: TopologyView | undefined,
): Snapshot['nodes'] {
  const impacts = findImpacts(graph, statuses, topology)
  const nodes: Record<string, NodeStatus> = Object.create(null)
  for (const node of graph.nodes) {
    const status = statuses.get(node.id)
    const impact = impacts.get(node.id)
    if (status) nodes[node.id] = impact ? { ...status, overlays: [...status.overlays, impact] } : status
  }
  return nodes
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
