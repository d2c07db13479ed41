import type { GraphDocument } from '@statusgraph/model'
import type { ReactNode } from 'react'
import type { MapStatuses } from '@statusgraph/picture'
import { useLiveCanvas } from './use-live-canvas.ts'
import { usePlacedGraph } from './use-scene.ts'

/** A small live picture of a graph. It fills its box, and is silent: the counts beside it say the same in words. */
export function Miniature({
  graph,
  statuses,
}: {
  readonly graph: GraphDocument
  readonly statuses: MapStatuses
}): ReactNode {
  const placed = usePlacedGraph(graph)
  const canvas = useLiveCanvas(placed?.scene, statuses)
  return <canvas ref={canvas} className="sg-miniature" aria-hidden="true" />
}
