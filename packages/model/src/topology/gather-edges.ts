import type { GraphDocument, GraphEdge } from '../graph/document.ts'
import { edgeIdOf } from './identity.ts'
import type { Scene } from './scene.ts'
import type { EdgeSight } from './sight.ts'
import type { Entity } from './unite-nodes.ts'

/** The sights of edges, gathered under what the view calls them. */
export interface GatheredEdges {
  /** Every drawn edge, and who sees it. */
  readonly drawn: readonly DrawnEdge[]
  /** What is seen and not drawn, by the id that is made from its ends. */
  readonly found: ReadonlyMap<string, FoundEdge>
}

interface DrawnEdge {
  readonly edge: GraphEdge
  readonly sights: EdgeSight[]
}

interface FoundEdge {
  readonly source: string
  readonly target: string
  readonly sights: EdgeSight[]
}

/** Gathers what is seen between the same two things, by whatever ids the sources know those. */
export function gatherEdges(seen: ReadonlyMap<string, readonly EdgeSight[]>, scene: Scene): GatheredEdges {
  const { entities, matches, ids } = scene
  const { drawn, find } = indexDrawnEdges(scene.lens.graph)
  const isIgnored = createIgnoring(scene)
  const found = new Map<string, FoundEdge>()
  const undirected: FoundEdge[] = []
  const add = ({ source, target, sights }: FoundEdge): void => {
    const id = edgeIdOf(source, target)
    const known = found.get(id)
    if (known === undefined) found.set(id, { source, target, sights })
    else known.sights.push(...sights)
  }
  for (const sights of seen.values()) {
    const [first] = sights
    const source = first && entities.get(first.seen.source)
    const target = first && entities.get(first.seen.target)
    if (source === undefined || target === undefined || isIgnored(source, target)) continue
    const hasNoDirection = sights.every((sight) => sight.seen.undirected)
    const hits = new Set<DrawnEdge>()
    for (const { id: from } of matches.get(source) ?? []) {
      for (const { id: to } of matches.get(target) ?? []) {
        const forth = find(from, to)
        for (const edge of forth.length === 0 && hasNoDirection ? find(to, from) : forth) hits.add(edge)
      }
    }
    for (const hit of hits) hit.sights.push(...sights)
    const edge = { source: ids.get(source) ?? source.id, target: ids.get(target) ?? target.id, sights: [...sights] }
    // Whoever calls itself is not shown for it, unless somebody drew it.
    if (hits.size > 0 || edge.source === edge.target) continue
    if (hasNoDirection) undirected.push(edge)
    else add(edge)
  }
  // An edge whose direction is not known is the same as one whose direction is, and else one, whoever told of it how.
  for (const { source, target, sights } of undirected) {
    const isReversed = found.has(edgeIdOf(source, target))
      ? false
      : found.has(edgeIdOf(target, source)) || target < source
    add(isReversed ? { source: target, target: source, sights } : { source, target, sights })
  }
  return { drawn, found }
}

function indexDrawnEdges(graph: GraphDocument | undefined): {
  readonly drawn: readonly DrawnEdge[]
  readonly find: (source: string, target: string) => readonly DrawnEdge[]
} {
  const drawn = (graph?.edges ?? []).map((edge): DrawnEdge => ({ edge, sights: [] }))
  const bySource = new Map<string, Map<string, DrawnEdge[]>>()
  for (const one of drawn) {
    const { source, target } = one.edge
    const byTarget = bySource.get(source) ?? new Map<string, DrawnEdge[]>()
    bySource.set(source, byTarget)
    const same = byTarget.get(target)
    if (same === undefined) byTarget.set(target, [one])
    else same.push(one)
  }
  return { drawn, find: (source, target) => bySource.get(source)?.get(target) ?? [] }
}

/** Holds edges against the rules, by all the names of their ends. */
function createIgnoring({ rules, matches }: Scene): (source: Entity, target: Entity) => boolean {
  const namesOf = (entity: Entity): readonly string[] => [
    ...entity.ids,
    ...(matches.get(entity) ?? []).map(({ id }) => id),
  ]
  const known = new Map<Entity, ReturnType<typeof rules.ignoredFrom>>()
  return (source, target) => {
    if (!known.has(source)) known.set(source, rules.ignoredFrom(namesOf(source)))
    return known.get(source)?.(namesOf(target)) ?? false
  }
}
