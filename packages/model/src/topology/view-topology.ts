import type { GraphNode } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { recordOf } from './diff-topology.ts'
import type { DrawnNodes } from './match-drawn.ts'
import { indexDrawn, isCalled, matchDrawn } from './match-drawn.ts'
import type { GatheredEdges } from './gather-edges.ts'
import { gatherEdges } from './gather-edges.ts'
import type { Observers } from './missing.ts'
import { isEdgeMissing, isNodeMissing, surveyObservers } from './missing.ts'
import { describeEdge, describeNode } from './describe-sights.ts'
import type { CompiledRules } from './rules.ts'
import type { FoundPlace, Scene, TopologyLens } from './scene.ts'
import { compileRules, joinRules } from './rules.ts'
import { collectSights } from './sights.ts'
import { suggestAliases } from './suggest-aliases.ts'
import type { Topology } from './topology.ts'
import type { Entity } from './unite-nodes.ts'
import { uniteNodes } from './unite-nodes.ts'
import type { TopologyEdge, TopologyNode, TopologyView } from './view.ts'
import { viewSource } from './view-sources.ts'
import { orderLayers } from './weigh.ts'

/**
 * The topology of all sources together, merged by rules and identity, and how it stands now: by itself, or as seen
 * through a graph, whose elements it then calls by their own ids.
 */
export function viewTopology(topology: Topology, lens: TopologyLens, now: Instant): TopologyView {
  const drawn = indexDrawn(lens.graph)
  const rules = compileRules(joinRules(lens.rules, lens.graph?.rules), (name) => isCalled(drawn, name))
  const layers = orderLayers(topology.layers.values()).filter((layer) => rules.isSourceWanted(layer.declaration.name))
  const sights = collectSights(layers, now)
  const entities = uniteNodes(sights.nodes, rules)
  const matches = new Map<Entity, readonly GraphNode[]>()
  for (const entity of entities.values()) if (!matches.has(entity)) matches.set(entity, matchDrawn(drawn, entity))
  const scene: Scene = { lens, drawn, rules, entities, matches, ids: nameFound(matches, drawn) }
  const edges = gatherEdges(sights.edges, scene)
  const observers = surveyObservers(layers, matches, now)
  const nodes = recordOf(viewNodes(scene, observers), ({ id }) => id)
  const missing = new Set([...drawn.byId.keys()].filter((id) => nodes[id]?.state === 'missing'))
  return {
    nodes,
    edges: recordOf(viewEdges(edges, scene, observers, missing), ({ id }) => id),
    sources: recordOf(
      layers.map((layer) => viewSource(layer, sights.counts.get(layer), now)),
      ({ name }) => name,
    ),
    suggestions: suggestAliases(drawn, matches),
  }
}

/** A drawn entity is called as it is drawn; nothing else may be called as something drawn is. */
function nameFound(matches: Scene['matches'], drawn: DrawnNodes): Scene['ids'] {
  const taken = new Set([...drawn.byId.keys(), ...[...matches.keys()].map(({ id }) => id)])
  const ids = new Map<Entity, string>()
  for (const [entity, [node]] of matches) {
    let id = node?.id ?? entity.id
    if (node === undefined && drawn.byId.has(id)) for (let n = 2; taken.has(id); n++) id = `${entity.id}#${n}`
    taken.add(id)
    ids.set(entity, id)
  }
  return ids
}

function* viewNodes({ lens, drawn, rules, matches, ids }: Scene, observers: Observers): Iterable<TopologyNode> {
  const entitiesOf = new Map<GraphNode, Entity[]>()
  for (const [entity, nodes] of matches) {
    if (nodes.length === 0) {
      const id = ids.get(entity) ?? entity.id
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

function* viewEdges(
  edges: GatheredEdges,
  { lens, rules }: Scene,
  observers: Observers,
  missing: ReadonlySet<string>,
): Iterable<TopologyEdge> {
  const taken = new Set(edges.drawn.map(({ edge }) => edge.id))
  for (const { edge, sights } of edges.drawn) {
    const described = describeEdge(edge, sights)
    const isMissing = isEdgeMissing(edge, described.provenance, rules, observers, missing)
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
