import type { GraphDocument, TopologyEdge, TopologyNode, TopologyRules, TopologyView } from '@statusgraph/model'

/**
 * What was discovered, as it stands to a document that the server may not have yet: what was just added, ignored or
 * said to be the same is no find any more, and what was just taken back is one again. The server's own answer, which
 * comes when the document is saved, says the same in more detail.
 */
export function settleView(view: TopologyView, graph: GraphDocument): TopologyView {
  const drawnNodes = new Set(graph.nodes.map(({ id }) => id))
  const drawnEnds = new Set(graph.edges.map(({ source, target }) => endsKey(source, target)))
  const drawnEdges = new Set(graph.edges.map(({ id }) => id))
  const rules = graph.rules ?? {}
  const isUnwanted = judgeUnwanted(rules)
  const same = new Map((rules.aliases ?? []).map(({ from, to }) => [from, to]))
  const nodes: Record<string, TopologyNode> = Object.create(null)
  for (const node of Object.values(view.nodes)) {
    const isDrawn = drawnNodes.has(node.id)
    if (!isDrawn && (node.provenance.length === 0 || isUnwanted.node(node.id) || same.has(node.id))) continue
    const pin = rules.pins !== undefined && Object.hasOwn(rules.pins, node.id) ? rules.pins[node.id] : undefined
    const placed = isDrawn || pin === undefined ? node : { ...node, position: pin }
    nodes[node.id] = markDrawn(placed, isDrawn)
  }
  const edges: Record<string, TopologyEdge> = Object.create(null)
  for (const edge of Object.values(view.edges)) {
    const source = same.get(edge.source) ?? edge.source
    const target = same.get(edge.target) ?? edge.target
    const isDrawn = drawnEdges.has(edge.id)
    if (nodes[source] === undefined || nodes[target] === undefined) continue
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
  const nodes = ignore.flatMap((rule) => ('node' in rule ? [readPattern(rule.node)] : []))
  const edges = ignore.flatMap((rule) =>
    'node' in rule ? [] : [{ source: readPattern(rule.source), target: readPattern(rule.target) }],
  )
  return {
    node: (id) => nodes.some((matches) => matches(id)),
    edge: (from, to) => edges.some(({ source, target }) => source(from) && target(to)),
  }
}

/** A pattern of ids in which `*` stands for any text; capitals make no difference. */
function readPattern(pattern: string): (id: string) => boolean {
  const wanted = pattern.toLowerCase()
  if (!wanted.includes('*')) return (id) => id.toLowerCase() === wanted
  const parts = wanted.split('*')
  const head = parts[0] ?? ''
  const tail = parts.at(-1) ?? ''
  return (id) => {
    const text = id.toLowerCase()
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false
    let from = head.length
    for (const part of parts.slice(1, -1)) {
      const at = text.indexOf(part, from)
      if (at === -1 || at + part.length > text.length - tail.length) return false
      from = at + part.length
    }
    return true
  }
}
