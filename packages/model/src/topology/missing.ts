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
  /** Sources that see edges. */
  readonly ofEdges: readonly ReadonlySet<string>[]
  /** Sources whose word is a sighting, whatever it is called: they must repeat it, or it ages. */
  readonly pushing: ReadonlySet<string>
}

export function surveyObservers(
  layers: readonly Layer[],
  matches: ReadonlyMap<Entity, readonly GraphNode[]>,
  now: Instant,
): Observers {
  const pushing = new Set(layers.flatMap(({ declaration: { name, kind } }) => (kind === 'push' ? [name] : [])))
  const seenNodes = new Map<string, Set<string>>()
  const knownEnds = new Map<string, Set<string>>()
  for (const [entity, nodes] of matches) {
    if (nodes.length === 0) continue
    for (const { source, state, kind } of entity.sights) {
      if (state === 'stale') continue
      if (isSighting(kind)) addAll(seenNodes, source, nodes)
      if (isSighting(kind) || pushing.has(source)) addAll(knownEnds, source, nodes)
    }
  }
  const healthy = layers.filter((layer) => isHealthy(layer, now))
  const pick = (
    from: ReadonlyMap<string, ReadonlySet<string>>,
    { declaration }: Layer,
  ): readonly ReadonlySet<string>[] => {
    const seen = from.get(declaration.name)
    return seen === undefined ? [] : [seen]
  }
  return {
    // Who only pushes what a team declares need not know the rest of the graph.
    ofNodes: healthy.flatMap((layer) => pick(seenNodes, layer)),
    ofEdges: healthy.filter(seesEdges).flatMap((layer) => pick(knownEnds, layer)),
    pushing,
  }
}

/** A drawn node that nobody sees, though somebody sees others of the graph. */
export function isNodeMissing(
  node: GraphNode,
  provenance: readonly Provenance[],
  rules: CompiledRules,
  { ofNodes, pushing }: Observers,
): boolean {
  if (node.kind === 'group' || node.kind === 'actor' || node.kind === 'external') return false
  if (provenance.some(({ kind, source }) => isSighting(kind) || pushing.has(source))) return false
  if ([node.id, ...servicesOf(node)].some(rules.isNodeIgnored)) return false
  return ofNodes.length > 0
}

/**
 * A drawn edge that nobody sees, though somebody sees traffic and both of its ends; or one of them, and the other end
 * is missing itself.
 */
export function isEdgeMissing(
  { source, target }: GraphEdge,
  provenance: readonly Provenance[],
  rules: CompiledRules,
  { ofEdges, pushing }: Observers,
  missingNodes: ReadonlySet<string>,
): boolean {
  if (provenance.some(({ kind, source }) => isSighting(kind) || pushing.has(source))) return false
  if (rules.ignoredFrom([source])?.([target])) return false
  return ofEdges.some(
    (seen) =>
      (seen.has(source) && (seen.has(target) || missingNodes.has(target))) ||
      (seen.has(target) && missingNodes.has(source)),
  )
}

/** What is only declared or allowed has not been seen. */
function isSighting(kind: ProvenanceKind): boolean {
  return kind === 'observed' || kind === 'inferred' || kind === 'structure'
}

function seesEdges({ declaration, edges }: Layer): boolean {
  if (declaration.kind === 'push') return edges.size > 0
  let sees = false
  eachOf(edges, ({ seen }) => {
    sees ||= seen.provenance === 'observed' || seen.provenance === 'inferred'
  })
  return sees
}

function addAll(sets: Map<string, Set<string>>, source: string, nodes: readonly GraphNode[]): void {
  const set = sets.get(source) ?? new Set()
  for (const { id } of nodes) set.add(id)
  sets.set(source, set)
}
