import { useMemo } from 'react'
import type { Scene } from '@statusgraph/picture'

/** The nodes that stand out while one is hovered or focused: itself, its neighbours and the groups around them. */
export function useLit(
  scene: Scene | undefined,
  id: string | undefined,
  highlight: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return useMemo(() => {
    const one = id === undefined ? undefined : scene?.byId.get(id)
    if (scene === undefined || one === undefined) return highlight
    const lit = new Set([one.node.id])
    for (const at of scene.edgesOf[one.index] ?? []) {
      const edge = scene.edges[at]
      if (edge === undefined) continue
      lit.add(edge.edge.source)
      lit.add(edge.edge.target)
    }
    for (const each of Array.from(lit)) {
      for (
        let up = scene.byId.get(each)?.node.parent;
        up !== undefined && !lit.has(up);
        up = scene.byId.get(up)?.node.parent
      )
        lit.add(up)
    }
    if (one.node.kind === 'group') for (const each of scene.nodes) if (each.node.parent === id) lit.add(each.node.id)
    return lit
  }, [scene, id, highlight])
}
