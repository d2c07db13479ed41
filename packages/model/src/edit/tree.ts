import type { GraphDocument, GraphNode } from '../graph/document.ts'

/** The nodes of a graph by id. */
export function indexNodes(graph: GraphDocument): ReadonlyMap<string, GraphNode> {
  return new Map(graph.nodes.map((node) => [node.id, node]))
}

/** The ids and those of everything inside them, at any depth; unknown ids fall away. */
export function withMembers(graph: GraphDocument, ids: Iterable<string>): ReadonlySet<string> {
  const byId = indexNodes(graph)
  const found = new Set<string>()
  for (const id of ids) if (byId.has(id)) found.add(id)
  if (![...found].some((id) => byId.get(id)?.kind === 'group')) return found
  const members = new Map<string, string[]>()
  for (const node of graph.nodes) {
    if (node.parent === undefined) continue
    const list = members.get(node.parent)
    if (list === undefined) members.set(node.parent, [node.id])
    else list.push(node.id)
  }
  // A set hands out what is added while it is walked.
  for (const id of found) for (const member of members.get(id) ?? []) found.add(member)
  return found
}

/** The groups around a node, innermost first. Ends at what is missing and at a group that was passed already. */
export function ancestorsOf(byId: ReadonlyMap<string, GraphNode>, id: string): readonly string[] {
  const passed = new Set([id])
  for (let up = byId.get(id)?.parent; up !== undefined && byId.has(up) && !passed.has(up); up = byId.get(up)?.parent)
    passed.add(up)
  return [...passed].slice(1)
}

/** Those of the ids that stand inside none of the others: what a hand really holds. Unknown ids fall away. */
export function findOutermost(byId: ReadonlyMap<string, GraphNode>, ids: Iterable<string>): readonly string[] {
  const chosen = new Set<string>()
  for (const id of ids) if (byId.has(id)) chosen.add(id)
  /** Whether a node is chosen or inside one that is; every node is looked at once, however deep they nest. */
  const covered = new Map<string, boolean>()
  const isCovered = (id: string | undefined): boolean => {
    const path: string[] = []
    let at = id
    while (at !== undefined && !chosen.has(at) && !covered.has(at) && byId.has(at)) {
      covered.set(at, false)
      path.push(at)
      at = byId.get(at)?.parent
    }
    const isInside = at !== undefined && (chosen.has(at) || covered.get(at) === true)
    for (const passed of path) covered.set(passed, isInside)
    return isInside
  }
  return [...chosen].filter((id) => !isCovered(byId.get(id)?.parent))
}
