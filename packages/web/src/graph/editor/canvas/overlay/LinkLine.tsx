import type { ReactNode } from 'react'
import { arrowOf, pathOf } from '../../../../map/index.ts'
import type { MapDrawing } from '../../../../map/index.ts'
import type { Link } from '../canvas-state.ts'

const headPx = 10

/** The edge in the hand, as it would run. */
export function LinkLine({ drawing, link }: { readonly drawing: MapDrawing; readonly link: Link }): ReactNode {
  const route = drawing.routeBetween(link.from, link.to)
  if (route === undefined) return null
  const head = arrowOf(route.curve, route.to, headPx)
  const held = link.isHeldAtStart ? route.curve.slice(0, 2) : route.curve.slice(-2)
  // Over something that takes it the arrow says where it ends.
  const isLoose = 'point' in (link.isHeldAtStart ? link.from : link.to)
  return (
    <g className="canvas-link">
      <path className="canvas-link-line" d={pathOf(route.curve)} />
      <path className="canvas-link-head" d={`M${head.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />
      {isLoose && <circle className="canvas-link-grip" cx={held[0]} cy={held[1]} />}
    </g>
  )
}
