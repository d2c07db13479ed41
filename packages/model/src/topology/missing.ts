import type { GraphEdge, GraphNode } from '../graph/document.ts'
import { servicesOf } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import type { Layer } from './layer.ts'
import { eachOf } from './overlay-map.ts'
import type { CompiledRules } from './rules.ts'
import type { ProvenanceKind } from './sighting.ts'
import type { Entity } from './unite-nodes.ts'
import type { Provenance } from './view.ts'
import { isHealthy } from './view-sources.ts'

/** Who could see what is drawn, if it were there: healthy sources, and the drawn nodes that each of them sees now. */
export interface Observers {
  /** Sources that see nodes. */
  readonly ofNodes: readonly ReadonlySet<string>[]
  /** Sources that see traffic. */
  readonly ofEdges: readonly ReadonlySet<string>[]
}

export function surveyObservers(
  layers: readonly Layer[],
  matches: ReadonlyMap<Entity, readonly GraphNode[]>,
  now: Instant,
): Observers {
  const seenBy = new Map<string, Set<string>>()
  for (const [entity, nodes] of matches) {
    if (nodes.length === 0) continue
    for (const { source, state, kind } of entity.sights) {
      if (state === 'stale' || !isSighting(kind)) continue
      const seen = seenBy.get(source) ?? new Set()
      for (const { id } of nodes) seen.add(id)
      seenBy.set(source, seen)
    }
  }
  const healthy = layers.filter((layer) => isHealthy(layer, now))
  const seenIn = ({ declaration }: Layer): readonly ReadonlySet<string>[] => {
    const seen = seenBy.get(declaration.name)
    return seen === undefined ? [] : [seen]
  }
  return { ofNodes: healthy.flatMap(seenIn), ofEdges: healthy.filter(seesTraffic).flatMap(seenIn) }
}

/** A drawn node that nobody sees, though somebody sees others of the graph. */
export function isNodeMissing(
  node: GraphNode,
  provenance: readonly Provenance[],
  rules: CompiledRules,
  { ofNodes }: Observers,
): boolean {
  if (node.kind === 'group' || node.kind === 'actor' || node.kind === 'external') return false
  if (provenance.some(({ kind }) => isSighting(kind))) return false
  if ([node.id, ...servicesOf(node)].some(rules.isNodeIgnored)) return false
  return ofNodes.some((seen) => seen.size > 0)
}

/** A drawn edge that nobody sees, though somebody sees traffic and both of its ends. */
export function isEdgeMissing(
  { source, target }: GraphEdge,
  provenance: readonly Provenance[],
  rules: CompiledRules,
  { ofEdges }: Observers,
): boolean {
  if (provenance.some(({ kind }) => isSighting(kind))) return false
  if (rules.isEdgeIgnored([source], [target])) return false
  return ofEdges.some((seen) => seen.has(source) && seen.has(target))
}

/** What is only declared or allowed has not been seen. */
function isSighting(kind: ProvenanceKind): boolean {
  return kind === 'observed' || kind === 'inferred' || kind === 'structure'
}

function seesTraffic(layer: Layer): boolean {
  let sees = false
  eachOf(layer.edges, ({ seen }) => {
    sees ||= seen.provenance === 'observed' || seen.provenance === 'inferred'
  })
  return sees
}
