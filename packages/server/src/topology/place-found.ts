import type { GraphDocument, TopologyView } from '@statusgraph/model'

/** TEMPORARY: replaced by @statusgraph/layout. */
export function placeFound(
  graph: GraphDocument,
  view: TopologyView,
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const found = new Map<string, { readonly x: number; readonly y: number }>()
  let n = places.size
  for (const node of Object.values(view.nodes)) {
    if (node.drawn === true) continue
    const known = graph.rules?.pins?.[node.id] ?? places.get(node.id)
    found.set(node.id, known ?? { x: (n % 8) * 320, y: 800 + Math.floor(n / 8) * 120 })
    if (known === undefined) n++
  }
  return found
}
