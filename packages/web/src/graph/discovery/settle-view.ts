import { compilePattern, servicesOf } from '@statusgraph/model'
import type { GraphDocument, TopologyEdge, TopologyNode, TopologyRules, TopologyView } from '@statusgraph/model'

/**
 * What was discovered, as it stands to a document that the server may not have yet: what was just added, ignored or
 * said to be the same is no find any more, and what was just taken back is one again. The server's own answer, which
 * comes when the document is saved, says the same in more detail.
 */
export function settleView(view: TopologyView, graph: GraphDocument): TopologyView {
  const drawnNodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const drawnEnds = new Set(graph.edges.map(({ source, target }) => endsKey(source, target)))
  const drawnEdges = new Set(graph.edges.map(({ id }) => id))
  const rules = graph.rules ?? {}
  const isUnwanted = judgeUnwanted(rules)
  const same = new Map((rules.aliases ?? []).map(({ from, to }) => [from, to]))
  const nodes: Record<string, TopologyNode> = Object.create(null)
  for (const node of Object.values(view.nodes)) {
    const own = drawnNodes.get(node.id)
    const isDrawn = own !== undefined
    if (!isDrawn && (node.provenance.length === 0 || isUnwanted.node(node.id) || same.has(node.id))) continue
    // What is drawn is kept as it is when a rule names it: nobody misses it any more.
    const names = own === undefined ? [] : [own.id, ...servicesOf(own)]
    if (node.state === 'missing' && names.some(isUnwanted.node)) continue
    const pin = rules.pins !== undefined && Object.hasOwn(rules.pins, node.id) ? rules.pins[node.id] : undefined
    const placed = isDrawn || pin === undefined ? node : { ...node, position: pin }
    nodes[node.id] = markDrawn(placed, isDrawn)
  }
  const isThere = (id: string): boolean => nodes[id] !== undefined || drawnNodes.has(id)
  const edges: Record<string, TopologyEdge> = Object.create(null)
  for (const edge of Object.values(view.edges)) {
    const source = same.get(edge.source) ?? edge.source
    const target = same.get(edge.target) ?? edge.target
    const isDrawn = drawnEdges.has(edge.id)
    if (!isThere(source) || !isThere(target)) continue
    if (edge.state === 'missing' && isUnwanted.edge(source, target)) continue
    const isTwin = !isDrawn && drawnEnds.has(endsKey(source, target))
    if (isTwin || (!isDrawn && (edge.provenance.length === 0 || isUnwanted.edge(source, target)))) continue
    edges[edge.id] = markDrawn(
      source === edge.source && target === edge.target ? edge : { ...edge, source, target },
      isDrawn,
    )
  }
  return { ...view, nodes, edges }
}

/** Drawn or not, as the document has it. Until the server has judged that anew, an element is as whoever sees it says. */
function markDrawn<Element extends TopologyNode | TopologyEdge>(element: Element, isDrawn: boolean): Element {
  if ((element.drawn === true) === isDrawn) return element
  const isJudgedByDrawing = element.state === 'undeclared' || element.state === 'missing'
  const [first] = element.provenance
  const state = isJudgedByDrawing && first !== undefined ? first.state : element.state
  return { ...element, drawn: isDrawn, state }
}

/** One text for two ends; no id holds the sign between. */
function endsKey(source: string, target: string): string {
  return `${source}\0${target}`
}

/** Tells what the ignore rules of a graph leave out. */
export function judgeUnwanted({ ignore = [] }: TopologyRules): {
  readonly node: (id: string) => boolean
  readonly edge: (source: string, target: string) => boolean
} {
  const nodes = ignore.flatMap((rule) => ('node' in rule ? [compilePattern(rule.node)] : []))
  const edges = ignore.flatMap((rule) =>
    'node' in rule ? [] : [{ source: compilePattern(rule.source), target: compilePattern(rule.target) }],
  )
  return {
    node: (id) => nodes.some((matches) => matches(id)),
    edge: (from, to) => edges.some(({ source, target }) => source(from) && target(to)),
  }
}
