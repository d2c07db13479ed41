/** One node on the way down: where the walk stands among its successors, and the lowest node that it reached. */
interface Frame {
  readonly id: string
  readonly index: number
  low: number
  next: number
}

/**
 * The rings of a directed graph, and every node that is in none as a ring of its own: nodes that reach each other stand
 * together (strongly connected components, after Tarjan). Whoever is reached comes before whoever reaches it.
 */
export function findComponents(successors: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const components: (readonly string[])[] = []
  const indexes = new Map<string, number>()
  const waiting: string[] = []
  const isWaiting = new Set<string>()
  // A stack of our own: chains may be as long as a graph is large.
  const frames: Frame[] = []
  const enter = (id: string): void => {
    const index = indexes.size
    indexes.set(id, index)
    waiting.push(id)
    isWaiting.add(id)
    frames.push({ id, index, low: index, next: 0 })
  }
  for (const root of successors.keys()) {
    if (indexes.has(root)) continue
    enter(root)
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const successor = successors.get(frame.id)?.[frame.next++]
      if (successor !== undefined) {
        const index = indexes.get(successor)
        if (index === undefined) enter(successor)
        else if (isWaiting.has(successor)) frame.low = Math.min(frame.low, index)
        continue
      }
      frames.pop()
      const above = frames.at(-1)
      if (above !== undefined) above.low = Math.min(above.low, frame.low)
      if (frame.low === frame.index) components.push(takeComponent(frame.id, waiting, isWaiting))
    }
  }
  return components
}

function takeComponent(root: string, waiting: string[], isWaiting: Set<string>): readonly string[] {
  const component = waiting.splice(waiting.lastIndexOf(root))
  for (const id of component) isWaiting.delete(id)
  return component
}
