import type { GraphDocument, GraphEdge, GraphNode } from './document.ts'

/** A graph with its collapsed groups closed, and what was put away in it. */
export interface CollapsedGraph {
  /**
   * The graph that is left to draw. A group with `collapsed: true` in it is one node without members; every other
   * group is open.
   */
  readonly graph: GraphDocument
  /** The group that stands for a node that is not shown, by the node's id: the outermost that is closed around it. */
  readonly hiddenIn: ReadonlyMap<string, string>
  /** The edges behind each edge that stands for others, by its id. */
  readonly merged: ReadonlyMap<string, readonly string[]>
}

/**
 * Closes groups to one node each. Edges of what is inside become edges of the group, one for all that lead the same
 * way between the same two; their number is its label. An edge that stays inside a closed group is not shown.
 *
 * Ids of merged edges are made from their ends, so they stay the same whatever is added inside.
 *
 * @param isCollapsed by default what the document says
 * @example collapseGroups(graph, (id) => id === 'payments').hiddenIn.get('ledger') // 'payments'
 */
export function collapseGroups(graph: GraphDocument, isCollapsed?: (groupId: string) => boolean): CollapsedGraph {
  const groups = new Map<string, GraphNode>()
  graph.nodes.forEach((node) => {
    if (node.kind === 'group') groups.set(node.id, node)
  })
  const isClosed = (group: GraphNode): boolean => isCollapsed?.(group.id) ?? group.collapsed === true
  // Most graphs are drawn as they are.
  const isAsDrawn = (group: GraphNode): boolean => group.collapsed !== true && !isClosed(group)
  if ([...groups.values()].every(isAsDrawn)) return { graph, hiddenIn: new Map(), merged: new Map() }
  const hiddenIn = findHidden(graph, groups, isClosed)
  const nodes = graph.nodes.flatMap((node) => {
    if (hiddenIn.has(node.id)) return []
    return node.kind === 'group' ? [markClosed(node, isClosed(node))] : [node]
  })
  if (hiddenIn.size === 0) {
    const isSame = nodes.every((node, at) => node === graph.nodes[at])
    return { graph: isSame ? graph : { ...graph, nodes }, hiddenIn, merged: new Map() }
  }
  const { edges, merged } = mergeEdges(graph.edges, hiddenIn)
  return { graph: { ...graph, nodes, edges }, hiddenIn, merged }
}

/** Walks up from every node; the last closed group on the way hides it. */
function findHidden(
  graph: GraphDocument,
  groups: ReadonlyMap<string, GraphNode>,
  isClosed: (group: GraphNode) => boolean,
): ReadonlyMap<string, string> {
  const closedAround = new Map<string, string | undefined>()
  const lookUp = (id: string | undefined): string | undefined => {
    const group = id === undefined ? undefined : groups.get(id)
    if (group === undefined) return undefined
    if (closedAround.has(group.id)) return closedAround.get(group.id)
    // Written before the walk goes on, so that a circle of groups ends it.
    closedAround.set(group.id, undefined)
    const found = lookUp(group.parent) ?? (isClosed(group) ? group.id : undefined)
    closedAround.set(group.id, found)
    return found
  }
  const hiddenIn = new Map<string, string>()
  for (const node of graph.nodes) {
    const closed = lookUp(node.parent)
    if (closed !== undefined && closed !== node.id) hiddenIn.set(node.id, closed)
  }
  return hiddenIn
}

function markClosed(group: GraphNode, isClosed: boolean): GraphNode {
  if ((group.collapsed ?? false) === isClosed) return group
  const { collapsed: _, ...open } = group
  return isClosed ? { ...open, collapsed: true } : open
}

function mergeEdges(
  edges: readonly GraphEdge[],
  hiddenIn: ReadonlyMap<string, string>,
): { readonly edges: readonly GraphEdge[]; readonly merged: ReadonlyMap<string, readonly string[]> } {
  const taken = new Set(edges.map(({ id }) => id))
  const shown: (GraphEdge | { readonly key: string })[] = []
  const bundles = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    const source = hiddenIn.get(edge.source)
    const target = hiddenIn.get(edge.target)
    if (source === undefined && target === undefined) {
      shown.push(edge)
      continue
    }
    const moved: GraphEdge = {
      ...edge,
      source: source ?? edge.source,
      target: target ?? edge.target,
      sourcePort: source === undefined ? edge.sourcePort : null,
      targetPort: target === undefined ? edge.targetPort : null,
    }
    if (moved.source === moved.target) continue
    // An edge that leads to a port of a shown node keeps its port, so it stays apart from those to other ports.
    const key = JSON.stringify([moved.source, moved.target, moved.sourcePort, moved.targetPort])
    const bundle = bundles.get(key)
    if (bundle === undefined) {
      bundles.set(key, [moved])
      shown.push({ key })
    } else bundle.push(moved)
  }
  const merged = new Map<string, readonly string[]>()
  const all = shown.flatMap((one): readonly GraphEdge[] => {
    if (!('key' in one)) return [one]
    const bundle = bundles.get(one.key) ?? []
    const [first] = bundle
    if (first === undefined) return []
    const ports = [first.sourcePort, first.targetPort].map((port) => (port === null ? '' : `.${port}`))
    let id = `${first.source}${ports[0] ?? ''}=>${first.target}${ports[1] ?? ''}`
    while (taken.has(id)) id += "'"
    taken.add(id)
    merged.set(
      id,
      bundle.map((edge) => edge.id),
    )
    if (bundle.length === 1) return [{ ...first, id }]
    const { label: _label, kind: _kind, ...plain } = first
    return [{ ...plain, id, label: `${bundle.length} edges` }]
  })
  return { edges: all, merged }
}
