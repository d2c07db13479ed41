import type { GraphDocument } from '@statusgraph/model'
import { useMemo } from 'react'
import { layOutUnplaced } from './geometry/lay-out.ts'
import type { DrawnGraph } from './geometry/place-drawn.ts'
import { placeDrawn } from './geometry/place-drawn.ts'
import type { Scene } from './geometry/scene.ts'
import { buildScene } from './geometry/scene.ts'

export interface PlacedGraph extends DrawnGraph {
  readonly scene: Scene
}

/** The graph with everything in its place. */
export function usePlacedGraph(graph: GraphDocument): PlacedGraph {
  return useMemo(() => {
    const drawn = placeDrawn(graph, layOutUnplaced)
    return { ...drawn, scene: buildScene(drawn.graph, drawn.boxes) }
  }, [graph])
}
