import { memo } from 'react'
import type { ReactNode } from 'react'
import { arrowOf, pathOf } from '../../../../map/index.ts'
import type { MapDrawing } from '../../../../map/index.ts'

interface SelectedEdgesProps {
  readonly drawing: MapDrawing
  readonly selected: ReadonlySet<string>
  readonly pointed: string | undefined
  /** While something is moved its edges are drawn by the map, where they run now. */
  readonly isMoving: boolean
}

/** More than these nobody tells apart. */
const edgeLimit = 300
const headPx = 10

/** Edges that are selected, and the one that a press would select. */
export const SelectedEdges = memo(function SelectedEdges({
  drawing,
  selected,
  pointed,
  isMoving,
}: SelectedEdgesProps): ReactNode {
  if (isMoving) return null
  const halo = pointed === undefined || selected.has(pointed) ? undefined : drawing.routeOf(pointed)
  return (
    <>
      {halo !== undefined && <path className="canvas-edge-halo" d={pathOf(halo.curve)} />}
      {[...selected].slice(0, edgeLimit).map((id) => {
        const route = drawing.routeOf(id)
        if (route === undefined) return null
        const head = arrowOf(route.curve, route.to, headPx)
        return (
          <g key={id} className="canvas-edge">
            <path className="canvas-edge-line" d={pathOf(route.curve)} />
            <path className="canvas-edge-head" d={`M${head.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />
          </g>
        )
      })}
    </>
  )
})
