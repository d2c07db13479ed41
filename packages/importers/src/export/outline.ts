import type { GraphDocument, GraphNode } from '@statusgraph/model'

/** An element and what lies in it, in the order of the document. */
export interface Branch {
  readonly node: GraphNode
  readonly members: readonly Branch[]
  readonly parent: Branch | undefined
  /** How many groups lie around it. */
  readonly depth: number
}

export interface Outline {
  readonly roots: readonly Branch[]
  readonly byId: ReadonlyMap<string, Branch>
  /** How many elements lie deeper than is written; they are found in a group further out. */
  readonly raised: number
}

/** Deeper than any drawing, and less than readers take: a writer may call itself for each level. */
const deepest = 56

/** The elements of a graph as a tree that is not too deep for anybody. */
export function outlineGraph({ nodes }: GraphDocument): Outline {
  const depths = measureDepths(nodes)
  const byId = new Map<string, Branch & { readonly members: Branch[] }>()
  let raised = 0
  // From outside in, so that every group is there before what lies in it.
  for (const node of nodes.toSorted((a, b) => (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0))) {
    let parent: Branch | undefined = node.parent === undefined ? undefined : byId.get(node.parent)
    if (parent !== undefined && parent.depth >= deepest) {
      raised++
      parent = parent.parent
    }
    byId.set(node.id, { node, members: [], parent, depth: parent === undefined ? 0 : parent.depth + 1 })
  }
  const roots: Branch[] = []
  for (const { id } of nodes) {
    const branch = byId.get(id)
    if (branch === undefined) continue
    const siblings = branch.parent === undefined ? roots : byId.get(branch.parent.node.id)?.members
    siblings?.push(branch)
  }
  return { roots, byId, raised }
}

function measureDepths(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depths = new Map<string, number>()
  for (const node of nodes) {
    const path: GraphNode[] = []
    let at: GraphNode | undefined = node
    while (at !== undefined && !depths.has(at.id)) {
      path.push(at)
      at = at.parent === undefined ? undefined : byId.get(at.parent)
    }
    let depth = at === undefined ? -1 : (depths.get(at.id) ?? 0)
    for (const one of path.toReversed()) depths.set(one.id, ++depth)
  }
  return depths
}
