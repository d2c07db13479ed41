import { cleanId, type SeenEdge, type SeenNode, type Sighting, type Traffic } from '@statusgraph/model'
import type { CompiledEdgeQuery } from './compile-plan.ts'
import { addNumbers, type NamedRow, type Numbers } from './read-edges.ts'
import type { NamedEnd } from './read-end.ts'
import type { ScopedNames } from './scope-names.ts'
import { tellingKind } from './template/kind-of.ts'

/** An edge while its series are gathered: what each set of the plan says of it, in the plan's order. */
interface GatheredEdge {
  readonly source: string
  readonly target: string
  readonly undirected: boolean
  readonly bySet: Map<CompiledEdgeQuery, Numbers>
  readonly protocols: Set<string>
  readonly labels: Record<string, string>
}

interface GatheredNode extends Omit<SeenNode, 'ids'> {
  readonly ids: Set<string>
}

const mostProtocols = 4
const mostTypedNames = 20

/** Makes nodes and edges of rows, the busiest first and no more than fit. */
export function buildSighting(
  rows: readonly NamedRow[],
  names: ScopedNames,
  limits: { readonly maxNodes: number; readonly maxEdges: number; readonly unread: number },
): Pick<Sighting, 'nodes' | 'edges' | 'leftOut'> {
  names.notice(rows.flatMap(({ from, to }) => [from, to]))
  const nodes = new Map<string, GatheredNode>()
  const edges = gatherEdges(rows, names, nodes)
  const ranked = edges
    .map((edge) => finishEdge(edge))
    .toSorted((a, b) => weigh(b) - weigh(a) || compareText(a.source, b.source) || compareText(a.target, b.target))
  const kept: SeenEdge[] = []
  const keptIds = new Set<string>()
  for (const edge of ranked) {
    if (kept.length >= limits.maxEdges) break
    const newcomers = [edge.source, edge.target].filter((id) => !keptIds.has(id))
    if (keptIds.size + new Set(newcomers).size > limits.maxNodes) continue
    for (const id of newcomers) keptIds.add(id)
    kept.push(edge)
  }
  const leftOut = { nodes: nodes.size - keptIds.size, edges: ranked.length - kept.length + limits.unread }
  return {
    nodes: [...keptIds].flatMap((id) => {
      const node = nodes.get(id)
      return node === undefined ? [] : [finishNode(node)]
    }),
    edges: kept,
    ...(leftOut.nodes > 0 || leftOut.edges > 0 ? { leftOut } : {}),
  }
}

function gatherEdges(
  rows: readonly NamedRow[],
  names: ScopedNames,
  nodes: Map<string, GatheredNode>,
): readonly GatheredEdge[] {
  const edges = new Map<string, GatheredEdge>()
  // Those whose direction is known come first, because the others join them.
  const directedFirst = [
    ...rows.filter(({ query }) => !query.undirected),
    ...rows.filter(({ query }) => query.undirected),
  ]
  for (const row of directedFirst) {
    const source = noteNode(nodes, row.from, row, names)
    const target = noteNode(nodes, row.to, row, names)
    const edge = edgeBetween(edges, source, target, row.query.undirected)
    const before = edge.bySet.get(row.query)
    edge.bySet.set(row.query, before === undefined ? row.numbers : addNumbers(before, row.numbers))
    if (row.protocol !== undefined && edge.protocols.size < mostProtocols) edge.protocols.add(cleanId(row.protocol))
    for (const [label, value] of Object.entries(row.labels)) edge.labels[label] ??= cleanId(value)
  }
  return [...edges.values()]
}

function edgeBetween(edges: Map<string, GatheredEdge>, one: string, other: string, undirected: boolean): GatheredEdge {
  const known = edges.get(keyOf(one, other)) ?? (undirected ? edges.get(keyOf(other, one)) : undefined)
  if (known !== undefined) return known
  // Without a direction the alphabet decides, so that it does so every time.
  const isTurned = undirected && compareText(one, other) > 0
  const [source, target] = isTurned ? [other, one] : [one, other]
  const edge: GatheredEdge = { source, target, undirected, bySet: new Map(), protocols: new Set(), labels: {} }
  edges.set(keyOf(source, target), edge)
  return edge
}

function keyOf(source: string, target: string): string {
  return `${source}→${target}`
}

function noteNode(nodes: Map<string, GatheredNode>, end: NamedEnd, row: NamedRow, names: ScopedNames): string {
  const id = names.idOf(end)
  const before = nodes.get(id)
  const kind = tellingKind(before?.kind, end.kind)
  const cluster = before?.cluster ?? cleaned(end.cluster)
  const node =
    before !== undefined && before.kind === kind && before.cluster === cluster
      ? before
      : beginNode(id, end, { kind, cluster, before, provenance: row.query.provenance })
  for (const typed of names.typedNamesOf(end)) if (node.ids.size < mostTypedNames) node.ids.add(cleanId(typed))
  nodes.set(id, node)
  return id
}

function beginNode(
  id: string,
  end: NamedEnd,
  known: Pick<NamedRow['query'], 'provenance'> & {
    readonly kind: SeenNode['kind'] | undefined
    readonly cluster: string | undefined
    readonly before: GatheredNode | undefined
  },
): GatheredNode {
  const { kind, cluster, before, provenance } = known
  const namespace = cleaned(end.namespace)
  return {
    id,
    name: cleanId(end.name),
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(kind === undefined ? {} : { kind }),
    provenance: before?.provenance ?? provenance,
    ids: before?.ids ?? new Set(),
  }
}

function cleaned(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanId(text)
}

function finishNode({ ids, ...node }: GatheredNode): SeenNode {
  return ids.size === 0 ? node : { ...node, ids: [...ids] }
}

function finishEdge({ source, target, undirected, bySet, protocols, labels }: GatheredEdge): SeenEdge {
  const told = [...bySet]
  const [first] = told
  const counted = told.filter(([, { rate }]) => rate !== undefined)
  // A set that saw traffic knows more than one that saw none; after that, the plan's order decides.
  const main = counted.find(([, { rate = 0 }]) => rate > 0) ?? counted[0] ?? first
  const traffic = main === undefined ? undefined : writeTraffic(main, told)
  return {
    source,
    target,
    provenance: main?.[0].provenance ?? 'observed',
    ...(undirected ? { undirected } : {}),
    ...(protocols.size === 0 ? {} : { protocol: [...protocols].join(',') }),
    ...(traffic === undefined ? {} : { traffic }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  }
}

/** Requests, failures and latencies are those of one set, because two sets may count the same ones. */
function writeTraffic(
  [{ layer }, { rate, errors, p50, p95 }]: readonly [CompiledEdgeQuery, Numbers],
  told: readonly (readonly [CompiledEdgeQuery, Numbers])[],
): Traffic | undefined {
  const first = (name: 'bytes' | 'health' | 'denied') =>
    told.find(([, numbers]) => numbers[name] !== undefined)?.[1][name]
  const [bytes, health, denied] = [first('bytes'), first('health'), first('denied')]
  const numbers = {
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    // Rates are extrapolated, each by itself: the failed ones may come out as more than all.
    ...(errors === undefined ? {} : { errorsPerSecond: Math.min(errors, rate ?? errors) }),
    ...(p50 === undefined ? {} : { p50Seconds: p50 }),
    ...(p95 === undefined ? {} : { p95Seconds: p95 }),
    ...(bytes === undefined ? {} : { bytesPerSecond: bytes }),
    ...(denied === undefined ? {} : { deniedPerSecond: denied }),
    ...(health === undefined ? {} : { health: health > 0 ? 1 : 0 }),
  }
  return Object.keys(numbers).length === 0 ? undefined : { layer, ...numbers }
}

/** What stays when not everything fits: the busiest, then what carries most. */
function weigh({ traffic }: SeenEdge): number {
  if (traffic === undefined) return 0
  const { ratePerSecond = 0, bytesPerSecond = 0, deniedPerSecond = 0 } = traffic
  return ratePerSecond + deniedPerSecond + bytesPerSecond / 1e6
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
