import type { ReactNode } from 'react'
import { arrowOf, edgeNumbersOf, pathOf, routeInScene } from '@statusgraph/picture'
import type { MapTopology, Scene } from '@statusgraph/picture'
import type { LiveMap } from '../view/live-map.ts'
import { EdgeLabels } from './EdgeLabels.tsx'
import { useSeenEdge } from './use-node-status.ts'
import './spotlight.css'

interface EdgeSpotsProps {
  readonly map: LiveMap
  readonly scene: Scene
  readonly scale: number
  readonly topology: MapTopology
  readonly pointed: string | undefined
  readonly selected: string | undefined
}

/** The edges that are pointed at and selected. */
export function EdgeSpots({ selected, pointed, ...rest }: EdgeSpotsProps): ReactNode {
  return (
    <>
      {selected !== undefined && <EdgeSpot {...rest} edgeId={selected} isSelected />}
      {pointed !== undefined && pointed !== selected && <EdgeSpot {...rest} edgeId={pointed} isSelected={false} />}
    </>
  )
}

interface EdgeSpotProps {
  readonly map: LiveMap
  readonly topology: MapTopology
  readonly scene: Scene
  readonly edgeId: string
  readonly isSelected: boolean
  /** The scale in force; strokes keep their size on the screen. */
  readonly scale: number
}

/** One edge that is pointed at or selected, below the cards and around the line that the picture has of it. */
function EdgeSpot({ map, topology, scene, edgeId, isSelected, scale }: EdgeSpotProps): ReactNode {
  useSeenEdge(topology, edgeId)
  const edge = scene.edges[edgeNumbersOf(scene).get(edgeId) ?? -1]
  if (edge === undefined) return null
  const { curve, to } = routeInScene(scene, edge)
  const hair = 1 / scale
  const look = map.looks.of(edge.index)
  const width = look.widthPx
  const arrow = arrowOf(curve, to, (11 + width) * hair)
  const path = pathOf(curve)
  return (
    <svg className="sg-spotlight sg-edge-spot" data-selected={isSelected ? '' : undefined} aria-hidden="true">
      <path className="sg-edge-halo" d={path} strokeWidth={(width + 8) * hair} />
      <path className="sg-edge-line" d={path} strokeWidth={(width + 1) * hair} />
      {look.hasHead && <path className="sg-edge-head" d={`M${arrow.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />}
      <EdgeLabels
        map={map}
        scene={scene}
        level={map.level}
        scale={scale}
        isWanted={({ index }) => index === edge.index}
      />
    </svg>
  )
}
