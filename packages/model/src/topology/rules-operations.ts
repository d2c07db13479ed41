import { isEqual } from '../edit/equal.ts'
import { withEntry, withField } from '../edit/fields.ts'
import { addEdges } from '../edit/operations/edges.ts'
import { updateFields } from '../edit/operations/fields.ts'
import { addNodes } from '../edit/operations/nodes.ts'
import type { Point } from '../edit/box.ts'
import { toPosition } from '../edit/box.ts'
import type { DynamicMode, GraphDocument, GraphEdge, NodeKind, TopologyRules } from '../graph/document.ts'
import { listLimits } from '../graph/document.ts'
import { drawFoundEdge, namespaceGroupOf, nodeMakerOf } from './found-elements.ts'
import type { TopologyEdge, TopologyView } from './view.ts'

/** What is discovered and not wanted: a node with its edges, or an edge. */
export type IgnoreRule = NonNullable<TopologyRules['ignore']>[number]

/** Where an adopted node is to stand, and in which group. */
export type AdoptedPlace = Point & { readonly parent?: string }

/**
 * Draws what was discovered, as one step: nodes bound to the services they are known by, edges with those of their ends
 * that nobody drew yet. Where discovery draws by itself, a node stays in the group of its namespace. What is drawn
 * already, or is not in the view, is passed over.
 *
 * @param places of the nodes; without one, a node stands where the view shows it or where an automatic layout puts it
 */
export function adoptFound(
  graph: GraphDocument,
  view: TopologyView,
  { nodes = [], edges = [] }: { readonly nodes?: Iterable<string>; readonly edges?: Iterable<string> },
  places: ReadonlyMap<string, AdoptedPlace> = new Map(),
): GraphDocument {
  const wantedEdges = [...new Set(edges)].flatMap((id) => ownOf(view.edges, id) ?? [])
  const ends = wantedEdges.flatMap(({ source, target }) => [source, target])
  const wanted = [...new Set([...nodes, ...ends])].flatMap((id) => ownOf(view.nodes, id) ?? [])
  const makeNode = nodeMakerOf(graph, view)
  const added = wanted
    .filter(({ drawn }) => drawn !== true)
    .flatMap((found) => {
      const place = places.get(found.id)
      const position = place && toPosition(place)
      const group = graph.dynamic === 'auto' && found.parent === undefined ? namespaceGroupOf(found) : undefined
      const parent = place?.parent ?? found.parent ?? group?.id
      const node = withField(makeNode(found), 'parent', parent)
      const placed = position === undefined ? node : withField(node, 'position', position)
      return group === undefined || parent !== group.id ? [placed] : [group, placed]
    })
  return adoptEdges(addNodes(graph, added), wantedEdges)
}

function adoptEdges(graph: GraphDocument, found: readonly TopologyEdge[]): GraphDocument {
  const taken = new Set(graph.edges.map(({ id }) => id))
  const pairs = new Set(graph.edges.map(pairOf))
  const isDrawn = (edge: TopologyEdge): boolean => pairs.has(pairOf(edge))
  const added = found
    .filter((edge) => edge.drawn !== true && !isDrawn(edge))
    .map((edge): GraphEdge => {
      const drawn = drawFoundEdge(edge)
      const id = findFreeId(drawn.id, taken)
      taken.add(id)
      return { ...drawn, id }
    })
  return addEdges(graph, added)
}

function pairOf({ source, target }: Pick<GraphEdge, 'source' | 'target'>): string {
  return JSON.stringify([source, target])
}

/** Two long ids make an edge's id that is longer than a document may have. */
function findFreeId(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.slice(0, 190)
  let id = wanted.length > 200 ? stem : wanted
  for (let n = 2; taken.has(id); n++) id = `${stem}#${n}`
  return id
}

/** What discovery does to the graph. */
export function setDynamic(graph: GraphDocument, mode: DynamicMode): GraphDocument {
  return updateFields(graph, { dynamic: mode === 'off' ? undefined : mode })
}

/** Which sources are looked at; undefined: all. */
export function setRuleSources(graph: GraphDocument, sources: readonly string[] | undefined): GraphDocument {
  return withRule(graph, 'sources', sources && [...new Set(sources)])
}

/** What is discovered as `from` is the same as `to`. Nothing is two things, so what was said of `from` before is gone. */
export function addAlias(graph: GraphDocument, from: string, to: string): GraphDocument {
  if (from === to) return graph
  const isInTheWay = (alias: { readonly from: string; readonly to: string }): boolean =>
    alias.from === from || (alias.from === to && alias.to === from)
  const known = graph.rules?.aliases ?? []
  if (known.some((alias) => alias.from === from && alias.to === to)) return graph
  return withList(graph, 'aliases', [...known.filter((alias) => !isInTheWay(alias)), { from, to }])
}

/** Takes back what {@link addAlias} said. */
export function removeAlias(graph: GraphDocument, from: string, to: string): GraphDocument {
  const known = graph.rules?.aliases ?? []
  return withList(
    graph,
    'aliases',
    known.filter((alias) => alias.from !== from || alias.to !== to),
  )
}

/** Whatever is discovered and matches is not wanted in this graph. */
export function ignoreFound(graph: GraphDocument, ...rules: readonly IgnoreRule[]): GraphDocument {
  const known = graph.rules?.ignore ?? []
  const added = rules.filter((rule, at) => ![...known, ...rules.slice(0, at)].some((one) => isEqual(one, rule)))
  return added.length === 0 ? graph : withList(graph, 'ignore', [...known, ...added])
}

/** Takes back a rule of {@link ignoreFound}. */
export function removeIgnored(graph: GraphDocument, rule: IgnoreRule): GraphDocument {
  const known = graph.rules?.ignore ?? []
  return withList(
    graph,
    'ignore',
    known.filter((one) => !isEqual(one, rule)),
  )
}

/** What a discovered node is drawn as; undefined: as its sources say. */
export function setFoundKind(graph: GraphDocument, id: string, kind: NodeKind | undefined): GraphDocument {
  return withRule(graph, 'kinds', withEntry(graph.rules?.kinds, id, kind))
}

/** Discovered nodes stand where they are put, and stand there again when they come back after they were gone. */
export function pinFound(graph: GraphDocument, positions: ReadonlyMap<string, Point>): GraphDocument {
  const pins = new Map(Object.entries(graph.rules?.pins ?? {}))
  for (const [id, point] of positions) {
    const position = toPosition(point)
    if (position !== undefined) pins.set(id, position)
  }
  return withRule(graph, 'pins', pins.size === 0 ? undefined : Object.fromEntries(pins))
}

/** Discovered nodes stand where the automatic layout has them. */
export function unpinFound(graph: GraphDocument, ids: Iterable<string>): GraphDocument {
  const gone = new Set(ids)
  const kept = Object.entries(graph.rules?.pins ?? {}).filter(([id]) => !gone.has(id))
  return withRule(graph, 'pins', kept.length === 0 ? undefined : Object.fromEntries(kept))
}

function withList<Part extends 'aliases' | 'ignore'>(
  graph: GraphDocument,
  part: Part,
  list: NonNullable<TopologyRules[Part]>,
): GraphDocument {
  if (list.length > listLimits.rules) return graph
  return withRule(graph, part, list.length === 0 ? undefined : list)
}

function withRule<Part extends keyof TopologyRules>(
  graph: GraphDocument,
  part: Part,
  value: TopologyRules[Part] | undefined,
): GraphDocument {
  const rules = withField(graph.rules ?? {}, part, value)
  return updateFields(graph, { rules: Object.keys(rules).length === 0 ? undefined : rules })
}

function ownOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
