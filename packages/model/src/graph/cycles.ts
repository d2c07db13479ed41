interface Nested {
  readonly id: string
  readonly parent?: string | undefined
}

/** The rings of nodes that are inside one another, each once. Every node is passed once, however deep they nest. */
export function findCycles(
  nodes: readonly Nested[],
  byId: ReadonlyMap<string, Nested>,
): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = []
  /** The walk up on which a node was passed first. Who meets the own walk again goes in a ring. */
  const walks = new Map<string, number>()
  for (const [walk, node] of nodes.entries()) {
    let at: string | undefined = node.parent === undefined ? undefined : node.id
    while (at !== undefined && !walks.has(at)) {
      walks.set(at, walk)
      at = byId.get(at)?.parent
    }
    if (at === undefined || walks.get(at) !== walk) continue
    const ring = new Set<string>()
    for (let up: string | undefined = at; up !== undefined && !ring.has(up); up = byId.get(up)?.parent) ring.add(up)
    cycles.push([...ring])
  }
  return cycles
}
