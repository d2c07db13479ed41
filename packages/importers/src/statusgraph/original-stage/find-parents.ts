import type { StageNode } from './stage-schema.ts'

/** The group that each node lies in: clusters name their children, ours name their parent. */
export function findParents(
  nodes: readonly StageNode[],
  ids: readonly string[],
  notes: string[],
): ReadonlyMap<number, string> {
  const indexOf = new Map<string, number>()
  nodes.forEach((node, index) => {
    if (!indexOf.has(node.id)) indexOf.set(node.id, index)
  })
  const parents = new Map<number, number>()
  nodes.forEach((holder, at) => {
    const what = `node "${holder.name === '' ? ids[at] : holder.name}"`
    if (holder.children.length > 0 && holder.type !== 'cluster') {
      notes.push(`${what} is no cluster and cannot hold its children (${holder.children.join(', ')})`)
      return
    }
    for (const childId of new Set(holder.children)) {
      const child = indexOf.get(childId)
      if (child === undefined) notes.push(`${what} holds "${childId}", which is not in the stage`)
      else if (isInside(at, child, parents)) notes.push(`${what} lies inside "${childId}" and cannot hold it as well`)
      else if (parents.has(child))
        notes.push(`"${childId}" is in two clusters, it stays in the first and leaves ${what}`)
      else parents.set(child, at)
    }
  })
  return new Map([...parents].map(([child, parent]) => [child, ids[parent] ?? '']))
}

/** Whether `inner` is `outer`, or lies in it at any depth. */
function isInside(inner: number, outer: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = inner; at !== undefined; at = parents.get(at)) if (at === outer) return true
  return false
}
