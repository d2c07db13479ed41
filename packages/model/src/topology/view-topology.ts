import type { GraphDocument, GraphEdge, GraphNode, TopologyRules } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { recordOf } from './diff-topology.ts'
import { edgeIdOf } from './identity.ts'
import type { DrawnNodes } from './match-drawn.ts'
import { indexDrawn, isCalled, matchDrawn } from './match-drawn.ts'
import type { Observers } from './missing.ts'
import { isEdgeMissing, isNodeMissing, surveyObservers } from './missing.ts'
import { describeEdge, describeNode } from './describe-sights.ts'
import type { CompiledRules } from './rules.ts'
import { compileRules, joinRules } from './rules.ts'
import type { EdgeSight } from './sight.ts'
import { collectSights } from './sights.ts'
import { suggestAliases } from './suggest-aliases.ts'
import type { Topology } from './topology.ts'
import type { Entity } from './unite-nodes.ts'
import { uniteNodes } from './unite-nodes.ts'
import type { TopologyEdge, TopologyNode, TopologyView } from './view.ts'
import { viewSource } from './view-sources.ts'
import { orderLayers } from './weigh.ts'

/** Where a discovered node stands in a graph that draws it. */
export interface FoundPlace {
  readonly x: number
  readonly y: number
  readonly parent?: string
}

/** How the topology is looked at. */
export interface TopologyLens {
  /** The graph that it is seen through; its own rules come on top. */
  readonly graph?: GraphDocument
  /** Of all graphs. */
  readonly rules: TopologyRules
  /** By id of the discovered node. */
  readonly places?: ReadonlyMap<string, FoundPlace>
}

/**
 * The topology of all sources together, merged by rules and identity, and how it stands now: by itself, or as seen
 * through a graph, whose elements it then calls by their own ids.
 */
export function viewTopology(topology: Topology, lens: TopologyLens, now: Instant): TopologyView {
  const drawn = indexDrawn(lens.graph)
  const rules = compileRules(joinRules(lens.rules, lens.graph?.rules), (name) => isCalled(drawn, name))
  const layers = orderLayers(topology.layers.values()).filter((layer) => rules.isSourceWanted(layer.declaration.name))
  const sights = collectSights(layers, now)
  const entities = uniteNodes(new Map([...sights.nodes].filter(([id]) => !rules.isNodeIgnored(id))), rules)
  const matches = new Map<Entity, readonly GraphNode[]>()
  for (const entity of entities.values()) if (!matches.has(entity)) matches.set(entity, matchDrawn(drawn, entity))
  const scene: Scene = { lens, drawn, rules, matches, ids: nameFound(matches, drawn) }
  const edges = gatherEdges(sights.edges, entities, scene)
  const observers = surveyObservers(layers, matches, now)
  return {
    nodes: recordOf(viewNodes(scene, observers), ({ id }) => id),
    edges: recordOf(viewEdges(edges, scene, observers), ({ id }) => id),
    sources: recordOf(
      layers.map((layer) => viewSource(layer, now)),
      ({ name }) => name,
    ),
    suggestions: suggestAliases(matches.keys(), drawn, matches),
  }
}

interface Scene {
  readonly lens: TopologyLens
  readonly drawn: DrawnNodes
  readonly rules: CompiledRules
  readonly matches: ReadonlyMap<Entity, readonly GraphNode[]>
  /** What the view calls each entity. */
  readonly ids: ReadonlyMap<Entity, string>
}

interface GatheredEdges {
  /** By id of the drawn edge. */
  readonly drawn: ReadonlyMap<string, { readonly edge: GraphEdge; readonly sights: EdgeSight[] }>
  /** By id made from the ends. */
  readonly found: ReadonlyMap<string, FoundEdge>
}

interface FoundEdge {
  readonly source: string
  readonly target: string
  readonly sights: EdgeSight[]
}

/** A drawn entity is called as it is drawn; nothing else may be called as something drawn is. */
function nameFound(matches: Scene['matches'], drawn: DrawnNodes): ReadonlyMap<Entity, string> {
  const ids = new Map<Entity, string>()
  for (const [entity, [node]] of matches) {
    let { id } = entity
    if (node === undefined) for (let n = 2; drawn.byId.has(id); n++) id = `${entity.id}#${n}`
    ids.set(entity, node?.id ?? id)
  }
  return ids
}

function gatherEdges(
  seen: ReadonlyMap<string, readonly EdgeSight[]>,
  entities: ReadonlyMap<string, Entity>,
  scene: Scene,
): GatheredEdges {
  const { lens, rules, matches, ids } = scene
  const byEnds = new Map<string, { readonly edge: GraphEdge; readonly sights: EdgeSight[] }[]>()
  const drawn = new Map<string, { readonly edge: GraphEdge; readonly sights: EdgeSight[] }>()
  for (const edge of lens.graph?.edges ?? []) {
    const gathered = { edge, sights: [] }
    drawn.set(edge.id, gathered)
    const ends = JSON.stringify([edge.source, edge.target])
    const same = byEnds.get(ends)
    if (same === undefined) byEnds.set(ends, [gathered])
    else same.push(gathered)
  }
  const drawnBetween = (source: string, target: string): readonly { readonly sights: EdgeSight[] }[] =>
    byEnds.size === 0 ? [] : (byEnds.get(JSON.stringify([source, target])) ?? [])
  const found = new Map<string, FoundEdge>()
  const later: { readonly source: string; readonly target: string; readonly sights: readonly EdgeSight[] }[] = []
  const addFound = (source: string, target: string, sights: readonly EdgeSight[]): void => {
    // Whoever calls itself is not drawn for it.
    if (source === target) return
    const id = edgeIdOf(source, target)
    const known = found.get(id)
    if (known === undefined) found.set(id, { source, target, sights: [...sights] })
    else known.sights.push(...sights)
  }
  for (const sights of seen.values()) {
    const [first] = sights
    const source = first && entities.get(first.seen.source)
    const target = first && entities.get(first.seen.target)
    if (source === undefined || target === undefined) continue
    const sourceNodes = matches.get(source) ?? []
    const targetNodes = matches.get(target) ?? []
    const namesOf = (entity: Entity, nodes: readonly GraphNode[]): readonly string[] => [
      ...entity.ids,
      ...nodes.map(({ id }) => id),
    ]
    if (rules.isEdgeIgnored(namesOf(source, sourceNodes), namesOf(target, targetNodes))) continue
    const isUndirected = sights.every(({ seen }) => seen.undirected)
    const hits = sourceNodes.flatMap((from) =>
      targetNodes.flatMap((to) => {
        const forth = drawnBetween(from.id, to.id)
        return forth.length === 0 && isUndirected ? drawnBetween(to.id, from.id) : forth
      }),
    )
    for (const hit of new Set(hits)) hit.sights.push(...sights)
    if (hits.length > 0) continue
    const ends = { source: ids.get(source) ?? source.id, target: ids.get(target) ?? target.id }
    if (isUndirected) later.push({ ...ends, sights })
    else addFound(ends.source, ends.target, sights)
  }
  // An edge whose direction is not known is the same as one whose direction is.
  for (const { source, target, sights } of later) {
    if (found.has(edgeIdOf(target, source))) addFound(target, source, sights)
    else addFound(source, target, sights)
  }
  return { drawn, found }
}

function* viewNodes({ lens, drawn, rules, matches, ids }: Scene, observers: Observers): Iterable<TopologyNode> {
  const entitiesOf = new Map<GraphNode, Entity[]>()
  for (const [entity, nodes] of matches) {
    if (nodes.length === 0) {
      const id = ids.get(entity) ?? entity.id
      if (rules.isNodeIgnored(id)) continue
      const described = describeNode([entity])
      const kind = rules.kindOf([id, ...entity.ids]) ?? described.kind
      const place = placeOf(lens, rules, [id, ...entity.ids])
      const state = isOverlay(lens) ? 'undeclared' : described.state
      yield { ...described, id, state, ...(kind === undefined ? {} : { kind }), ...place }
    }
    for (const node of nodes) {
      const known = entitiesOf.get(node)
      if (known === undefined) entitiesOf.set(node, [entity])
      else known.push(entity)
    }
  }
  for (const node of drawn.byId.values()) {
    const described = describeNode(entitiesOf.get(node) ?? [])
    const isMissing = isNodeMissing(node, described.provenance, rules, observers)
    if (!isMissing && described.provenance.length === 0) continue
    yield {
      ...described,
      id: node.id,
      name: node.name,
      ...(node.namespace ? { namespace: node.namespace } : {}),
      kind: node.kind,
      state: isMissing ? 'missing' : described.state,
      drawn: true,
    }
  }
}

function* viewEdges(edges: GatheredEdges, { lens, rules }: Scene, observers: Observers): Iterable<TopologyEdge> {
  const taken = new Set(edges.drawn.keys())
  for (const { edge, sights } of edges.drawn.values()) {
    const described = describeEdge(edge, sights)
    const isMissing = isEdgeMissing(edge, described.provenance, rules, observers)
    if (!isMissing && sights.length === 0) continue
    yield {
      ...described,
      id: edge.id,
      state: isMissing ? 'missing' : described.state,
      drawn: true,
      ...(edge.label ? { label: edge.label } : {}),
    }
  }
  for (const [key, { source, target, sights }] of edges.found) {
    let id = key
    for (let n = 2; taken.has(id); n++) id = `${key}#${n}`
    const described = describeEdge({ source, target }, sights)
    yield { ...described, id, state: isOverlay(lens) ? 'undeclared' : described.state }
  }
}

/** Only a graph that draws by itself, or no graph at all, takes in what is not drawn. */
function isOverlay({ graph }: TopologyLens): boolean {
  return graph !== undefined && graph.dynamic !== 'auto'
}

function placeOf(
  { places }: TopologyLens,
  rules: CompiledRules,
  names: readonly string[],
): Pick<TopologyNode, 'position' | 'parent'> {
  let place: FoundPlace | undefined
  for (const name of names) place ??= places?.get(name)
  const pin = rules.pinOf(names)
  const position = pin ?? place
  return {
    ...(position === undefined ? {} : { position: { x: position.x, y: position.y } }),
    ...(place?.parent === undefined ? {} : { parent: place.parent }),
  }
}
