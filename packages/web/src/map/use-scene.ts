import type { GraphDocument } from '@statusgraph/model'
import { useEffect, useMemo, useState } from 'react'
import { layeredLimit, layOutPacked, loadLayered } from './geometry/lay-out.ts'
import type { LayOut } from './geometry/place-nodes.ts'
import type { DrawnGraph } from './geometry/place-drawn.ts'
import { placeDrawn } from './geometry/place-drawn.ts'
import { findUnplaced } from './geometry/place-nodes.ts'
import type { Scene } from './geometry/scene.ts'
import { buildScene } from './geometry/scene.ts'

export interface PlacedGraph extends DrawnGraph {
  readonly scene: Scene
}

/**
 * The graph with everything in its place. A layout engine is loaded only for a graph that leaves nodes unplaced; until
 * it has come, the last placed graph stays.
 */
export function usePlacedGraph(graph: GraphDocument): PlacedGraph | undefined {
  const [layered, setLayered] = useState<{ readonly layOut: LayOut }>()
  const unplaced = useMemo(() => findUnplaced(graph).length, [graph])
  const needsLayered = unplaced > 0 && unplaced <= layeredLimit && graph.edges.length > 0
  useEffect(() => {
    if (!needsLayered || layered !== undefined) return
    let isWanted = true
    const take = (layOut: LayOut): void => {
      if (isWanted) setLayered({ layOut })
    }
    loadLayered().then(take, () => take(layOutPacked))
    return () => {
      isWanted = false
    }
  }, [needsLayered, layered])
  const placed = useMemo(() => {
    if (needsLayered && layered === undefined) return undefined
    const drawn = placeDrawn(graph, needsLayered && layered ? layered.layOut : layOutPacked)
    return {
      ...drawn,
      scene: buildScene(drawn.graph, drawn.boxes),
    }
  }, [graph, needsLayered, layered])
  const [last, setLast] = useState<PlacedGraph | undefined>(placed)
  if (placed !== undefined && placed !== last) setLast(placed)
  return placed ?? last
}
