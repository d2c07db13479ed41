import type { Draft, DraftEdge, DraftNode } from '../draft.ts'

/**
 * A service that stands for one workload alone becomes one node with it, as people think of them. One in front of
 * several, or of none in the file, stays.
 */
export function foldServices({ nodes, edges }: Draft): Draft {
  const targets = new Map<string, string[]>()
  for (const { kind, source, target } of edges) {
    if (kind !== 'selects') continue
    const known = targets.get(source)
    if (known === undefined) targets.set(source, [target])
    else known.push(target)
  }
  const folded = new Map(
    [...targets].flatMap(([service, [workload, second]]) =>
      workload === undefined || second !== undefined ? [] : [[service, workload] as const],
    ),
  )
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const namesOf = new Map<string, string[]>()
  for (const [service, workload] of folded) {
    namesOf.set(workload, [...(namesOf.get(workload) ?? []), ...(byKey.get(service)?.services ?? [])])
  }
  return {
    nodes: nodes.filter(({ key }) => !folded.has(key)).map((node) => takeNames(node, namesOf.get(node.key))),
    edges: foldEnds(edges, folded),
  }
}

/** What went to a folded service goes to its workload; two services of one workload make one edge. */
function foldEnds(edges: readonly DraftEdge[], folded: ReadonlyMap<string, string>): readonly DraftEdge[] {
  const kept = new Map<string, DraftEdge>()
  for (const edge of edges) {
    if (edge.kind === 'selects' && folded.has(edge.source)) continue
    const target = folded.get(edge.target) ?? edge.target
    const key = `${edge.source} ${edge.kind} ${target}`
    if (!kept.has(key)) kept.set(key, { ...edge, key, target })
  }
  return [...kept.values()]
}

/** Others call it by the names of its services, so monitoring may as well. */
function takeNames(node: DraftNode, names: readonly string[] | undefined): DraftNode {
  if (names === undefined) return node
  const kind = node.kind === 'box' ? 'service' : node.kind
  return { ...node, kind, services: [...new Set([...names, ...(node.services ?? [])])] }
}
